package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.StatisticsInput;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs strategies over bars: event-driven, exact, reproducible. Used by the command line, the
 * platform and benchmarks. Runs share nothing and may go on in parallel.
 */
public final class Simulator {
  private Simulator() {}

  /**
   * Runs a strategy of the catalogue.
   *
   * @param series one for each instrument, none empty, all in one currency, instruments distinct
   * @param strategy what to run
   * @param parameters given values; the defaults complete them
   * @param config the assumptions
   * @param listener told of progress; may stop the run
   * @throws IllegalArgumentException if the series or parameters do not fit
   * @throws SimulationCancelledException if the listener says so
   * @throws StrategyFailedException if the strategy throws
   * @throws ArithmeticException if an amount does not fit the ledger
   */
  public static SimulationResult run(
      List<BarSeries> series,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      SimulationListener listener) {
    return run(series, strategy, parameters, config, RunScope.STANDARD, listener);
  }

  /**
   * Runs a strategy of the catalogue whose features may name what is in a scope.
   *
   * @throws IllegalArgumentException if the series or parameters do not fit, or a feature cannot be
   *     made from the bars of the run
   */
  public static SimulationResult run(
      List<BarSeries> series,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      RunScope scope,
      SimulationListener listener) {
    return run(
        series,
        strategy.create(parameters),
        strategy.id(),
        strategy.complete(parameters),
        config,
        scope,
        listener);
  }

  /**
   * Runs a strategy object, which must be new.
   *
   * @param name of the strategy, part of the configuration hash
   * @param parameters that describe it, part of the configuration hash
   */
  public static SimulationResult run(
      List<BarSeries> series,
      Strategy strategy,
      String name,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      SimulationListener listener) {
    return run(series, strategy, name, parameters, config, RunScope.STANDARD, listener);
  }

  /** Runs a strategy object, which must be new and whose features may name what is in a scope. */
  public static SimulationResult run(
      List<BarSeries> series,
      Strategy strategy,
      String name,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      RunScope scope,
      SimulationListener listener) {
    check(series);
    SimulationRun run = new SimulationRun(series, strategy, name, config, scope);
    run.run(listener);
    return result(
        List.copyOf(series),
        run,
        name,
        Collections.unmodifiableMap(new TreeMap<>(parameters)),
        config);
  }

  private static void check(List<BarSeries> series) {
    if (series.isEmpty()) {
      throw new IllegalArgumentException("series must hold at least one instrument, was empty");
    }
    Instrument first = series.getFirst().instrument();
    List<String> seen = new ArrayList<>();
    for (BarSeries one : series) {
      Instrument instrument = one.instrument();
      if (one.size() == 0) {
        throw new IllegalArgumentException("series of " + instrument.id() + " has no bars");
      }
      if (!instrument.currency().equals(first.currency())) {
        throw new IllegalArgumentException(
            "currency of "
                + instrument.id()
                + " must be "
                + first.currency()
                + " as of "
                + first.id()
                + ", was "
                + instrument.currency());
      }
      if (seen.contains(instrument.id())) {
        throw new IllegalArgumentException("instrument " + instrument.id() + " is there twice");
      }
      seen.add(instrument.id());
    }
  }

  /** Of the instruments that have days off, the one with the most days; 365 if none has. */
  static int periodsPerYear(Instrument instrument) {
    TradingCalendar calendar = instrument.calendar();
    return calendar.roundTheClock()
        ? TradingCalendar.ROUND_THE_CLOCK.periodsPerYear()
        : calendar.periodsPerYear();
  }

  private static int periodsPerYear(List<BarSeries> series) {
    return series.stream()
        .map(one -> one.instrument().calendar())
        .filter(calendar -> !calendar.roundTheClock())
        .mapToInt(TradingCalendar::periodsPerYear)
        .max()
        .orElse(TradingCalendar.ROUND_THE_CLOCK.periodsPerYear());
  }

  private static SimulationResult result(
      List<BarSeries> series,
      SimulationRun run,
      String name,
      Map<String, BigDecimal> parameters,
      SimulationConfig config) {
    EquityCurve equity = run.equity;
    int periods = periodsPerYear(series);
    double initial = config.initialCash().doubleValue();
    double[] daily = equity.dailyReturns();
    List<OpenPosition> open = openPositions(run);
    List<RoundTrip> roundTrips = new RoundTrips(run.runs(), run.fills, run.roundTrips());
    StatisticsInput measured =
        new StatisticsInput(
            initial,
            equity.value(equity.size() - 1),
            equity.mean(),
            equity.drawdown(),
            periods,
            config.riskFreeRate(),
            equity.exposure(),
            run.totals.notional(),
            run.totals.fees(),
            run.totals.slippage(),
            buyAndHold(series),
            roundTrips,
            open.size());
    return new CompletedRun(
        series,
        name,
        parameters,
        config,
        equity,
        run.fills,
        roundTrips,
        open,
        List.copyOf(run.rejections),
        measured,
        () -> AssumptionSheet.of(run, config, periods, daily.length),
        daily);
  }

  /** Whether days without bars count as days: every instrument trades round the clock. */
  static boolean everyDay(List<BarSeries> series) {
    return series.stream().allMatch(one -> one.instrument().calendar().roundTheClock());
  }

  private static double buyAndHold(List<BarSeries> series) {
    double sum = 0;
    for (BarSeries one : series) {
      sum += one.close(one.size() - 1) / one.close(0) - 1;
    }
    return sum / series.size();
  }

  private static List<OpenPosition> openPositions(SimulationRun run) {
    List<OpenPosition> open = new ArrayList<>();
    for (InstrumentRun one : run.runs()) {
      if (one.lots == 0) {
        continue;
      }
      EntryQueue entries = one.matcher.entries();
      long cost = 0;
      long fees = 0;
      for (int i = 0; i < entries.size(); i++) {
        EntryQueue.EntryLot entry = entries.get(i);
        cost = Math.addExact(cost, entry.costUnits);
        fees = Math.addExact(fees, entry.feeUnits);
      }
      double paid = RoundTripMatcher.money(cost);
      double fee = RoundTripMatcher.money(fees);
      open.add(
          new OpenPosition(
              one.index,
              one.quantity,
              one.series.openTime(entries.get(0).bar),
              paid / one.quantity,
              one.lastClose,
              one.quantity * one.lastClose - paid - fee,
              fee));
    }
    return List.copyOf(open);
  }
}

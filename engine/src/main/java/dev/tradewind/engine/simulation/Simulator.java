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
   * @throws LedgerOverflowException if an amount does not fit the ledger
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
    return run(SimulationInput.of(series), strategy, name, parameters, config, scope, listener);
  }

  /**
   * Runs a strategy object, which must be new, on more than bars.
   *
   * @throws IllegalArgumentException if the input does not fit together
   * @throws SimulationCancelledException if the listener says so; it holds what was done until then
   * @throws StrategyFailedException if the strategy fails and the run is to stop; it holds what was
   *     done until then
   * @throws LedgerOverflowException if an amount does not fit the ledger and the run is to stop; it
   *     holds what was done until then
   */
  public static SimulationResult run(
      SimulationInput input,
      Strategy strategy,
      String name,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      RunScope scope,
      SimulationListener listener) {
    Map<String, BigDecimal> sorted = Collections.unmodifiableMap(new TreeMap<>(parameters));
    SimulationRun run = new SimulationRun(input, strategy, name, config, scope);
    try {
      run.run(listener);
    } catch (StrategyFailedException e) {
      if (run.equity.size() == 0) {
        throw e;
      }
      throw new StrategyFailedException(
          String.valueOf(e.getMessage()),
          e.getCause(),
          result(input, run, name, sorted, config, String.valueOf(e.getMessage())));
    } catch (LedgerOverflowException e) {
      if (run.equity.size() == 0) {
        throw e;
      }
      throw new LedgerOverflowException(
          String.valueOf(e.getMessage()),
          result(input, run, name, sorted, config, String.valueOf(e.getMessage())));
    } catch (SimulationCancelledException e) {
      throw new SimulationCancelledException(
          e, result(input, run, name, sorted, config, String.valueOf(e.getMessage())));
    } finally {
      strategy.onEnd();
    }
    return result(input, run, name, sorted, config, "");
  }

  /** Trading days a year of one instrument; 365 if it has no days off. */
  static int periodsPerYear(Instrument instrument) {
    TradingCalendar calendar = instrument.calendar();
    return calendar.roundTheClock()
        ? TradingCalendar.ROUND_THE_CLOCK.periodsPerYear()
        : calendar.periodsPerYear();
  }

  /** Of the instruments that have days off, the one with the most days; 365 if none has. */
  private static int periodsPerYear(List<BarSeries> series) {
    return series.stream()
        .map(one -> one.instrument().calendar())
        .filter(calendar -> !calendar.roundTheClock())
        .mapToInt(TradingCalendar::periodsPerYear)
        .max()
        .orElse(TradingCalendar.ROUND_THE_CLOCK.periodsPerYear());
  }

  private static SimulationResult result(
      SimulationInput input,
      SimulationRun run,
      String name,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      String ended) {
    List<BarSeries> series = input.series();
    EquityCurve equity = run.equity;
    int periods = periodsPerYear(series);
    double initial = config.initialCash().doubleValue();
    double[] daily = equity.dailyReturns();
    List<OpenPosition> open = openPositions(run);
    RoundTripList made = run.trips();
    List<RoundTrip> roundTrips =
        made == null
            ? new RoundTrips(run.runs, run.fills, run.roundTrips())
            : Collections.unmodifiableList(made);
    StatisticsInput measured =
        new StatisticsInput(
            initial,
            equity.value(equity.size() - 1),
            equity.mean(),
            equity.drawdown(),
            periods,
            config.riskFreeRate(),
            equity.exposure(),
            run.ledger.notional(),
            run.ledger.feesPaid(),
            run.ledger.slippagePaid(),
            buyAndHold(series),
            roundTrips,
            open.size());
    return new CompletedRun(
        input,
        name,
        parameters,
        config,
        equity,
        run.fills,
        roundTrips,
        open,
        new CompletedRun.Happenings(
            run.desk.refusals.rejections(),
            () -> OrderRecords.of(run),
            run.ledger.totals(),
            run.errors.all(),
            !ended.isEmpty()),
        measured,
        () -> AssumptionSheet.of(run, input, config, periods, daily.length, ended),
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
    for (InstrumentRun one : run.runs) {
      if (one.lots == 0) {
        continue;
      }
      EntryQueue entries = one.matcher.entries();
      long basis = 0;
      long fees = 0;
      double sum = 0;
      double lots = 0;
      for (int i = 0; i < entries.size(); i++) {
        EntryQueue.EntryLot entry = entries.get(i);
        basis = Math.addExact(basis, entry.notional);
        fees = Math.addExact(fees, entry.fee);
        sum += entry.price * entry.lots;
        lots += entry.lots;
      }
      double paid = RoundTripMatcher.money(one.lots > 0 ? basis : -basis);
      double fee = RoundTripMatcher.money(fees);
      open.add(
          new OpenPosition(
              one.index,
              one.quantity,
              entries.get(0).time,
              sum / lots,
              one.lastClose,
              one.value() - paid - fee,
              fee));
    }
    return List.copyOf(open);
  }
}

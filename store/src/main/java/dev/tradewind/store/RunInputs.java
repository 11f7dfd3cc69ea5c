package dev.tradewind.store;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.time.Timeframe;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts together what a simulation of stored instruments runs on: bars, splits, dividends, rates of
 * conversion, finer bars or trades, the benchmark. Used by the platform and the command line, so
 * that both run the same. Nothing is taken that lies behind the last bar of the run.
 */
public final class RunInputs {
  /** Heap that a trade of a run needs: the object, the lists that name it and the columns read. */
  private static final long BYTES_PER_TRADE = 96;

  private RunInputs() {}

  /** Where it is stored. */
  public interface Source {
    /** All bars of a series. */
    Optional<BarSeries> bars(String instrument, Timeframe timeframe);

    /** What is known of an instrument's splits and dividends, in order of time. */
    List<CorporateAction> actions(String instrument);

    /** What is stored. */
    List<SeriesInfo> catalogue();

    /** The trades of an instrument in {@code [fromMicros, toMicros)}, in order. */
    List<TradeTick> trades(String instrument, long fromMicros, long toMicros);

    /** How many those are. */
    long tradeCount(String instrument, long fromMicros, long toMicros);
  }

  /**
   * What is wanted.
   *
   * @param instruments ids, at least one, distinct
   * @param timeframe of the bars
   * @param fromMicros first open, UTC microseconds
   * @param toMicros moment by which bars end
   * @param accountCurrency empty for that of the first instrument
   * @param detail the finer bars, or trades; empty for none
   * @param rates by currency the instrument that gives its rate; for others it is looked for
   * @param benchmark instrument to measure against; empty for none
   * @param actions whether splits and dividends are applied
   */
  public record Wanted(
      List<String> instruments,
      Timeframe timeframe,
      long fromMicros,
      long toMicros,
      String accountCurrency,
      Optional<FinerPrices> detail,
      Map<String, String> rates,
      Optional<String> benchmark,
      boolean actions) {
    /** Copies. */
    public Wanted {
      instruments = List.copyOf(instruments);
      rates = Map.copyOf(rates);
    }

    /**
     * Bars, splits and dividends of instruments of one currency, from the first bar to the last.
     */
    public static Wanted of(List<String> instruments, Timeframe timeframe) {
      return new Wanted(
          instruments,
          timeframe,
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          "",
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          true);
    }
  }

  /** An input, or what is missing for it. */
  public sealed interface Outcome {
    /** It is complete. */
    record Complete(SimulationInput input) implements Outcome {}

    /** It is not; one sentence for each thing. */
    record Missing(List<String> reasons) implements Outcome {
      /** Copies. */
      public Missing {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /** Reads everything. */
  public static Outcome read(Wanted wanted, Source source) {
    List<String> missing = new ArrayList<>();
    List<BarSeries> series = new ArrayList<>();
    for (String id : wanted.instruments()) {
      Optional<BarSeries> all = source.bars(id, wanted.timeframe());
      BarSeries span = all.map(one -> span(one, wanted)).orElse(null);
      if (span == null || span.size() == 0) {
        missing.add(
            "there are no bars of "
                + id
                + " "
                + wanted.timeframe()
                + (span == null ? "" : " in that span"));
      } else {
        series.add(span);
      }
    }
    if (!missing.isEmpty() || series.isEmpty()) {
      return new Outcome.Missing(missing);
    }
    SimulationInput input = SimulationInput.of(series);
    if (wanted.actions()) {
      input = withActions(input, source);
    }
    input = withRates(input, wanted, source, missing);
    input = withDetail(input, wanted, source, missing);
    input = withBenchmark(input, wanted, source, missing);
    return missing.isEmpty() ? new Outcome.Complete(input) : new Outcome.Missing(missing);
  }

  private static BarSeries span(BarSeries all, Wanted wanted) {
    return wanted.fromMicros() == Long.MIN_VALUE && wanted.toMicros() == Long.MAX_VALUE
        ? all
        : all.between(wanted.fromMicros(), wanted.toMicros());
  }

  private static long end(BarSeries series) {
    return series.closeTime(series.size() - 1);
  }

  /** What took effect by the first bar is in its price already. */
  private static SimulationInput withActions(SimulationInput input, Source source) {
    Map<String, SplitSchedule> splits = new TreeMap<>();
    Map<String, DividendSchedule> dividends = new TreeMap<>();
    for (BarSeries one : input.series()) {
      String id = one.instrument().id();
      List<CorporateAction> within =
          source.actions(id).stream()
              .filter(
                  each ->
                      each.effectiveMicros() > one.openTime(0) && each.effectiveMicros() < end(one))
              .toList();
      SplitSchedule split = CorporateActions.schedule(within);
      if (split.size() > 0) {
        splits.put(id, split);
      }
      List<CorporateAction> paid =
          within.stream().filter(CorporateAction.Dividend.class::isInstance).toList();
      if (!paid.isEmpty()) {
        dividends.put(
            id,
            DividendSchedule.of(
                paid.stream().mapToLong(CorporateAction::effectiveMicros).toArray(),
                paid.stream().mapToDouble(CorporateAction::value).toArray()));
      }
    }
    return input.withActions(splits, dividends);
  }

  // --- rates -------------------------------------------------------------------------------------

  private static SimulationInput withRates(
      SimulationInput input, Wanted wanted, Source source, List<String> missing) {
    String account =
        wanted.accountCurrency().isEmpty()
            ? input.series().getFirst().instrument().currency()
            : wanted.accountCurrency();
    TreeSet<String> others = new TreeSet<>();
    input.series().forEach(one -> others.add(one.instrument().currency()));
    others.remove(account);
    Map<String, BarSeries> rates = new TreeMap<>();
    for (String currency : others) {
      if (wanted.accountCurrency().isEmpty()) {
        missing.add(
            "the instruments are in "
                + account
                + " and "
                + currency
                + "; accountCurrency must say what the account is in");
        continue;
      }
      Optional<BarSeries> rate = rate(currency, account, input.series(), wanted, source);
      rate.ifPresentOrElse(
          found -> rates.put(currency, found),
          () ->
              missing.add(
                  "there is no rate of "
                      + currency
                      + " in "
                      + account
                      + " from the first bar on: "
                      + (wanted.rates().containsKey(currency)
                          ? wanted.rates().get(currency) + " does not give it"
                          : "import "
                              + currency
                              + account
                              + ", or name the instrument that gives it")
                      + "; where it begins later, let the run begin after its first bar"));
    }
    return rates.isEmpty() ? input : input.withRates(rates);
  }

  private static Optional<BarSeries> rate(
      String currency, String account, List<BarSeries> series, Wanted wanted, Source source) {
    long first =
        series.stream()
            .filter(one -> one.instrument().currency().equals(currency))
            .mapToLong(one -> one.openTime(0))
            .min()
            .orElseThrow();
    long last = series.stream().mapToLong(RunInputs::end).max().orElseThrow();
    String named = wanted.rates().get(currency);
    List<SeriesInfo> found =
        source.catalogue().stream()
            .filter(
                info ->
                    named != null
                        ? info.instrument().id().equals(named)
                        : isRate(info, currency, account) || isRate(info, account, currency))
            .sorted(
                Comparator.comparing(
                        (SeriesInfo info) -> !info.timeframe().equals(wanted.timeframe()))
                    .thenComparing(info -> !isRate(info, currency, account))
                    .thenComparing(info -> info.timeframe().micros())
                    .thenComparing(info -> info.instrument().id()))
            .toList();
    for (SeriesInfo info : found) {
      BarSeries bars = source.bars(info.instrument().id(), info.timeframe()).orElse(null);
      if (bars == null || bars.size() == 0 || bars.knownAt(0) > first) {
        continue;
      }
      boolean inverse = info.instrument().currency().equals(currency);
      BarSeries within = bars.between(knownBefore(bars, first), last);
      return Optional.of(inverse ? inverted(within) : within);
    }
    return Optional.empty();
  }

  /** Whether an instrument's name says that it is one currency's price in another. */
  private static boolean isRate(SeriesInfo info, String of, String in) {
    String name = info.instrument().id().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return name.equals(of + in) && info.instrument().currency().equals(in);
  }

  /** Open time of the newest bar that is known at a moment. */
  private static long knownBefore(BarSeries bars, long moment) {
    int newest = 0;
    while (newest + 1 < bars.size() && bars.knownAt(newest + 1) <= moment) {
      newest++;
    }
    return bars.openTime(newest);
  }

  private static BarSeries inverted(BarSeries bars) {
    BarSeries.Builder builder = BarSeries.builder(bars.instrument(), bars.timeframe(), bars.size());
    for (int i = 0; i < bars.size(); i++) {
      builder.append(
          bars.openTime(i),
          1 / bars.value(BarField.OPEN, i),
          1 / bars.value(BarField.LOW, i),
          1 / bars.value(BarField.HIGH, i),
          1 / bars.value(BarField.CLOSE, i),
          bars.volume(i));
      builder.closing(bars.closeTime(i), bars.knownAt(i), bars.isPartial(i));
    }
    return builder.build();
  }

  // --- finer bars and the benchmark --------------------------------------------------------------

  private static SimulationInput withDetail(
      SimulationInput input, Wanted wanted, Source source, List<String> missing) {
    if (wanted.detail().isEmpty()) {
      return input;
    }
    return switch (wanted.detail().get()) {
      case FinerPrices.Bars(Timeframe finer) -> withBars(input, finer, wanted, source, missing);
      case FinerPrices.Trades() -> withTrades(input, source, missing);
    };
  }

  private static SimulationInput withBars(
      SimulationInput input, Timeframe finer, Wanted wanted, Source source, List<String> missing) {
    if (finer.micros() >= wanted.timeframe().micros()) {
      missing.add("detail must be finer than " + wanted.timeframe() + ", was " + finer);
      return input;
    }
    Map<String, BarSeries> detail = new TreeMap<>();
    for (BarSeries one : input.series()) {
      String id = one.instrument().id();
      Optional<BarSeries> bars =
          source
              .bars(id, finer)
              .map(all -> all.between(one.openTime(0), end(one)))
              .filter(within -> within.size() > 0);
      if (bars.isPresent()) {
        detail.put(id, bars.get().withInstrument(one.instrument()));
      } else {
        missing.add("there are no bars of " + id + " " + finer + " for detail");
      }
    }
    return input.withDetail(detail);
  }

  private static SimulationInput withTrades(
      SimulationInput input, Source source, List<String> missing) {
    Map<String, List<TradeTick>> trades = new TreeMap<>();
    long room = Runtime.getRuntime().maxMemory() / BYTES_PER_TRADE;
    for (BarSeries one : input.series()) {
      String id = one.instrument().id();
      long from = one.openTime(0);
      long to = end(one);
      long count = source.tradeCount(id, from, to);
      room -= count;
      if (count == 0) {
        missing.add("there are no trades of " + id + span(from, to) + " for detail");
      } else if (room < 0) {
        missing.add(
            "the "
                + count
                + " trades of "
                + id
                + span(from, to)
                + " do not fit in this process's memory; shorten the span or raise -Xmx");
      } else if (missing.isEmpty()) {
        trades.put(id, source.trades(id, from, to));
      }
    }
    return input.withMarket(trades, input.quotes());
  }

  private static String span(long fromMicros, long toMicros) {
    return " from "
        + Instant.EPOCH.plus(fromMicros, ChronoUnit.MICROS)
        + " to "
        + Instant.EPOCH.plus(toMicros, ChronoUnit.MICROS);
  }

  private static SimulationInput withBenchmark(
      SimulationInput input, Wanted wanted, Source source, List<String> missing) {
    if (wanted.benchmark().isEmpty()) {
      return input;
    }
    String id = wanted.benchmark().get();
    long last = input.series().stream().mapToLong(RunInputs::end).max().orElseThrow();
    long first = input.series().stream().mapToLong(one -> one.openTime(0)).min().orElseThrow();
    Optional<BarSeries> bars =
        source.catalogue().stream()
            .filter(info -> info.instrument().id().equals(id))
            .sorted(
                Comparator.comparing(
                        (SeriesInfo info) -> !info.timeframe().equals(wanted.timeframe()))
                    .thenComparing(info -> info.timeframe().micros()))
            .findFirst()
            .flatMap(info -> source.bars(id, info.timeframe()))
            .map(all -> all.between(first, last))
            .filter(within -> within.size() > 0);
    if (bars.isEmpty()) {
      missing.add("there are no bars of the benchmark " + id + " in the span of the run");
      return input;
    }
    return input.withBenchmark(bars.get());
  }
}

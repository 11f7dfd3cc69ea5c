package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.strategy.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulation runs on. All but the series is optional. Immutable.
 *
 * @param series one for each instrument
 * @param splits by instrument id
 * @param dividends by instrument id
 * @param rates by currency: bars of the price of one unit of it in the account's currency
 * @param detail finer bars by instrument id, for the way of the price within a bar
 * @param trades of the market by instrument id, ascending; for {@code onTrade}, and for the way of
 *     the price within a bar where there are no finer bars
 * @param quotes of the market by instrument id, ascending; for {@code onQuote}
 * @param signals stored signals, ascending by {@code knownAt}
 * @param benchmark what the run is measured against; empty for holding its own instruments
 */
public record SimulationInput(
    List<BarSeries> series,
    Map<String, SplitSchedule> splits,
    Map<String, DividendSchedule> dividends,
    Map<String, BarSeries> rates,
    Map<String, BarSeries> detail,
    Map<String, List<TradeTick>> trades,
    Map<String, List<Quote>> quotes,
    List<Signal> signals,
    Optional<BarSeries> benchmark) {
  /** Copies the lists and maps. */
  public SimulationInput {
    series = List.copyOf(series);
    splits = Map.copyOf(splits);
    dividends = Map.copyOf(dividends);
    rates = Map.copyOf(rates);
    detail = Map.copyOf(detail);
    trades = copy(trades);
    quotes = copy(quotes);
    signals = List.copyOf(signals);
  }

  private static <T> Map<String, List<T>> copy(Map<String, List<T>> lists) {
    Map<String, List<T>> copies = new LinkedHashMap<>();
    lists.forEach((id, list) -> copies.put(id, List.copyOf(list)));
    return Map.copyOf(copies);
  }

  /** Bars alone. */
  public static SimulationInput of(List<BarSeries> series) {
    return new SimulationInput(
        series,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Optional.empty());
  }

  /** The hash of all that a run on this reads; of bars alone it is {@link #barsHash()}. */
  public String dataHash() {
    return Hashes.ofData(this);
  }

  /**
   * What a run on the bars of a span reads: nothing that lies behind its last bar, and no split or
   * dividend by its first, which are in the price of that bar already. An instrument may be left
   * without bars.
   *
   * @param fromMicros first open, UTC microseconds
   * @param toMicros moment by which bars end
   * @throws IllegalArgumentException if the benchmark has no bar there
   */
  public SimulationInput between(long fromMicros, long toMicros) {
    return new SpanOfInput(this, fromMicros, toMicros).input();
  }

  /** This with the splits and dividends of instruments. */
  public SimulationInput withActions(
      Map<String, SplitSchedule> newSplits, Map<String, DividendSchedule> newDividends) {
    return new SimulationInput(
        series, newSplits, newDividends, rates, detail, trades, quotes, signals, benchmark);
  }

  /** This with rates of conversion. */
  public SimulationInput withRates(Map<String, BarSeries> newRates) {
    return new SimulationInput(
        series, splits, dividends, newRates, detail, trades, quotes, signals, benchmark);
  }

  /** This with finer bars. */
  public SimulationInput withDetail(Map<String, BarSeries> newDetail) {
    return new SimulationInput(
        series, splits, dividends, rates, newDetail, trades, quotes, signals, benchmark);
  }

  /** This with trades and quotes of the market. */
  public SimulationInput withMarket(
      Map<String, List<TradeTick>> newTrades, Map<String, List<Quote>> newQuotes) {
    return new SimulationInput(
        series, splits, dividends, rates, detail, newTrades, newQuotes, signals, benchmark);
  }

  /** This with stored signals. */
  public SimulationInput withSignals(List<Signal> newSignals) {
    return new SimulationInput(
        series, splits, dividends, rates, detail, trades, quotes, newSignals, benchmark);
  }

  /** The hash of the bars alone: that of the data of a run that reads nothing else. */
  public String barsHash() {
    return barsHash(series.stream().map(BarSeries::contentHash).toList());
  }

  /** The hash of the bars alone, from the content hashes of the series in their order. */
  public static String barsHash(List<String> contentHashes) {
    return Hashes.ofBars(contentHashes);
  }

  /** This measured against another instrument, on bars of any length. */
  public SimulationInput withBenchmark(BarSeries newBenchmark) {
    return new SimulationInput(
        series,
        splits,
        dividends,
        rates,
        detail,
        trades,
        quotes,
        signals,
        Optional.of(newBenchmark));
  }

  /** This on other bars of the same prices: fewer, or others after some moment. */
  public SimulationInput withSeries(List<BarSeries> newSeries) {
    return new SimulationInput(
        newSeries, splits, dividends, rates, detail, trades, quotes, signals, benchmark);
  }

  /**
   * This on other prices, to which nothing belongs that happened to the instruments: only rates and
   * benchmark stay.
   */
  public SimulationInput withPrices(List<BarSeries> newSeries) {
    return new SimulationInput(
        newSeries, Map.of(), Map.of(), rates, Map.of(), Map.of(), Map.of(), List.of(), benchmark);
  }
}

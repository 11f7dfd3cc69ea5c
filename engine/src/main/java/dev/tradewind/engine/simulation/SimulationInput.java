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
 */
public record SimulationInput(
    List<BarSeries> series,
    Map<String, SplitSchedule> splits,
    Map<String, DividendSchedule> dividends,
    Map<String, BarSeries> rates,
    Map<String, BarSeries> detail,
    Map<String, List<TradeTick>> trades,
    Map<String, List<Quote>> quotes,
    List<Signal> signals) {
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
        series, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());
  }

  /** This with the splits and dividends of instruments. */
  public SimulationInput withActions(
      Map<String, SplitSchedule> newSplits, Map<String, DividendSchedule> newDividends) {
    return new SimulationInput(
        series, newSplits, newDividends, rates, detail, trades, quotes, signals);
  }

  /** This with rates of conversion. */
  public SimulationInput withRates(Map<String, BarSeries> newRates) {
    return new SimulationInput(
        series, splits, dividends, newRates, detail, trades, quotes, signals);
  }

  /** This with finer bars. */
  public SimulationInput withDetail(Map<String, BarSeries> newDetail) {
    return new SimulationInput(
        series, splits, dividends, rates, newDetail, trades, quotes, signals);
  }

  /** This with trades and quotes of the market. */
  public SimulationInput withMarket(
      Map<String, List<TradeTick>> newTrades, Map<String, List<Quote>> newQuotes) {
    return new SimulationInput(
        series, splits, dividends, rates, detail, newTrades, newQuotes, signals);
  }

  /** This with stored signals. */
  public SimulationInput withSignals(List<Signal> newSignals) {
    return new SimulationInput(
        series, splits, dividends, rates, detail, trades, quotes, newSignals);
  }

  /** Whether there is nothing but bars. */
  boolean isPlain() {
    return splits.isEmpty()
        && dividends.isEmpty()
        && rates.isEmpty()
        && detail.isEmpty()
        && trades.isEmpty()
        && quotes.isEmpty()
        && signals.isEmpty();
  }
}

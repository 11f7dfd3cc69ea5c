package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.market.TradeTick;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Cuts an input to the bars of a span, and all else to what belongs to those bars. */
final class SpanOfInput {
  private final SimulationInput whole;
  private final long from;
  private final long to;
  private final List<BarSeries> series;

  SpanOfInput(SimulationInput whole, long from, long to) {
    this.whole = whole;
    this.from = from;
    this.to = to;
    this.series = whole.series().stream().map(each -> each.between(from, to)).toList();
  }

  SimulationInput input() {
    Map<String, SplitSchedule> splits = new TreeMap<>();
    Map<String, DividendSchedule> dividends = new TreeMap<>();
    Map<String, BarSeries> detail = new TreeMap<>();
    Map<String, List<TradeTick>> trades = new TreeMap<>();
    Map<String, List<Quote>> quotes = new TreeMap<>();
    for (BarSeries each : series) {
      if (each.size() == 0) {
        continue;
      }
      String id = each.instrument().id();
      long first = each.openTime(0);
      long end = end(each);
      SplitSchedule split = whole.splits().getOrDefault(id, SplitSchedule.NONE).between(first, end);
      if (split.size() > 0) {
        splits.put(id, split);
      }
      DividendSchedule paid =
          whole.dividends().getOrDefault(id, DividendSchedule.NONE).between(first, end);
      if (paid.size() > 0) {
        dividends.put(id, paid);
      }
      BarSeries finer = whole.detail().get(id);
      if (finer != null) {
        detail.put(id, finer.between(first, end));
      }
      List<TradeTick> traded = whole.trades().get(id);
      if (traded != null) {
        trades.put(id, within(traded, TradeTick::timeMicros, first, end));
      }
      List<Quote> quoted = whole.quotes().get(id);
      if (quoted != null) {
        quotes.put(id, within(quoted, Quote::timeMicros, first, end));
      }
    }
    return new SimulationInput(
        series,
        splits,
        dividends,
        rates(),
        detail,
        trades,
        quotes,
        whole.signals().stream().filter(one -> isWithin(one.knownAtMicros())).toList(),
        whole.benchmark().flatMap(this::benchmark));
  }

  private static <T> List<T> within(List<T> all, ToLongFunction<T> time, long first, long end) {
    return all.stream()
        .filter(one -> time.applyAsLong(one) >= first && time.applyAsLong(one) < end)
        .toList();
  }

  private boolean isWithin(long time) {
    return time >= from && time <= to;
  }

  private static long end(BarSeries series) {
    return series.closeTime(series.size() - 1);
  }

  private long last() {
    return series.stream()
        .filter(each -> each.size() > 0)
        .mapToLong(SpanOfInput::end)
        .max()
        .orElse(to);
  }

  /** Each from the newest bar that is known when the first instrument of its currency begins. */
  private Map<String, BarSeries> rates() {
    Map<String, BarSeries> rates = new TreeMap<>();
    whole
        .rates()
        .forEach(
            (currency, rate) -> {
              long first =
                  series.stream()
                      .filter(each -> each.size() > 0)
                      .filter(each -> each.instrument().currency().equals(currency))
                      .mapToLong(each -> each.openTime(0))
                      .min()
                      .orElse(from);
              rates.put(currency, rate.between(knownBefore(rate, first), last()));
            });
    return rates;
  }

  private static long knownBefore(BarSeries bars, long moment) {
    int newest = 0;
    while (newest + 1 < bars.size() && bars.knownAt(newest + 1) <= moment) {
      newest++;
    }
    return bars.size() == 0 ? moment : bars.openTime(newest);
  }

  private Optional<BarSeries> benchmark(BarSeries other) {
    long first =
        series.stream()
            .filter(each -> each.size() > 0)
            .mapToLong(each -> each.openTime(0))
            .min()
            .orElse(from);
    BarSeries within = other.between(first, last());
    if (within.size() == 0) {
      throw new IllegalArgumentException(
          "there are no bars of the benchmark "
              + other.instrument().id()
              + " in "
              + Moments.text(first)
              + ".."
              + Moments.text(last()));
    }
    return Optional.of(within);
  }
}

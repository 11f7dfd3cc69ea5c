package dev.tradewind.engine.market;

import dev.tradewind.engine.time.Timeframe;
import java.util.List;

/**
 * Makes bars out of trades, and longer bars out of shorter ones; used by imports and charts. Bars
 * start at whole multiples of the timeframe since 1970-01-01 UTC; a span without input has no bar.
 */
public final class BarAggregator {
  private BarAggregator() {}

  /**
   * Bars of trades; trades of the same time count in their order.
   *
   * @param trades in ascending order of time
   * @throws IllegalArgumentException if a trade is earlier than the one before it; names its index
   */
  public static BarSeries fromTrades(
      Instrument instrument, Timeframe timeframe, List<TradeTick> trades) {
    Growing bar = new Growing(instrument, timeframe);
    long last = Long.MIN_VALUE;
    int index = 0;
    for (TradeTick trade : trades) {
      if (trade.timeMicros() < last) {
        throw new IllegalArgumentException(
            "trades must ascend in time, trade "
                + index
                + " at "
                + trade.timeMicros()
                + " is before "
                + last
                + " (instrument "
                + instrument.id()
                + ")");
      }
      last = trade.timeMicros();
      double price = trade.price();
      bar.take(last, price, price, price, price, trade.quantity());
      index++;
    }
    return bar.build();
  }

  /**
   * Longer bars of shorter ones. The last one is left out where the series ends before it does: it
   * would not be known yet.
   *
   * @param timeframe a multiple of the timeframe of the series
   * @throws IllegalArgumentException if it is no multiple
   */
  public static BarSeries coarser(BarSeries series, Timeframe timeframe) {
    if (timeframe.micros() % series.timeframe().micros() != 0) {
      throw new IllegalArgumentException(
          "timeframe must be a multiple of "
              + series.timeframe().code()
              + ", was "
              + timeframe.code()
              + " (instrument "
              + series.instrument().id()
              + ")");
    }
    Growing bar = new Growing(series.instrument(), timeframe);
    int size = series.size();
    int end = size;
    if (size > 0) {
      long lastStart = start(series.openTime(size - 1), timeframe);
      if (series.closeTime(size - 1) < lastStart + timeframe.micros()) {
        end = series.lowerBound(lastStart);
      }
    }
    for (int i = 0; i < end; i++) {
      bar.take(
          series.openTime(i),
          series.open(i),
          series.high(i),
          series.low(i),
          series.close(i),
          series.volume(i));
    }
    return bar.build();
  }

  private static long start(long time, Timeframe timeframe) {
    return Math.floorDiv(time, timeframe.micros()) * timeframe.micros();
  }

  /** The bar that is being made, and those that are done. */
  private static final class Growing {
    private final Timeframe timeframe;
    private final BarSeries.Builder done;
    private boolean begun;
    private long from;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volume;

    Growing(Instrument instrument, Timeframe timeframe) {
      this.timeframe = timeframe;
      this.done = BarSeries.builder(instrument, timeframe, 256);
    }

    void take(long time, double first, double highest, double lowest, double last, double traded) {
      long begin = start(time, timeframe);
      if (!begun || begin != from) {
        finish();
        begun = true;
        from = begin;
        open = first;
        high = highest;
        low = lowest;
        volume = 0;
      }
      high = Math.max(high, highest);
      low = Math.min(low, lowest);
      close = last;
      volume += traded;
    }

    private void finish() {
      if (begun) {
        done.append(from, open, high, low, close, volume);
      }
    }

    BarSeries build() {
      finish();
      return done.build();
    }
  }
}

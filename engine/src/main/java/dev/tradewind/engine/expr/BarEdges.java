package dev.tradewind.engine.expr;

import dev.tradewind.engine.market.BarSeries;
import org.jspecify.annotations.Nullable;

/** When the bars of a source open, close and are known; arrays are shared and never written. */
final class BarEdges {
  private final @Nullable BarSeries series;
  private final long[] opens;
  private long @Nullable [] known;

  BarEdges(@Nullable BarSeries series) {
    this.series = series;
    this.opens = new long[series == null ? 0 : series.size()];
    if (series != null) {
      for (int i = 0; i < opens.length; i++) {
        opens[i] = series.openTime(i);
      }
    }
  }

  int size() {
    return opens.length;
  }

  long[] opens() {
    return opens;
  }

  long open(int bar) {
    return opens[bar];
  }

  long close(int bar) {
    if (series == null) {
      throw new IndexOutOfBoundsException(bar);
    }
    return series.closeTime(bar);
  }

  /** When each bar is known, UTC microseconds; never before the one before it. */
  long[] known() {
    long[] times = known;
    if (times == null) {
      times = new long[opens.length];
      for (int i = 0; i < times.length && series != null; i++) {
        times[i] = SeriesFeed.knownAt(series, i, i == 0 ? Long.MIN_VALUE : times[i - 1]);
      }
      known = times;
    }
    return times;
  }
}

package dev.tradewind.engine.expr;

import dev.tradewind.engine.market.BarSeries;
import org.jspecify.annotations.Nullable;

/** When the bars of a source open, close and are known; arrays are shared and never written. */
final class BarEdges {
  private final @Nullable BarSeries series;
  private final int size;
  private long @Nullable [] opens;
  private long @Nullable [] known;

  BarEdges(@Nullable BarSeries series) {
    this.series = series;
    this.size = series == null ? 0 : series.size();
  }

  int size() {
    return size;
  }

  /** When each bar opens, UTC microseconds; copied when first asked for (benchmark W1). */
  long[] opens() {
    long[] times = opens;
    if (times == null) {
      times = new long[size];
      for (int i = 0; i < size; i++) {
        times[i] = open(i);
      }
      opens = times;
    }
    return times;
  }

  long open(int bar) {
    if (series == null) {
      throw new IndexOutOfBoundsException(bar);
    }
    return series.openTime(bar);
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
      times = new long[size];
      for (int i = 0; i < size && series != null; i++) {
        times[i] = SeriesFeed.knownAt(series, i, i == 0 ? Long.MIN_VALUE : times[i - 1]);
      }
      known = times;
    }
    return times;
  }
}

package dev.tradewind.engine.feature;

import dev.tradewind.engine.market.BarSeries;

/**
 * The order in which the bars of a series are known: a bar never before the one in front of it. The
 * order in which programs are fed. Stateless.
 */
public final class KnownOrder {
  private KnownOrder() {}

  /** When each bar is known, UTC microseconds, ascending. */
  public static long[] of(BarSeries series) {
    long[] known = new long[series.size()];
    long now = Long.MIN_VALUE;
    for (int i = 0; i < known.length; i++) {
      now = Math.max(now, series.knownAt(i));
      known[i] = now;
    }
    return known;
  }

  /** When bar {@code to - 1} is known, given when the bar before {@code from} was. */
  static long last(BarSeries series, int from, int to, long before) {
    long now = before;
    for (int i = from; i < to; i++) {
      now = Math.max(now, series.knownAt(i));
    }
    return now;
  }

  /** Number of leading bars that are known at an instant. */
  static int knownUntil(BarSeries series, long micros) {
    int count = 0;
    while (count < series.size() && series.knownAt(count) <= micros) {
      count++;
    }
    return count;
  }

  /**
   * The first index of ascending times at which one is after an instant; their number if none is.
   */
  static int firstAfter(long[] ascending, long value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

package dev.tradewind.engine.statistics;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * The worst falls of an equity curve.
 *
 * @param max largest fall from a peak as a part of it, in [0, 1] unless equity turns negative
 * @param longestMicros longest time from a peak until it was reached again, or until the end
 */
public record Drawdown(double max, long longestMicros) {

  /**
   * Measures a curve; the initial value counts as a peak at the first point's time.
   *
   * @param size number of points
   * @param time UTC microseconds of a point, ascending
   * @param value equity at a point, currency
   * @param initial equity before the first point, &gt; 0
   */
  public static Drawdown of(
      int size, IntToLongFunction time, IntToDoubleFunction value, double initial) {
    double peak = initial;
    long peakTime = size > 0 ? time.applyAsLong(0) : 0;
    double max = 0;
    long longest = 0;
    boolean under = false;
    for (int i = 0; i < size; i++) {
      double now = value.applyAsDouble(i);
      if (now >= peak) {
        if (under) {
          longest = Math.max(longest, time.applyAsLong(i) - peakTime);
          under = false;
        }
        peak = now;
        peakTime = time.applyAsLong(i);
      } else {
        under = true;
        max = Math.max(max, 1 - now / peak);
      }
    }
    if (under) {
      longest = Math.max(longest, time.applyAsLong(size - 1) - peakTime);
    }
    return new Drawdown(max, longest);
  }
}

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
    int peakAt = 0;
    double trough = initial;
    double max = 0;
    long longest = 0;
    for (int i = 0; i < size; i++) {
      double now = value.applyAsDouble(i);
      if (now >= peak) {
        if (trough < peak) {
          max = Math.max(max, 1 - trough / peak);
          longest = Math.max(longest, time.applyAsLong(i) - time.applyAsLong(peakAt));
        }
        peak = now;
        peakAt = i;
        trough = now;
      } else if (now < trough) {
        trough = now;
      }
    }
    // Below one peak the lowest point is the deepest fall: one division settles a whole stretch.
    if (trough < peak) {
      max = Math.max(max, 1 - trough / peak);
      longest = Math.max(longest, time.applyAsLong(size - 1) - time.applyAsLong(peakAt));
    }
    return new Drawdown(max, longest);
  }
}

package dev.tradewind.engine.statistics;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** Equity at UTC day ends and the returns between them. */
public final class DailyReturns {
  private static final long DAY = 86_400_000_000L;

  private DailyReturns() {}

  /**
   * Returns of the equity at the last point of each UTC day. A point at midnight belongs to the day
   * that ends there.
   *
   * @param size number of points
   * @param time UTC microseconds of a point, ascending
   * @param value equity at a point
   * @param initial equity before the first point
   * @param everyDay whether days without points count, with a return of 0
   */
  public static double[] of(
      int size,
      IntToLongFunction time,
      IntToDoubleFunction value,
      double initial,
      boolean everyDay) {
    double[] returns = new double[64];
    int count = 0;
    double before = initial;
    for (int i = 0; i < size; i++) {
      long day = day(time.applyAsLong(i));
      long next = i + 1 < size ? day(time.applyAsLong(i + 1)) : day + 1;
      if (next == day) {
        continue;
      }
      int quietDays = everyDay && i + 1 < size ? Math.toIntExact(next - day - 1) : 0;
      if (count + 1 + quietDays > returns.length) {
        returns = Arrays.copyOf(returns, Math.max(returns.length * 2, count + 1 + quietDays));
      }
      double now = value.applyAsDouble(i);
      returns[count] = now / before - 1;
      // The array is zero beyond count: a quiet day has a return of 0.
      count += 1 + quietDays;
      before = now;
    }
    return Arrays.copyOf(returns, count);
  }

  private static long day(long closeMicros) {
    return Math.floorDiv(closeMicros - 1, DAY);
  }
}

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
    int last = -1;
    for (int first = 0; first < size; first = last + 1) {
      long day = day(time.applyAsLong(first));
      last = lastUntil(time, first, size, (day + 1) * DAY);
      boolean quiet = everyDay && last + 1 < size;
      int quietDays = quiet ? Math.toIntExact(day(time.applyAsLong(last + 1)) - day - 1) : 0;
      if (count + 1 + quietDays > returns.length) {
        returns = Arrays.copyOf(returns, Math.max(returns.length * 2, count + 1 + quietDays));
      }
      double now = value.applyAsDouble(last);
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

  /**
   * The last point of {@code [first, size)} not after a time, where {@code first} is none of those
   * after it: in growing steps, then by halves, so that a day of minutes costs a few looks.
   */
  private static int lastUntil(IntToLongFunction time, int first, int size, long end) {
    int within = first;
    int step = 1;
    while (step < size - within && time.applyAsLong(within + step) <= end) {
      within += step;
      step *= 2;
    }
    int beyond = Math.min(size - within, step) + within;
    while (beyond - within > 1) {
      int middle = (within + beyond) >>> 1;
      if (time.applyAsLong(middle) <= end) {
        within = middle;
      } else {
        beyond = middle;
      }
    }
    return within;
  }
}

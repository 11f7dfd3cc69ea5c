package dev.tradewind.engine.statistics;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * An equity curve at UTC day ends, with its dates: what daily measures, calendars and comparisons
 * are made of. The returns are those of {@link DailyReturns}. A point at midnight belongs to the
 * day that ends there. Immutable.
 */
public final class DailyEquity {
  static final long DAY = 86_400_000_000L;

  private final double initial;
  private final int[] days;
  private final double[] values;

  private DailyEquity(double initial, int[] days, double[] values) {
    this.initial = initial;
    this.days = days;
    this.values = values;
  }

  /**
   * Reads the last point of each day. Looks at few points of each day, not at all.
   *
   * @param size number of points, &ge; 0
   * @param timeMicros UTC time of a point, ascending
   * @param value equity at a point, currency
   * @param initial equity before the first point, currency
   * @param everyDay whether days without points count, with the equity of the day before
   */
  public static DailyEquity of(
      int size,
      IntToLongFunction timeMicros,
      IntToDoubleFunction value,
      double initial,
      boolean everyDay) {
    int[] days = new int[64];
    double[] values = new double[64];
    int count = 0;
    int at = 0;
    while (at < size) {
      int day = day(timeMicros.applyAsLong(at));
      int next = firstAfter(size, timeMicros, at, (day + 1L) * DAY);
      int quiet = everyDay && count > 0 ? day - days[count - 1] - 1 : 0;
      if (count + quiet + 1 > days.length) {
        int length = Math.max(days.length * 2, count + quiet + 1);
        days = Arrays.copyOf(days, length);
        values = Arrays.copyOf(values, length);
      }
      for (int i = 0; i < quiet; i++, count++) {
        days[count] = days[count - 1] + 1;
        values[count] = values[count - 1];
      }
      days[count] = day;
      values[count++] = value.applyAsDouble(next - 1);
      at = next;
    }
    return new DailyEquity(initial, Arrays.copyOf(days, count), Arrays.copyOf(values, count));
  }

  /** The UTC day, counted from 1970-01-01, to which a time belongs. */
  static int day(long micros) {
    return Math.toIntExact(Math.floorDiv(micros - 1, DAY));
  }

  /** The first point later than a time, from a place on: steps that double, then halves. */
  static int firstAfter(int size, IntToLongFunction timeMicros, int from, long bound) {
    int low = from;
    int step = 1;
    while (low + step < size && timeMicros.applyAsLong(low + step) <= bound) {
      low += step;
      step *= 2;
    }
    int high = Math.min(size, low + step);
    while (low + 1 < high) {
      int middle = (low + high) >>> 1;
      if (timeMicros.applyAsLong(middle) <= bound) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Number of days. */
  public int size() {
    return days.length;
  }

  /** Days since 1970-01-01. */
  public int epochDay(int i) {
    return days[i];
  }

  /** Equity at the end of a day, currency. */
  public double value(int i) {
    return values[i];
  }

  /** Equity before the first day, currency. */
  public double initial() {
    return initial;
  }

  /** The return of each day, the first from the initial equity. */
  public double[] returns() {
    double[] returns = new double[values.length];
    double before = initial;
    for (int i = 0; i < returns.length; i++) {
      returns[i] = values[i] / before - 1;
      before = values[i];
    }
    return returns;
  }
}

package dev.tradewind.engine.statistics;

import java.util.Arrays;

/**
 * Returns of the equity at the last point of each UTC day, taken while the curve grows. A point at
 * midnight belongs to the day that ends there. Belongs to one thread.
 */
public final class DailyReturns {
  private static final long DAY = 86_400_000_000L;

  private final boolean everyDay;
  private double before;
  private long dayEnd;
  private double[] returns = new double[64];
  private int count;

  /**
   * A curve without points.
   *
   * @param firstTime UTC microseconds of the first point to come
   * @param initial equity before the first point, currency
   * @param everyDay whether days without points count, with a return of 0
   */
  public DailyReturns(long firstTime, double initial, boolean everyDay) {
    this.everyDay = everyDay;
    this.before = initial;
    this.dayEnd = endOfDay(firstTime);
  }

  /** Whether a point at that time, in UTC microseconds, is on a later day than those before it. */
  public boolean isNewDay(long time) {
    return time > dayEnd;
  }

  /**
   * Ends the day before a point for which {@link #isNewDay} holds.
   *
   * @param time UTC microseconds of that point
   * @param last equity at the point before it, currency
   */
  public void startDay(long time, double last) {
    add(last);
    long end = endOfDay(time);
    if (everyDay) {
      // The array is zero beyond count: a quiet day has a return of 0.
      count += Math.toIntExact((end - dayEnd) / DAY - 1);
    }
    dayEnd = end;
  }

  /** The returns, the last day's until its last point. */
  public double[] until(double last) {
    add(last);
    return Arrays.copyOf(returns, count);
  }

  private void add(double value) {
    if (count >= returns.length) {
      returns = Arrays.copyOf(returns, Math.max(returns.length * 2, count + 1));
    }
    returns[count++] = value / before - 1;
    before = value;
  }

  private static long endOfDay(long time) {
    return (Math.floorDiv(time - 1, DAY) + 1) * DAY;
  }
}

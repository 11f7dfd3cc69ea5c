package dev.tradewind.engine.statistics;

import java.util.function.IntToLongFunction;

/**
 * The worst falls of an equity curve.
 *
 * @param max largest fall from a peak as a part of it, in [0, 1] unless equity turns negative
 * @param longestMicros longest time from a peak until it was reached again, or until the end
 */
public record Drawdown(double max, long longestMicros) {

  /**
   * Measures a curve while it grows; the initial value counts as a peak at the first point's time.
   * Belongs to one thread.
   */
  public static final class Meter {
    private double peak;
    private double trough;
    private long peakTime;
    private double max;
    private long longest;

    /**
     * A curve without points.
     *
     * @param firstTime UTC microseconds of the first point to come
     * @param initial equity before the first point, currency, &gt; 0
     */
    public Meter(long firstTime, double initial) {
      peakTime = firstTime;
      peak = initial;
      trough = initial;
    }

    /**
     * Takes in the next point.
     *
     * @param time UTC microseconds, ascending
     * @param value equity, currency
     */
    public void add(long time, double value) {
      if (value >= peak) {
        settle(time);
        peak = value;
        peakTime = time;
        trough = value;
      } else if (value < trough) {
        trough = value;
      }
    }

    /**
     * Takes in the next points, the same as one {@link #add} for each.
     *
     * @param values equity, currency
     * @param from first of the points
     * @param to end of the points, exclusive
     * @param times of the points by their index, UTC microseconds, ascending
     */
    public void addAll(double[] values, int from, int to, IntToLongFunction times) {
      double highest = peak;
      double lowest = trough;
      int highestAt = -1;
      for (int i = from; i < to; i++) {
        double value = values[i];
        if (value >= highest) {
          if (lowest < highest) {
            moveTo(highest, highestAt, lowest, times);
            settle(times.applyAsLong(i));
          }
          highest = value;
          highestAt = i;
          lowest = value;
        } else if (value < lowest) {
          lowest = value;
        }
      }
      moveTo(highest, highestAt, lowest, times);
    }

    private void moveTo(double highest, int highestAt, double lowest, IntToLongFunction times) {
      peak = highest;
      trough = lowest;
      if (highestAt >= 0) {
        peakTime = times.applyAsLong(highestAt);
      }
    }

    /** The falls so far, the last one until the time of the last point. */
    public Drawdown until(long lastTime) {
      settle(lastTime);
      return new Drawdown(max, longest);
    }

    /** Below one peak the lowest point is the deepest fall: one division for a whole stretch. */
    private void settle(long time) {
      if (trough < peak) {
        max = Math.max(max, 1 - trough / peak);
        longest = Math.max(longest, time - peakTime);
      }
    }
  }
}

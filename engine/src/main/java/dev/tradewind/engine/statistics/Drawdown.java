package dev.tradewind.engine.statistics;

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

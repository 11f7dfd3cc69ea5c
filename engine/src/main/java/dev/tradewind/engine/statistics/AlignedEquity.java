package dev.tradewind.engine.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Several equity curves on the days that all of them have, each 1 on the first of these. Used to
 * compare runs. Immutable.
 */
public final class AlignedEquity {
  private final int[] days;
  private final double[][] values;

  private AlignedEquity(int[] days, double[][] values) {
    this.days = days;
    this.values = values;
  }

  /**
   * The common days of some curves.
   *
   * @param curves at least one
   */
  public static AlignedEquity of(List<DailyEquity> curves) {
    int[] days = days(curves.getFirst());
    for (DailyEquity curve : curves) {
      int[] own = days(curve);
      days = Arrays.stream(days).filter(day -> Arrays.binarySearch(own, day) >= 0).toArray();
    }
    double[][] values = new double[curves.size()][days.length];
    for (int c = 0; c < values.length; c++) {
      int[] own = days(curves.get(c));
      for (int i = 0; i < days.length; i++) {
        values[c][i] = curves.get(c).value(Arrays.binarySearch(own, days[i]));
      }
      double first = days.length == 0 ? 1 : values[c][0];
      for (int i = 0; i < days.length; i++) {
        values[c][i] /= first;
      }
    }
    return new AlignedEquity(days, values);
  }

  private static int[] days(DailyEquity curve) {
    int[] days = new int[curve.size()];
    Arrays.setAll(days, curve::epochDay);
    return days;
  }

  /** Number of common days. */
  public int size() {
    return days.length;
  }

  /** Days since 1970. */
  public int epochDay(int i) {
    return days[i];
  }

  /** Equity of a curve over that of the first common day. */
  public double value(int curve, int i) {
    return values[curve][i];
  }

  /** The returns of a curve from one common day to the next: one fewer than days. */
  public double[] returns(int curve) {
    double[] returns = new double[Math.max(0, days.length - 1)];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = values[curve][i + 1] / values[curve][i] - 1;
    }
    return returns;
  }
}

package dev.tradewind.report;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Which points of a long curve to draw. Keeps the first, the last, the lowest and the highest of
 * every stretch and the deepest drawdown, so that no spike is lost. Used by the HTML report and by
 * the server's charts.
 */
public final class CurveReduction {
  private static final int MIN_POINTS = 8;

  private CurveReduction() {}

  /**
   * The indexes to keep, strictly ascending; all of them if the curve is short enough.
   *
   * @param size number of points, &ge; 0
   * @param value the value of a point; {@code NaN} points are kept only at the ends
   * @param maxPoints at most so many indexes, &ge; 8
   */
  public static int[] indexes(int size, IntToDoubleFunction value, int maxPoints) {
    if (maxPoints < MIN_POINTS) {
      throw new IllegalArgumentException(
          "maxPoints must be >= " + MIN_POINTS + ", was " + maxPoints);
    }
    if (size <= maxPoints) {
      int[] all = new int[size];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int buckets = (maxPoints - 3) / 2;
    int[] kept = new int[2 * buckets + 3];
    int count = 0;
    kept[count++] = 0;
    for (int b = 0; b < buckets; b++) {
      int from = (int) ((long) size * b / buckets);
      int to = (int) ((long) size * (b + 1) / buckets);
      int low = -1;
      int high = -1;
      for (int i = from; i < to; i++) {
        double v = value.applyAsDouble(i);
        if (Double.isNaN(v)) {
          continue;
        }
        low = low < 0 || v < value.applyAsDouble(low) ? i : low;
        high = high < 0 || v > value.applyAsDouble(high) ? i : high;
      }
      if (low >= 0) {
        kept[count++] = low;
        kept[count++] = high;
      }
    }
    kept[count++] = deepest(size, value);
    kept[count++] = size - 1;
    return Arrays.stream(kept, 0, count).sorted().distinct().toArray();
  }

  private static int deepest(int size, IntToDoubleFunction value) {
    double peak = Double.NEGATIVE_INFINITY;
    double worst = 0;
    int at = 0;
    for (int i = 0; i < size; i++) {
      double v = value.applyAsDouble(i);
      peak = Math.max(peak, Double.isNaN(v) ? peak : v);
      double drawdown = v / peak - 1;
      if (drawdown < worst) {
        worst = drawdown;
        at = i;
      }
    }
    return at;
  }

  /**
   * The drawdown at some points of the whole curve: the value over the highest value up to there,
   * minus one, &le; 0.
   *
   * @param indexes strictly ascending
   * @return one for each index
   */
  public static double[] drawdowns(int size, IntToDoubleFunction value, int[] indexes) {
    double[] out = new double[indexes.length];
    double peak = Double.NEGATIVE_INFINITY;
    int next = 0;
    for (int i = 0; i < size && next < indexes.length; i++) {
      double v = value.applyAsDouble(i);
      peak = v > peak ? v : peak;
      if (i == indexes[next]) {
        out[next++] = v / peak - 1;
      }
    }
    return out;
  }
}

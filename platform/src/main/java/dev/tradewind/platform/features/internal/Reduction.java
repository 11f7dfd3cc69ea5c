package dev.tradewind.platform.features.internal;

import dev.tradewind.report.CurveReduction;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which rows of a column with holes a chart draws. */
final class Reduction {
  private Reduction() {}

  /**
   * The indexes to keep, ascending: the lowest and highest value of every stretch, and one row of
   * every hole between two of them, so that no line is drawn across it.
   */
  static int[] indexes(double[] values, int maxPoints) {
    if (values.length <= maxPoints) {
      return IntStream.range(0, values.length).toArray();
    }
    int[] kept = CurveReduction.indexes(values.length, i -> values[i], Math.max(8, maxPoints / 2));
    int[] all = Arrays.copyOf(kept, 2 * kept.length);
    int count = kept.length;
    for (int k = 1; k < kept.length; k++) {
      int hole = kept[k - 1] + 1;
      while (hole < kept[k] && !Double.isNaN(values[hole])) {
        hole++;
      }
      if (hole < kept[k]) {
        all[count] = hole;
        count++;
      }
    }
    return Arrays.stream(all, 0, count).sorted().toArray();
  }
}

package dev.tradewind.engine.statistics;

/** The middle of many values without sorting them: C. A. R. Hoare, "Find", CACM 4 (1961). */
final class Median {
  private Median() {}

  /**
   * The median; of two middle values their mean.
   *
   * @param values reordered here
   * @param count how many of them, from the first
   * @return NaN for none
   */
  static double of(double[] values, int count) {
    if (count == 0) {
      return Double.NaN;
    }
    int middle = count / 2;
    double upper = select(values, count, middle);
    if (count % 2 == 1) {
      return upper;
    }
    double lower = values[0];
    for (int i = 1; i < middle; i++) {
      lower = Math.max(lower, values[i]);
    }
    return (lower + upper) / 2;
  }

  /** Puts the value of that rank in its place, none above it before it. */
  private static double select(double[] values, int count, int rank) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      double pivot = middleOf(values[low], values[(low + high) >>> 1], values[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[rank];
  }

  private static double middleOf(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}

package dev.tradewind.engine.indicator;

/**
 * Sum and sum of squares of one column about a reference in the window, {@link WindowSums} with the
 * loops of the batch form. Statistics and bands are made of the two.
 */
final class Dispersion {
  private Dispersion() {}

  /** The two sums of {@code period} values. */
  record Terms(int period) implements WindowSums.Terms {
    @Override
    public int columns() {
      return 1;
    }

    @Override
    public int sums() {
      return 2;
    }

    @Override
    public void add(double[] state, int references, int row, int sums, int position) {
      double deviation = state[row] - state[references];
      state[sums] += deviation;
      state[sums + 1] += deviation * deviation;
    }
  }

  /**
   * Population variance of values with these sums.
   *
   * @param share 1 / number of values
   */
  static double variance(double sum, double squares, double share) {
    double mean = sum * share;
    // A NaN of overflown sums passes through.
    return Math.max(0, squares * share - mean * mean);
  }

  /**
   * The same sums to the same bits for a whole block of values at a time; to be fed block after
   * block of {@code period} values, of which the last may be shorter.
   */
  static final class Blocks {
    private final int period;
    private final double[] sumsBehind;
    private final double[] squaresBehind;

    /** Sums of the window that ends at each value of the block. */
    final double[] sums;

    /** Sums of squares of the window that ends at each value of the block. */
    final double[] squares;

    /** What the deviations are from. */
    double reference;

    Blocks(int period, int size) {
      int length = Math.min(period, Math.max(size, 0));
      this.period = period;
      sumsBehind = new double[length];
      squaresBehind = new double[length];
      sums = new double[length];
      squares = new double[length];
    }

    /**
     * Computes the block of the values {@code [start, end)}.
     *
     * @param first whether nothing lies before it
     */
    void next(double[] x, int start, int end, boolean first) {
      reference = x[start];
      if (!first) {
        fromBehind(x, start - period);
      }
      double sum = 0;
      double square = 0;
      for (int i = start; i < end; i++) {
        double deviation = x[i] - reference;
        sum += deviation;
        square += deviation * deviation;
        sums[i - start] = sum + sumsBehind[i - start];
        squares[i - start] = square + squaresBehind[i - start];
      }
    }

    private void fromBehind(double[] x, int start) {
      double sum = 0;
      double square = 0;
      for (int p = period - 1; p >= 0; p--) {
        sumsBehind[p] = sum;
        squaresBehind[p] = square;
        double deviation = x[start + p] - reference;
        sum += deviation;
        square += deviation * deviation;
      }
    }
  }
}

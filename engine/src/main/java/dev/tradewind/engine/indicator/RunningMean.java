package dev.tradewind.engine.indicator;

import java.util.Arrays;

/**
 * TA-Lib's simple average in a slice of kernel state: a running sum to which the newest value is
 * added before the division and from which the oldest is taken behind it. An undefined value starts
 * it afresh.
 */
final class RunningMean {
  private static final int SEEN = 0;
  private static final int SUM = 1;
  private static final int NEXT = 2;
  private static final int RING = 3;

  private RunningMean() {}

  /** Number of doubles that a slice takes. */
  static int size(int period) {
    return RING + period;
  }

  /** Makes the slice empty; its ring needs no clearing. */
  static void reset(double[] state, int at) {
    Arrays.fill(state, at, at + RING, 0);
  }

  /** Takes a value in and answers the mean of the last {@code period}; before that {@code NaN}. */
  static double add(double[] state, int at, int period, double value) {
    if (Double.isNaN(value)) {
      reset(state, at);
      return Double.NaN;
    }
    int next = (int) state[at + NEXT];
    int oldest = next + 1 == period ? 0 : next + 1;
    double sum = state[at + SUM] + value;
    state[at + RING + next] = value;
    state[at + NEXT] = oldest;
    if (state[at + SEEN] + 1 < period) {
      state[at + SEEN]++;
      state[at + SUM] = sum;
      return Double.NaN;
    }
    state[at + SUM] = sum - state[at + RING + oldest];
    return sum / period;
  }

  /**
   * The same over a column, to the same bits.
   *
   * @param out may not be {@code in}
   */
  static void batch(double[] in, int from, int to, int period, double[] out) {
    int start = from;
    while (start < to) {
      int end = start;
      while (end < to && !Double.isNaN(in[end])) {
        end++;
      }
      defined(in, start, end, period, out);
      start = end;
      while (start < to && Double.isNaN(in[start])) {
        out[start++] = Double.NaN;
      }
    }
  }

  /**
   * The same, which leaves behind what {@link #add} needs to go on with the same bits.
   *
   * @param state receives the slice at {@code at}
   */
  static void batch(
      double[] in, int from, int to, int period, double[] out, double[] state, int at) {
    int begin = to;
    while (begin > from && !Double.isNaN(in[begin - 1])) {
      begin--;
    }
    batch(in, from, begin, period, out);
    double sum = defined(in, begin, to, period, out);
    reset(state, at);
    if (to - begin < period) {
      for (int i = begin; i < to; i++) {
        add(state, at, period, in[i]);
      }
    } else {
      state[at + SEEN] = period - 1.0;
      state[at + SUM] = sum;
      // The slot that is written next holds nothing that is needed.
      System.arraycopy(in, to - period, state, at + RING, period);
    }
  }

  /** The same over a column that is defined throughout; what the sum is behind it. */
  static double defined(double[] in, int from, int to, int period, double[] out) {
    int first = Math.min(to, from + period - 1);
    double sum = 0;
    for (int i = from; i < first; i++) {
      out[i] = Double.NaN;
      sum += in[i];
    }
    for (int i = first; i < to; i++) {
      sum += in[i];
      out[i] = sum / period;
      sum -= in[i - period + 1];
    }
    return sum;
  }
}

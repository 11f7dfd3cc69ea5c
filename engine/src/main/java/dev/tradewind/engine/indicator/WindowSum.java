package dev.tradewind.engine.indicator;

import java.util.Arrays;

/**
 * The sum of the last {@code period} values in a slice of kernel state, without a subtraction: it
 * does not drift, a large value leaves no trace when it has gone, and a window of zeros sums to
 * zero.
 *
 * <p>Values come in blocks of {@code period}. The window is the end of the block before, whose sums
 * to its end were made when it was whole, and the beginning of this block. A value is added twice.
 */
final class WindowSum {
  private static final int NEXT = 0;
  private static final int BEGUN = 1;
  private static final int WHOLE = 2;
  private static final int RING = 3;

  private WindowSum() {}

  /** Number of doubles that a slice takes. */
  static int size(int period) {
    return RING + period;
  }

  /** Makes the slice empty; its ring needs no clearing. */
  static void reset(double[] state, int at) {
    Arrays.fill(state, at, at + RING, 0);
  }

  /** Takes a value in and answers the sum of the last {@code period}, or of all before that. */
  static double add(double[] state, int at, int period, double value) {
    int next = (int) state[at + NEXT];
    int ring = at + RING;
    double begun = state[at + BEGUN] + value;
    state[ring + next] = value;
    if (next + 1 < period) {
      state[at + NEXT] = next + 1;
      state[at + BEGUN] = begun;
      return state[at + WHOLE] == 0 ? begun : state[ring + next + 1] + begun;
    }
    for (int i = period - 2; i >= 0; i--) {
      state[ring + i] += state[ring + i + 1];
    }
    state[at + NEXT] = 0;
    state[at + BEGUN] = 0;
    state[at + WHOLE] = 1;
    return begun;
  }

  /** Whether {@code period} values have come in. */
  static boolean whole(double[] state, int at) {
    return state[at + WHOLE] != 0;
  }
}

package dev.tradewind.engine.indicator;

import java.util.Arrays;

/** The value of {@code bars} values ago in a slice of kernel state. */
final class Lag {
  private static final int NEXT = 0;
  private static final int SEEN = 1;
  private static final int RING = 2;

  private Lag() {}

  /** Number of doubles that a slice takes. */
  static int size(int bars) {
    return RING + bars;
  }

  /** Makes the slice empty; its ring needs no clearing. */
  static void reset(double[] state, int at) {
    Arrays.fill(state, at, at + RING, 0);
  }

  /**
   * Takes a value in and answers the one of {@code bars} values before, {@code NaN} if there is
   * none.
   *
   * @param bars &ge; 0
   */
  static double push(double[] state, int at, int bars, double value) {
    if (bars == 0) {
      return value;
    }
    int next = (int) state[at + NEXT];
    double before = Double.NaN;
    if (state[at + SEEN] < bars) {
      state[at + SEEN]++;
    } else {
      before = state[at + RING + next];
    }
    state[at + RING + next] = value;
    state[at + NEXT] = next + 1 == bars ? 0 : next + 1;
    return before;
  }
}

package dev.tradewind.engine.indicator;

import java.util.Arrays;

/**
 * The mean of the last {@code period} values weighted 1 (oldest) to {@code period} (newest) in a
 * slice of kernel state, in blocks and without a subtraction as {@link WindowSum} explains. A
 * running sum, as TA-Lib has it, would add up the rounding errors of a running sum and be wrong in
 * the ninth digit after a million bars.
 */
final class WeightedSum {
  private static final int NEXT = 0;
  private static final int WHOLE = 1;
  private static final int BEGUN = 2;
  private static final int BEGUN_WEIGHTED = 3;
  private static final int RING = 4;

  private WeightedSum() {}

  /** Number of doubles that a slice takes. */
  static int size(int period) {
    return RING + 2 * period;
  }

  /** Makes the slice empty; its rings need no clearing. */
  static void reset(double[] state, int at) {
    Arrays.fill(state, at, at + RING, 0);
  }

  /** Takes a value in and answers the weighted mean; {@code NaN} before {@code period} values. */
  static double mean(double[] state, int at, int period, double value) {
    int next = (int) state[at + NEXT];
    int sums = at + RING;
    int weighted = sums + period;
    double begun = state[at + BEGUN] + value;
    double begunWeighted = state[at + BEGUN_WEIGHTED] + (next + 1) * value;
    double weights = 0.5 * period * (period + 1.0);
    state[sums + next] = value;
    if (next + 1 < period) {
      state[at + NEXT] = next + 1;
      state[at + BEGUN] = begun;
      state[at + BEGUN_WEIGHTED] = begunWeighted;
      int older = period - 1 - next;
      return state[at + WHOLE] == 0
          ? Double.NaN
          : (state[weighted + next + 1] + (older * begun + begunWeighted)) / weights;
    }
    // Sums from each value to the end of the block, and those weighted 1, 2, ... from it on.
    state[weighted + period - 1] = value;
    for (int i = period - 2; i >= 0; i--) {
      state[sums + i] += state[sums + i + 1];
      state[weighted + i] = state[weighted + i + 1] + state[sums + i];
    }
    Arrays.fill(state, at, at + RING, 0);
    state[at + WHOLE] = 1;
    return begunWeighted / weights;
  }
}

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
    return RING + period;
  }

  /** Makes the slice empty; its ring needs no clearing. */
  static void reset(double[] state, int at) {
    Arrays.fill(state, at, at + RING, 0);
  }

  /** Takes a value in and answers the weighted mean; {@code NaN} before {@code period} values. */
  static double mean(double[] state, int at, int period, double value) {
    int next = (int) state[at + NEXT];
    int ring = at + RING;
    double begun = state[at + BEGUN] + value;
    double begunWeighted = state[at + BEGUN_WEIGHTED] + (next + 1) * value;
    state[ring + next] = value;
    if (next + 1 < period) {
      state[at + NEXT] = next + 1;
      state[at + BEGUN] = begun;
      state[at + BEGUN_WEIGHTED] = begunWeighted;
      return state[at + WHOLE] == 0
          ? Double.NaN
          : (state[ring + next + 1] + ((period - 1 - next) * begun + begunWeighted))
              / weights(period);
    }
    double ended = 0;
    double endedWeighted = 0;
    for (int i = ring + period - 1; i > ring; i--) {
      ended += state[i];
      endedWeighted += ended;
      state[i] = endedWeighted;
    }
    Arrays.fill(state, at, at + RING, 0);
    state[at + WHOLE] = 1;
    return begunWeighted / weights(period);
  }

  private static double weights(int period) {
    return 0.5 * period * (period + 1.0);
  }

  /**
   * The same over a column that is defined throughout, to the same bits. The sums of the ends wait
   * in the output until the beginnings of the next block reach them.
   *
   * @param out may not be {@code in}
   */
  static void batch(double[] in, int from, int to, int period, double[] out) {
    double weights = weights(period);
    Arrays.fill(out, from, Math.min(to, from + period - 1), Double.NaN);
    for (int block = from; block < to; block += period) {
      int last = block + period - 1;
      double begun = 0;
      double begunWeighted = 0;
      for (int i = block; i < Math.min(to, last); i++) {
        begun += in[i];
        begunWeighted += (i - block + 1) * in[i];
        out[i] = (out[i] + ((last - i) * begun + begunWeighted)) / weights;
      }
      if (last >= to) {
        return;
      }
      out[last] = (begunWeighted + period * in[last]) / weights;
      double ended = 0;
      double endedWeighted = 0;
      for (int i = last; i > block; i--) {
        ended += in[i];
        endedWeighted += ended;
        if (i + period - 1 < to) {
          out[i + period - 1] = endedWeighted;
        }
      }
    }
  }
}

package dev.tradewind.engine.indicator;

import java.util.Arrays;

/** Oscillators as batch kernels. Static, without state. */
public final class Oscillators {
  private Oscillators() {}

  /**
   * Relative strength index with Wilder's smoothing (J. Welles Wilder, New Concepts in Technical
   * Trading Systems, 1978): {@code 100 × gain / (gain + loss)} of the smoothed gains and losses,
   * seeded with their simple mean over the first {@code period} changes.
   *
   * <p>Where neither a gain nor a loss was ever seen the ratio is undefined and the value is {@code
   * NaN} (TA-Lib gives 0 there, which would read as extremely oversold).
   *
   * @param in input, finite
   * @param period look-back in bars, &ge; 2
   * @param out receives one value in [0, 100] for each input, {@code NaN} before index {@code
   *     period}; may not be {@code in}
   */
  public static void rsi(double[] in, int period, double[] out) {
    Periods.require("rsi", "in", period, 2);
    int n = in.length;
    Arrays.fill(out, 0, Math.min(n, period), Double.NaN);
    if (n <= period) {
      return;
    }
    double gain = 0;
    double loss = 0;
    for (int i = 1; i <= period; i++) {
      double change = in[i] - in[i - 1];
      if (change > 0) {
        gain += change;
      } else {
        loss -= change;
      }
    }
    gain /= period;
    loss /= period;
    out[period] = ratio(gain, loss);
    for (int i = period + 1; i < n; i++) {
      double change = in[i] - in[i - 1];
      gain = (gain * (period - 1) + Math.max(change, 0)) / period;
      loss = (loss * (period - 1) + Math.max(-change, 0)) / period;
      out[i] = ratio(gain, loss);
    }
  }

  private static double ratio(double gain, double loss) {
    double sum = gain + loss;
    return sum > 0 ? 100 * (gain / sum) : Double.NaN;
  }
}

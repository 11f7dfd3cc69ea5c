package dev.tradewind.engine.indicator;

import java.util.Arrays;

/** Moving averages as batch kernels. Static, without state. */
public final class MovingAverages {
  private MovingAverages() {}

  /**
   * Simple moving average: the mean of the last {@code period} values.
   *
   * <p>TA-Lib's running sum: add the newest, divide, take the oldest away.
   *
   * @param in input, finite
   * @param period look-back in bars, &ge; 1
   * @param out receives one value for each input, {@code NaN} before index {@code period - 1}; may
   *     not be {@code in}
   */
  public static void sma(double[] in, int period, double[] out) {
    Periods.require("sma", "in", period, 1);
    int n = in.length;
    Arrays.fill(out, 0, Math.min(n, period - 1), Double.NaN);
    if (n < period) {
      return;
    }
    double sum = 0;
    for (int i = 0; i < period - 1; i++) {
      sum += in[i];
    }
    for (int i = period - 1; i < n; i++) {
      sum += in[i];
      out[i] = sum / period;
      sum -= in[i - period + 1];
    }
  }

  /**
   * Exponential moving average, seeded with the simple mean of the first {@code period} values
   * (TA-Lib's default), smoothing factor {@code 2 / (period + 1)}.
   *
   * @param in input, finite
   * @param period look-back in bars, &ge; 1
   * @param out receives one value for each input, {@code NaN} before index {@code period - 1}; may
   *     be {@code in}
   */
  public static void ema(double[] in, int period, double[] out) {
    Periods.require("ema", "in", period, 1);
    emaOfFirst(in.length, in, period, out);
  }

  private static void emaOfFirst(int n, double[] in, int period, double[] out) {
    if (n < period) {
      Arrays.fill(out, 0, n, Double.NaN);
      return;
    }
    double sum = 0;
    for (int i = 0; i < period; i++) {
      sum += in[i];
    }
    double factor = 2.0 / (period + 1);
    double ema = sum / period;
    Arrays.fill(out, 0, period - 1, Double.NaN);
    out[period - 1] = ema;
    for (int i = period; i < n; i++) {
      ema = (in[i] - ema) * factor + ema;
      out[i] = ema;
    }
  }

  /**
   * Two of {@link #ema} in one loop, equal to the last bit: each waits for its value before, so
   * that two together take the time of one. Benchmark W1 justifies it.
   *
   * @param out may be {@code in}
   * @param otherOut may not be {@code in}
   */
  static void emaPair(double[] in, int period, double[] out, int otherPeriod, double[] otherOut) {
    int n = in.length;
    int start = Math.min(n, Math.max(period, otherPeriod));
    emaOfFirst(start, in, otherPeriod, otherOut);
    emaOfFirst(start, in, period, out);
    if (start == n) {
      return;
    }
    double factor = 2.0 / (period + 1);
    double otherFactor = 2.0 / (otherPeriod + 1);
    double ema = out[start - 1];
    double other = otherOut[start - 1];
    for (int i = start; i < n; i++) {
      double value = in[i];
      ema = (value - ema) * factor + ema;
      other = (value - other) * otherFactor + other;
      out[i] = ema;
      otherOut[i] = other;
    }
  }
}

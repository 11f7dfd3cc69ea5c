package dev.tradewind.benchmarks.engine;

import java.util.Arrays;

/**
 * The plain loop for {@code bootstrap}: draws days with the documented random numbers, walks each
 * resample once, and keeps Sharpe ratio, yearly growth and maximum drawdown. Two threads, half of
 * the resamples each.
 */
final class PlainBootstrap {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final double[] returns;
  private final int periodsPerYear;
  final double[] sharpe;
  final double[] cagr;
  final double[] drawdown;

  PlainBootstrap(double[] returns, int resamples, int periodsPerYear) {
    this.returns = returns;
    this.periodsPerYear = periodsPerYear;
    sharpe = new double[resamples];
    cagr = new double[resamples];
    drawdown = new double[resamples];
  }

  /** Fills the three columns. */
  void run(long seed) throws InterruptedException {
    int half = sharpe.length / 2;
    Thread other = Thread.ofPlatform().start(() -> part(seed, half, sharpe.length));
    part(seed, 0, half);
    other.join();
  }

  private void part(long seed, int from, int to) {
    int n = returns.length;
    double root = Math.sqrt(periodsPerYear);
    for (int b = from; b < to; b++) {
      long state = mix(seed + mix(b + GAMMA));
      long word = 0;
      double sum = 0;
      double squares = 0;
      double equity = 1;
      double peak = 1;
      double deepest = 0;
      for (int i = 0; i < n; i++) {
        if (i % 2 == 0) {
          state += GAMMA;
          word = mix(state);
        }
        long bits = i % 2 == 0 ? word >>> 32 : word & 0xFFFFFFFFL;
        double r = returns[(int) ((bits * n) >>> 32)];
        sum += r;
        squares += r * r;
        equity *= 1 + r;
        if (equity > peak) {
          peak = equity;
        } else {
          deepest = Math.max(deepest, 1 - equity / peak);
        }
      }
      double mean = sum / n;
      sharpe[b] = mean / Math.sqrt((squares - sum * mean) / (n - 1)) * root;
      cagr[b] = Math.pow(equity, (double) periodsPerYear / n) - 1;
      drawdown[b] = deepest;
    }
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Sample deviation of a column. */
  static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(sum / (values.length - 1));
  }
}

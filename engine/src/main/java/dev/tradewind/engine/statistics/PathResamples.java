package dev.tradewind.engine.statistics;

import java.util.stream.IntStream;

/**
 * Resamples of a series of returns, each reduced in the pass that draws it to the few numbers from
 * which Sharpe ratio, growth and drawdown follow. Single resamples are independent of each other
 * and of the threads that draw them.
 */
final class PathResamples {
  /** Enough work for a task that handing it to another thread is free. */
  private static final int CHUNK = 64;

  final double[] mean;
  final double[] deviation;
  final double[] growth;
  final double[] drawdown;

  private PathResamples(int resamples) {
    mean = new double[resamples];
    deviation = new double[resamples];
    growth = new double[resamples];
    drawdown = new double[resamples];
  }

  /**
   * Draws all resamples on the common pool.
   *
   * @param returns at least one; not changed
   * @param meanBlock expected length of a block, 1 for independent draws
   */
  static PathResamples draw(double[] returns, int resamples, double meanBlock, long seed) {
    PathResamples all = new PathResamples(resamples);
    int chunks = (resamples + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              int end = Math.min(resamples, (chunk + 1) * CHUNK);
              for (int b = chunk * CHUNK; b < end; b++) {
                if (meanBlock > 1) {
                  all.blocks(returns, meanBlock, seed, b);
                } else {
                  all.independent(returns, seed, b);
                }
              }
            });
    return all;
  }

  /** Two indexes of 32 bits from every random number. */
  private void independent(double[] returns, long seed, int b) {
    int n = returns.length;
    long state = ResampleStream.start(seed, b);
    double sum = 0;
    double squares = 0;
    double grown = 1;
    double underPeak = 1;
    double lowest = 1;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      state += ResampleStream.GAMMA;
      long z = ResampleStream.mix(state);
      double one = returns[ResampleStream.index(z >>> 32, n)];
      double two = returns[ResampleStream.index(z & ResampleStream.LOW, n)];
      sum += one + two;
      squares += one * one + two * two;
      double first = 1 + one;
      double second = 1 + two;
      // The equity over its peak so far: no division, no memory of the peak.
      double middle = Math.min(1, underPeak * first);
      underPeak = Math.min(1, middle * second);
      lowest = Math.min(lowest, Math.min(middle, underPeak));
      grown *= first * second;
    }
    if (i < n) {
      state += ResampleStream.GAMMA;
      double one = returns[ResampleStream.index(ResampleStream.mix(state) >>> 32, n)];
      sum += one;
      squares += one * one;
      lowest = Math.min(lowest, underPeak * (1 + one));
      grown *= 1 + one;
    }
    keep(b, n, sum, squares, grown, lowest);
  }

  /** The stationary bootstrap: D. Politis and J. Romano, JASA 89 (1994); the series is a circle. */
  private void blocks(double[] returns, double meanBlock, long seed, int b) {
    int n = returns.length;
    long renew = (long) Math.ceil(4_294_967_296.0 / meanBlock);
    long state = ResampleStream.start(seed, b);
    double sum = 0;
    double squares = 0;
    double grown = 1;
    double underPeak = 1;
    double lowest = 1;
    int at = 0;
    for (int i = 0; i < n; i++) {
      state += ResampleStream.GAMMA;
      long z = ResampleStream.mix(state);
      at = at + 1 == n ? 0 : at + 1;
      if (i == 0 || (z & ResampleStream.LOW) < renew) {
        at = ResampleStream.index(z >>> 32, n);
      }
      double one = returns[at];
      sum += one;
      squares += one * one;
      underPeak = Math.min(1, underPeak * (1 + one));
      lowest = Math.min(lowest, underPeak);
      grown *= 1 + one;
    }
    keep(b, n, sum, squares, grown, lowest);
  }

  private void keep(int b, int n, double sum, double squares, double grown, double lowest) {
    double average = sum / n;
    mean[b] = average;
    deviation[b] = Math.sqrt(Math.max(0, squares - sum * average) / (n - 1));
    growth[b] = grown;
    drawdown[b] = 1 - lowest;
  }
}

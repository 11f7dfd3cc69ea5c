package dev.tradewind.engine.statistics;

import java.util.Arrays;

/**
 * Whether the best of many trials beats a benchmark by more than the best of so many without skill
 * would: H. White, "A Reality Check for Data Snooping", Econometrica 68 (2000), and P. R. Hansen,
 * "A Test for Superior Predictive Ability", Journal of Business and Economic Statistics 23 (2005),
 * with the stationary bootstrap of D. N. Politis and J. P. Romano (1994). The dependence between
 * trials is kept, so that many trials that are nearly the same do not count as many.
 *
 * @param white p-value of White's reality check
 * @param lower p-value of Hansen's test if only what beats the benchmark could
 * @param consistent p-value of Hansen's test; the one to read
 * @param upper p-value of Hansen's test if everything could be as good as the benchmark
 * @param trials number of trials
 * @param resamples number of resamples
 * @param meanBlock mean length of the blocks, periods
 */
public record RealityCheck(
    double white,
    double lower,
    double consistent,
    double upper,
    int trials,
    int resamples,
    double meanBlock) {

  /**
   * Tests trials.
   *
   * @param excess returns over the benchmark, one row for each trial, all of the same length &ge;
   *     10
   * @param resamples &ge; 1
   * @param meanBlock &ge; 1; the periods over which returns depend on each other
   * @param seed of the resamples
   */
  public static RealityCheck of(double[][] excess, int resamples, double meanBlock, long seed) {
    if (excess.length == 0 || excess[0].length < 10) {
      throw new IllegalArgumentException("there must be a trial with at least 10 returns");
    }
    if (resamples < 1 || !(meanBlock >= 1)) {
      throw new IllegalArgumentException(
          "resamples and meanBlock must be >= 1, were " + resamples + " and " + meanBlock);
    }
    int n = excess[0].length;
    for (double[] each : excess) {
      if (each.length != n) {
        throw new IllegalArgumentException(
            "all trials must have " + n + " returns, one has " + each.length);
      }
    }
    return new Test(excess, meanBlock).run(resamples, seed);
  }

  /** A usual mean block: the cube root of the number of returns. */
  public static double usualBlock(int returns) {
    return Math.max(1, Math.cbrt(returns));
  }

  private static final class Test {
    private final double[][] excess;
    private final int n;
    private final double restart;
    private final double[] mean;
    private final double[] deviation;

    Test(double[][] excess, double meanBlock) {
      this.excess = excess;
      this.n = excess[0].length;
      this.restart = 1 / meanBlock;
      this.mean = new double[excess.length];
      this.deviation = new double[excess.length];
      double[] kernel = new double[n];
      for (int i = 1; i < n; i++) {
        kernel[i] =
            (n - i) / (double) n * Math.pow(1 - restart, i)
                + i / (double) n * Math.pow(1 - restart, n - i);
      }
      for (int k = 0; k < mean.length; k++) {
        mean[k] = mean(excess[k]);
        deviation[k] = Math.sqrt(longRunVariance(excess[k], mean[k], kernel));
      }
    }

    private static double mean(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum / values.length;
    }

    /** The variance of √n times the mean under the bootstrap (Politis and Romano 1994). */
    private double longRunVariance(double[] values, double average, double[] kernel) {
      double variance = 0;
      for (int lag = 0; lag < n; lag++) {
        // Beyond this a lag weighs less than rounding; the second part of the kernel mirrors it.
        if (lag > 0 && kernel[lag] < 1e-12) {
          continue;
        }
        double covariance = 0;
        for (int t = lag; t < n; t++) {
          covariance += (values[t] - average) * (values[t - lag] - average);
        }
        variance += (lag == 0 ? 1 : 2 * kernel[lag]) * covariance / n;
      }
      return Math.max(variance, 0);
    }

    RealityCheck run(int resamples, long seed) {
      int trials = excess.length;
      double root = Math.sqrt(n);
      double best = Double.NEGATIVE_INFINITY;
      double bestScaled = 0;
      double threshold = -Math.sqrt(2 * Math.log(Math.log(n)));
      double[] centre = new double[trials];
      for (int k = 0; k < trials; k++) {
        best = Math.max(best, root * mean[k]);
        double t = scaled(k, root * mean[k]);
        bestScaled = Math.max(bestScaled, t);
        centre[k] = t >= threshold ? mean[k] : 0;
      }
      int white = 0;
      int lower = 0;
      int consistent = 0;
      int upper = 0;
      int[] counts = new int[n];
      for (int b = 0; b < resamples; b++) {
        draw(counts, ResampleStream.start(seed, b));
        double bestOfResample = Double.NEGATIVE_INFINITY;
        double low = 0;
        double middle = 0;
        double high = 0;
        for (int k = 0; k < trials; k++) {
          double resampled = mean(excess[k], counts);
          bestOfResample = Math.max(bestOfResample, root * (resampled - mean[k]));
          low = Math.max(low, scaled(k, root * (resampled - Math.max(mean[k], 0))));
          middle = Math.max(middle, scaled(k, root * (resampled - centre[k])));
          high = Math.max(high, scaled(k, root * (resampled - mean[k])));
        }
        white += bestOfResample > best ? 1 : 0;
        lower += low > bestScaled ? 1 : 0;
        consistent += middle > bestScaled ? 1 : 0;
        upper += high > bestScaled ? 1 : 0;
      }
      return new RealityCheck(
          (double) white / resamples,
          (double) lower / resamples,
          (double) consistent / resamples,
          (double) upper / resamples,
          trials,
          resamples,
          1 / restart);
    }

    /** In deviations; a trial that did nothing never wins. */
    private double scaled(int k, double value) {
      return deviation[k] > 0 ? value / deviation[k] : 0;
    }

    private double mean(double[] values, int[] counts) {
      double sum = 0;
      for (int t = 0; t < n; t++) {
        sum += counts[t] * values[t];
      }
      return sum / n;
    }

    /** How often each period is drawn; a block goes on at the start when it reaches the end. */
    private void draw(int[] counts, long start) {
      Arrays.fill(counts, 0);
      long state = start;
      int at = 0;
      for (int t = 0; t < n; t++) {
        long bits = ResampleStream.mix(state);
        state += ResampleStream.GAMMA;
        boolean isNew = t == 0 || (bits >>> 32) * 0x1.0p-32 < restart;
        at = isNew ? ResampleStream.index(bits & ResampleStream.LOW, n) : (at + 1) % n;
        counts[at]++;
      }
    }
  }
}

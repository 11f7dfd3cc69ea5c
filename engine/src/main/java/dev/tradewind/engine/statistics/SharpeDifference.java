package dev.tradewind.engine.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether the Sharpe ratios of two runs on the same days differ by more than chance. Used by
 * comparisons. Undefined is {@code NaN}: fewer than three days, or returns that never differ.
 *
 * @param days number of common returns
 * @param first yearly Sharpe ratio
 * @param second yearly Sharpe ratio
 * @param difference first minus second
 * @param correlation of the two
 * @param jobsonKorkie p-value of J. D. Jobson and B. M. Korkie, Journal of Finance 36 (1981), as
 *     corrected by C. Memmel, Finance Letters 1 (2003): independent normal returns
 * @param ledoitWolf p-value of O. Ledoit and M. Wolf, Journal of Empirical Finance 15 (2008): the
 *     delta method with the long-run covariance, Bartlett weights and the lags of {@link MeanTest}
 * @param standardError of the difference, by Ledoit and Wolf, a year
 * @param bootstrapLow lower bound of the percentile interval of the difference
 * @param bootstrapHigh upper bound
 * @param bootstrap p-value: the part of paired block resamples that stray from the difference at
 *     least as far as the difference strays from zero
 * @param resamples how many were drawn
 */
public record SharpeDifference(
    int days,
    double first,
    double second,
    double difference,
    double correlation,
    double jobsonKorkie,
    double ledoitWolf,
    double standardError,
    double bootstrapLow,
    double bootstrapHigh,
    double bootstrap,
    int resamples) {
  private static final int CHUNK = 64;

  /** Whether all three tests see a difference at that level, for example 0.05. */
  public boolean isSignificant(double level) {
    return jobsonKorkie < level && ledoitWolf < level && bootstrap < level;
  }

  /**
   * Compares two runs.
   *
   * @param a returns of the common days
   * @param b returns of the same days
   * @throws IllegalArgumentException if they are not equally many
   */
  public static SharpeDifference of(double[] a, double[] b, UncertaintyOptions options) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "both must have the same days, had " + a.length + " and " + b.length);
    }
    int n = a.length;
    PathScale scale = options.scale();
    double root = Math.sqrt(options.periodsPerYear());
    double riskFree = options.riskFreeRate() / options.periodsPerYear();
    Moments first = Moments.of(a);
    Moments second = Moments.of(b);
    double sharpeA = first.sharpe(riskFree);
    double sharpeB = second.sharpe(riskFree);
    double difference = sharpeA - sharpeB;
    double correlation = BenchmarkMeasures.Pair.of(a, b).correlation();
    double error = robustError(a, b, riskFree);
    double[] drawn = n < 3 || Double.isNaN(difference) ? new double[0] : draw(a, b, options, scale);
    Arrays.sort(drawn);
    double tail = (1 - options.confidence()) / 2;
    return new SharpeDifference(
        n,
        sharpeA * root,
        sharpeB * root,
        difference * root,
        correlation,
        twoSided(difference, memmelError(sharpeA, sharpeB, correlation, n)),
        twoSided(difference, error),
        error * root,
        BcaInterval.at(drawn, drawn.length, tail),
        BcaInterval.at(drawn, drawn.length, 1 - tail),
        strays(drawn, difference * root),
        drawn.length);
  }

  private static double twoSided(double difference, double error) {
    double z = difference / Statistics.spread(error, difference);
    return 2 * NormalDistribution.cdf(-Math.abs(z));
  }

  private static double memmelError(double a, double b, double correlation, int n) {
    double variance =
        2 - 2 * correlation + 0.5 * (a * a + b * b - 2 * a * b * correlation * correlation);
    return Math.sqrt(Math.max(0, variance) / n);
  }

  /** The gradient of the difference times the moments is one series; its long-run error counts. */
  private static double robustError(double[] a, double[] b, double riskFree) {
    int n = a.length;
    if (n < 3) {
      return Double.NaN;
    }
    double[] influence = new double[n];
    influence(influence, a, riskFree, 1);
    influence(influence, b, riskFree, -1);
    int lags = Math.min(MeanTest.lags(n), n - 1);
    return Math.sqrt(MeanTest.longRun(influence, Statistics.mean(influence), lags) / n);
  }

  private static void influence(double[] out, double[] returns, double riskFree, int sign) {
    double mean = 0;
    double square = 0;
    for (double r : returns) {
      mean += r - riskFree;
      square += (r - riskFree) * (r - riskFree);
    }
    mean /= returns.length;
    square /= returns.length;
    double variance = square - mean * mean;
    double power = variance * Math.sqrt(variance);
    for (int i = 0; i < out.length; i++) {
      double r = returns[i] - riskFree;
      out[i] += sign * (square * (r - mean) - 0.5 * mean * (r * r - square)) / power;
    }
  }

  private static double strays(double[] drawn, double difference) {
    int count = 0;
    for (double value : drawn) {
      count += Math.abs(value - difference) >= Math.abs(difference) ? 1 : 0;
    }
    return drawn.length == 0 ? Double.NaN : (count + 1.0) / (drawn.length + 1.0);
  }

  /** Yearly differences over stationary block resamples of pairs of days. */
  private static double[] draw(
      double[] a, double[] b, UncertaintyOptions options, PathScale scale) {
    int n = a.length;
    double[] out = new double[options.resamplesOf(n)];
    long renew = (long) Math.ceil(4_294_967_296.0 / options.blockOf(n));
    int chunks = (out.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              int end = Math.min(out.length, (chunk + 1) * CHUNK);
              for (int i = chunk * CHUNK; i < end; i++) {
                out[i] = one(a, b, renew, ResampleStream.start(options.seed(), i), scale);
              }
            });
    return out;
  }

  private static double one(double[] a, double[] b, long renew, long start, PathScale scale) {
    int n = a.length;
    long state = start;
    double sumA = 0;
    double sumB = 0;
    double squaresA = 0;
    double squaresB = 0;
    int at = 0;
    for (int i = 0; i < n; i++) {
      state += ResampleStream.GAMMA;
      long z = ResampleStream.mix(state);
      at = at + 1 == n ? 0 : at + 1;
      if (i == 0 || (z & ResampleStream.LOW) < renew) {
        at = ResampleStream.index(z >>> 32, n);
      }
      sumA += a[at];
      sumB += b[at];
      squaresA += a[at] * a[at];
      squaresB += b[at] * b[at];
    }
    return sharpe(sumA, squaresA, n, scale) - sharpe(sumB, squaresB, n, scale);
  }

  private static double sharpe(double sum, double squares, int n, PathScale scale) {
    double mean = sum / n;
    return scale.sharpe(mean, Math.sqrt(Math.max(0, squares - sum * mean) / (n - 1)));
  }
}

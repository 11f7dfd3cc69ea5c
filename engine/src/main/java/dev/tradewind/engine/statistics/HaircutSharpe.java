package dev.tradewind.engine.statistics;

import java.util.Arrays;

/**
 * What is left of a Sharpe ratio after all other trials are charged to it: C. R. Harvey and Y. Liu,
 * "Backtesting", Journal of Portfolio Management 42 (2015). The p-value of the ratio is adjusted
 * for the number of tests, and the ratio that would have had the adjusted p-value in a single test
 * is the one that is left.
 *
 * @param sharpe of one period, as found
 * @param pValue of its t-statistic, two-sided, in a single test
 * @param bonferroni p-value times the number of tests
 * @param holm p-value after Holm's step-down procedure (1979)
 * @param bhy p-value after the procedure of Benjamini, Hochberg and Yekutieli (2001), valid for any
 *     dependence between the tests
 * @param periods number of returns
 */
public record HaircutSharpe(
    double sharpe, double pValue, double bonferroni, double holm, double bhy, int periods) {

  /**
   * Adjusts the best of many trials.
   *
   * @param sharpe of one period, of the trial in question
   * @param all ratios of one period of all trials, that in question included; {@code NaN} counts as
   *     0
   * @param tests number of tests, at least as many as ratios: trials of which nothing but their
   *     number is known count as tests without any evidence
   * @param periods number of returns of each, &ge; 2
   */
  public static HaircutSharpe of(double sharpe, double[] all, int tests, int periods) {
    if (periods < 2) {
      throw new IllegalArgumentException("periods must be >= 2, was " + periods);
    }
    if (tests < all.length || tests < 1) {
      throw new IllegalArgumentException(
          "tests must be >= the number of ratios (" + all.length + "), was " + tests);
    }
    double[] p = new double[Math.max(tests, 1)];
    Arrays.fill(p, 1);
    for (int i = 0; i < all.length; i++) {
      p[i] = Double.isNaN(all[i]) ? 1 : pValue(all[i], periods);
    }
    double own = pValue(sharpe, periods);
    int at = 0;
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    while (at < sorted.length - 1 && sorted[at] < own) {
      at++;
    }
    return new HaircutSharpe(
        sharpe, own, Math.min(1, own * tests), holm(sorted)[at], bhy(sorted)[at], periods);
  }

  private static double pValue(double sharpe, int periods) {
    return StudentT.twoSided(sharpe * Math.sqrt(periods), periods - 1);
  }

  /** Holm's adjusted p-values of sorted ones. */
  static double[] holm(double[] sorted) {
    int m = sorted.length;
    double[] adjusted = new double[m];
    double highest = 0;
    for (int i = 0; i < m; i++) {
      highest = Math.max(highest, (m - i) * sorted[i]);
      adjusted[i] = Math.min(1, highest);
    }
    return adjusted;
  }

  /**
   * The adjusted p-values of Benjamini, Hochberg and Yekutieli of sorted ones; the largest stays as
   * it is, as Harvey and Liu have it.
   */
  static double[] bhy(double[] sorted) {
    int m = sorted.length;
    double harmonic = 0;
    for (int i = 1; i <= m; i++) {
      harmonic += 1.0 / i;
    }
    double[] adjusted = new double[m];
    adjusted[m - 1] = sorted[m - 1];
    for (int i = m - 2; i >= 0; i--) {
      adjusted[i] = Math.min(adjusted[i + 1], m * harmonic / (i + 1) * sorted[i]);
    }
    return adjusted;
  }

  /** The ratio of one period that has an adjusted p-value in a single test, &ge; 0. */
  public double remaining(double adjusted) {
    if (Double.isNaN(adjusted)) {
      return Double.NaN;
    }
    if (adjusted >= 1) {
      return 0;
    }
    double low = 0;
    double high = 1e3;
    for (int step = 0; step < 200 && high - low > 1e-15 * high; step++) {
      double middle = (low + high) / 2;
      if (StudentT.twoSided(middle, periods - 1) > adjusted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2 / Math.sqrt(periods);
  }

  /** What is left by the mean of the three adjusted p-values. */
  public double remaining() {
    return remaining((bonferroni + holm + bhy) / 3);
  }
}

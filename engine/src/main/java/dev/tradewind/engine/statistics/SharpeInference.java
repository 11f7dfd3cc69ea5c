package dev.tradewind.engine.statistics;

/**
 * What a Sharpe ratio is worth given its sample: D. H. Bailey and M. López de Prado, "The Sharpe
 * Ratio Efficient Frontier", Journal of Risk 15 (2012), and "The Deflated Sharpe Ratio", Journal of
 * Portfolio Management 40 (2014). All ratios here are those of one period, not of a year.
 */
public final class SharpeInference {
  private static final double EULER_MASCHERONI = 0.5772156649015329;

  private SharpeInference() {}

  /**
   * The probability that the true ratio is above a benchmark.
   *
   * @param sharpe of one period
   * @param benchmark of one period
   * @param periods number of returns
   * @param skewness of the returns
   * @param kurtosis of the returns, 3 for a normal distribution
   * @return NaN below two periods or where the variance of the estimate is not positive
   */
  public static double probabilistic(
      double sharpe, double benchmark, int periods, double skewness, double kurtosis) {
    double variance = variance(sharpe, skewness, kurtosis);
    if (periods < 2 || !(variance > 0)) {
      return Double.NaN;
    }
    return NormalDistribution.cdf(
        (sharpe - benchmark) * Math.sqrt(periods - 1) / Math.sqrt(variance));
  }

  /**
   * The best ratio to be expected of trials without any skill.
   *
   * @param trials independent ones, &ge; 1; one alone is expected to give 0
   * @param variance of their ratios of one period
   */
  public static double expectedMaximum(int trials, double variance) {
    if (trials < 2) {
      return 0;
    }
    return Math.sqrt(variance)
        * ((1 - EULER_MASCHERONI) * NormalDistribution.quantile(1 - 1.0 / trials)
            + EULER_MASCHERONI * NormalDistribution.quantile(1 - 1 / (trials * Math.E)));
  }

  /**
   * The probability that the true ratio is above what the best of so many trials would show without
   * skill.
   */
  public static double deflated(
      double sharpe,
      int periods,
      double skewness,
      double kurtosis,
      int trials,
      double varianceOfTrials) {
    return probabilistic(
        sharpe, expectedMaximum(trials, varianceOfTrials), periods, skewness, kurtosis);
  }

  /**
   * How many returns are needed until the ratio is above the benchmark with that confidence.
   *
   * @return number of periods; NaN where the ratio is not above the benchmark
   */
  public static double minimumTrackRecord(
      double sharpe, double benchmark, double skewness, double kurtosis, double confidence) {
    double variance = variance(sharpe, skewness, kurtosis);
    if (!(sharpe > benchmark) || !(variance > 0)) {
      return Double.NaN;
    }
    double z = NormalDistribution.quantile(confidence) / (sharpe - benchmark);
    return 1 + variance * z * z;
  }

  private static double variance(double sharpe, double skewness, double kurtosis) {
    return 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
  }
}

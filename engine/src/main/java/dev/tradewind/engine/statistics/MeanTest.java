package dev.tradewind.engine.statistics;

/**
 * Whether the mean of daily returns differs from zero. Used by {@link Uncertainty}.
 *
 * @param mean of a day, fraction
 * @param standardError of that mean; NaN below two returns
 * @param t mean over standard error; NaN without a deviation
 * @param pValue two-sided; NaN with {@code t}
 * @param lags how many days the errors may depend on each other, 0 for the plain test
 */
public record MeanTest(double mean, double standardError, double t, double pValue, int lags) {

  /** Student's t-test against zero, n − 1 degrees of freedom. */
  public static MeanTest plain(double[] returns) {
    int n = returns.length;
    double mean = mean(returns);
    double error = n < 2 ? Double.NaN : Math.sqrt(covariance(returns, mean, 0) / (n - 1.0));
    double t = mean / Statistics.spread(error, mean);
    return new MeanTest(mean, error, t, StudentT.twoSided(t, n - 1.0), 0);
  }

  /**
   * The same with the standard error of W. Newey and K. West, Econometrica 55 (1987), Bartlett
   * weights, ⌊4 (n/100)^(2/9)⌋ lags and the normal distribution: right where returns depend on each
   * other or change their variance.
   */
  public static MeanTest neweyWest(double[] returns) {
    int n = returns.length;
    int lags = Math.min(lags(n), Math.max(0, n - 1));
    double mean = mean(returns);
    double error = n < 2 ? Double.NaN : Math.sqrt(longRun(returns, mean, lags) / n);
    double t = mean / Statistics.spread(error, mean);
    double pValue = 2 * NormalDistribution.cdf(-Math.abs(t));
    return new MeanTest(mean, error, t, pValue, lags);
  }

  static int lags(int n) {
    return (int) Math.floor(4 * Math.pow(n / 100.0, 2.0 / 9));
  }

  /** The long-run variance with Bartlett weights. */
  static double longRun(double[] values, double mean, int lags) {
    double sum = covariance(values, mean, 0);
    for (int lag = 1; lag <= lags; lag++) {
      sum += 2 * (1 - lag / (lags + 1.0)) * covariance(values, mean, lag);
    }
    return sum;
  }

  private static double covariance(double[] values, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (values[i] - mean) * (values[i - lag] - mean);
    }
    return sum / values.length;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? Double.NaN : sum / values.length;
  }
}

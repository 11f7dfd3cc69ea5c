package dev.tradewind.engine.statistics;

import java.util.Arrays;

/**
 * Measures over a window of the last days, one for each day. Used by reports. The days before the
 * first full window are {@code NaN}.
 */
public final class RollingMeasures {
  private RollingMeasures() {}

  /**
   * The Sharpe ratio of each window, a year.
   *
   * @param window days, &ge; 2
   */
  public static double[] sharpe(
      double[] returns, int window, int periodsPerYear, double riskFreeRate) {
    PathScale scale = new PathScale(periodsPerYear, riskFreeRate);
    double[] out = new double[returns.length];
    Arrays.setAll(
        out,
        i -> {
          if (i + 1 < window) {
            return Double.NaN;
          }
          Moments moments = Moments.of(Arrays.copyOfRange(returns, i + 1 - window, i + 1));
          return BcaInterval.finite(scale.sharpe(moments.mean(), moments.deviation()));
        });
    return out;
  }

  /**
   * The volatility of each window, a year.
   *
   * @param window days, &ge; 2
   */
  public static double[] volatility(double[] returns, int window, int periodsPerYear) {
    double[] out = new double[returns.length];
    double root = Math.sqrt(periodsPerYear);
    Arrays.setAll(
        out,
        i ->
            i + 1 < window
                ? Double.NaN
                : Moments.of(Arrays.copyOfRange(returns, i + 1 - window, i + 1)).deviation()
                    * root);
    return out;
  }

  /**
   * The beta of each window.
   *
   * @param benchmark daily returns of the same days
   * @param window days, &ge; 2
   */
  public static double[] beta(double[] returns, double[] benchmark, int window) {
    double[] out = new double[returns.length];
    Arrays.setAll(
        out,
        i ->
            i + 1 < window
                ? Double.NaN
                : BenchmarkMeasures.Pair.of(
                        Arrays.copyOfRange(returns, i + 1 - window, i + 1),
                        Arrays.copyOfRange(benchmark, i + 1 - window, i + 1))
                    .slope());
    return out;
  }
}

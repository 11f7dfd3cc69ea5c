package dev.tradewind.engine.statistics;

/**
 * How long a back-test must be so that the best of many trials without skill is not expected to
 * show a given Sharpe ratio: D. H. Bailey, J. Borwein, M. López de Prado and Q. J. Zhu,
 * "Pseudo-Mathematics and Financial Charlatanism", Notices of the AMS 61 (2014), theorem 2.
 */
public final class MinimumBacktestLength {
  private MinimumBacktestLength() {}

  /**
   * The length in years.
   *
   * @param trials independent ones, &ge; 1; one alone needs no length
   * @param sharpe of a year, that of the best
   * @return NaN where the ratio is not above 0
   */
  public static double years(int trials, double sharpe) {
    if (!(sharpe > 0)) {
      return Double.NaN;
    }
    double expected = SharpeInference.expectedMaximum(trials, 1);
    return expected * expected / (sharpe * sharpe);
  }
}

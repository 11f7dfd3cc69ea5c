package dev.tradewind.engine.statistics;

/**
 * How measures of daily returns become those of a year.
 *
 * @param periodsPerYear trading days in a year, &ge; 1
 * @param riskFreeRate a year, fraction
 */
record PathScale(int periodsPerYear, double riskFreeRate) {
  /** NaN without a deviation that is more than rounding noise. */
  double sharpe(double mean, double deviation) {
    double excess = mean - riskFreeRate / periodsPerYear;
    return excess / Statistics.spread(deviation, excess) * Math.sqrt(periodsPerYear);
  }

  /** NaN where nothing is left of the equity. */
  double cagr(double growth, int periods) {
    return growth > 0 && periods > 0
        ? BcaInterval.finite(Math.pow(growth, (double) periodsPerYear / periods) - 1)
        : Double.NaN;
  }
}

package dev.tradewind.engine.statistics;

/**
 * How daily returns stand to those of a benchmark. Used by the statistics of a run, and by reports
 * for a benchmark of choice. Undefined is {@code NaN}; definitions are in {@link
 * StatisticRegistry}.
 *
 * @param alpha a year, fraction
 * @param beta ratio
 * @param correlation in [−1, 1]
 * @param trackingError a year, fraction
 * @param informationRatio a year
 * @param treynor a year
 * @param upCapture fraction
 * @param downCapture fraction
 */
public record BenchmarkMeasures(
    double alpha,
    double beta,
    double correlation,
    double trackingError,
    double informationRatio,
    double treynor,
    double upCapture,
    double downCapture) {

  /**
   * Measures daily returns against those of a benchmark.
   *
   * @param returns of the run
   * @param benchmark of the same days
   * @param periodsPerYear trading days in a year
   * @param riskFreeRate a year, fraction
   * @throws IllegalArgumentException if they are not equally many
   */
  public static BenchmarkMeasures of(
      double[] returns, double[] benchmark, int periodsPerYear, double riskFreeRate) {
    if (returns.length != benchmark.length) {
      throw new IllegalArgumentException(
          "benchmark must have "
              + returns.length
              + " returns, as many as the run, had "
              + benchmark.length);
    }
    double p = periodsPerYear;
    double riskFree = riskFreeRate / p;
    Pair pair = Pair.of(returns, benchmark);
    double beta = pair.slope();
    double excess = pair.meanX - riskFree;
    double[] active = new double[returns.length];
    for (int i = 0; i < active.length; i++) {
      active[i] = returns[i] - benchmark[i];
    }
    Moments difference = Moments.of(active);
    double deviation = difference.deviation();
    return new BenchmarkMeasures(
        (excess - beta * (pair.meanY - riskFree)) * p,
        beta,
        pair.correlation(),
        deviation * Math.sqrt(p),
        difference.mean() / Statistics.spread(deviation, difference.mean()) * Math.sqrt(p),
        excess * p / Statistics.zeroAsNaN(beta),
        capture(returns, benchmark, 1),
        capture(returns, benchmark, -1));
  }

  static void put(StatisticValues values, double[] returns, double[] benchmark, PathScale scale) {
    boolean there = benchmark.length == returns.length;
    BenchmarkMeasures m =
        of(
            there ? returns : new double[0],
            there ? benchmark : new double[0],
            scale.periodsPerYear(),
            scale.riskFreeRate());
    values.put("alpha", m.alpha);
    values.put("beta", m.beta);
    values.put("correlation", m.correlation);
    values.put("trackingError", m.trackingError);
    values.put("informationRatio", m.informationRatio);
    values.put("treynor", m.treynor);
    values.put("upCapture", m.upCapture);
    values.put("downCapture", m.downCapture);
  }

  /** The geometric mean return over that of the benchmark, on its days of one sign. */
  private static double capture(double[] returns, double[] benchmark, int sign) {
    double own = 0;
    double other = 0;
    int days = 0;
    for (int i = 0; i < returns.length; i++) {
      if (benchmark[i] * sign > 0) {
        own += Math.log1p(returns[i]);
        other += Math.log1p(benchmark[i]);
        days++;
      }
    }
    return days == 0
        ? Double.NaN
        : BcaInterval.finite(Math.expm1(own / days) / Math.expm1(other / days));
  }

  /** Two samples of equal length and their products. */
  record Pair(int count, double meanX, double meanY, double xx, double yy, double xy) {
    static Pair of(double[] x, double[] y) {
      double meanX = x.length == 0 ? Double.NaN : Statistics.mean(x);
      double meanY = x.length == 0 ? Double.NaN : Statistics.mean(y);
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int i = 0; i < x.length; i++) {
        double dx = x[i] - meanX;
        double dy = y[i] - meanY;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
      }
      return new Pair(x.length, meanX, meanY, xx, yy, xy);
    }

    /** Of x over y; NaN where y never moves. */
    double slope() {
      return count < 2 || isFlat(yy, meanY) ? Double.NaN : xy / yy;
    }

    double correlation() {
      if (count < 2 || isFlat(xx, meanX) || isFlat(yy, meanY)) {
        return Double.NaN;
      }
      return xy / Math.sqrt(xx * yy);
    }

    private boolean isFlat(double squares, double mean) {
      return Double.isNaN(Statistics.spread(Math.sqrt(squares / count), mean));
    }
  }
}

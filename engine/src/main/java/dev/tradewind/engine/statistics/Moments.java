package dev.tradewind.engine.statistics;

/**
 * The first four moments of a sample in two passes.
 *
 * @param count how many
 * @param mean NaN without values
 * @param m2 sum of squared differences from the mean
 * @param m3 sum of their cubes
 * @param m4 sum of their fourth powers
 */
record Moments(int count, double mean, double m2, double m3, double m4) {
  static Moments of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = values.length == 0 ? Double.NaN : sum / values.length;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (double value : values) {
      double d = value - mean;
      double square = d * d;
      m2 += square;
      m3 += square * d;
      m4 += square * square;
    }
    return new Moments(values.length, mean, m2, m3, m4);
  }

  /** Sample deviation; NaN below two values. */
  double deviation() {
    return count < 2 ? Double.NaN : Math.sqrt(m2 / (count - 1));
  }

  /** Population skewness; NaN without a deviation. */
  double skewness() {
    double d = Statistics.spread(Math.sqrt(m2 / count), mean);
    return m3 / count / (d * d * d);
  }

  /** Population kurtosis, 3 for a normal distribution; NaN without a deviation. */
  double kurtosis() {
    double d = Statistics.spread(Math.sqrt(m2 / count), mean);
    return m4 / count / (d * d * d * d);
  }

  /** Of one period. */
  double sharpe(double riskFree) {
    double excess = mean - riskFree;
    return excess / Statistics.spread(deviation(), excess);
  }
}

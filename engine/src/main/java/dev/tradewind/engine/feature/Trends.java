package dev.tradewind.engine.feature;

/** Straight lines through closes, for {@link LabelDefinition.TrendScanning}. */
final class Trends {
  /** The largest t-value. */
  static final double LIMIT = 1e6;

  private Trends() {}

  /**
   * The t-value that is largest in size of the lines through the bars {@code [from, from + n]}, for
   * {@code n} in {@code [least, most]}; of equals that of the shortest.
   */
  static double best(LabelPrices prices, int from, int least, int most) {
    double origin = prices.close(from);
    double sum = 0;
    double squares = 0;
    double products = 0;
    double best = 0;
    for (int x = 1; x <= most; x++) {
      double y = prices.close(from + x) - origin;
      sum += y;
      squares += y * y;
      products += x * y;
      if (x >= least) {
        double t = tValue(x + 1, sum, squares, products);
        best = Math.abs(t) > Math.abs(best) ? t : best;
      }
    }
    return best;
  }

  /** The slope over its standard error, for x = 0, 1, … points - 1. */
  private static double tValue(int points, double sum, double squares, double products) {
    double n = points;
    double meanX = (n - 1) / 2;
    double spreadX = n * (n * n - 1) / 12;
    double slope = (products - meanX * sum) / spreadX;
    double spreadY = squares - sum * sum / n;
    double residual = Math.max(0, spreadY - slope * slope * spreadX);
    if (slope == 0 || spreadY <= 0) {
      return 0;
    }
    double error = Math.sqrt(residual / (n - 2) / spreadX);
    double t = slope / error;
    return Math.max(-LIMIT, Math.min(LIMIT, t));
  }
}

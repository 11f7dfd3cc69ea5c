package dev.tradewind.engine.statistics;

/**
 * Sharpe ratio, growth and drawdown of a series without one of its stretches, each in constant time
 * from what is known of the parts before and after it.
 */
final class PathJackknife {
  final double[] sharpe;
  final double[] cagr;
  final double[] drawdown;

  private final double[] returns;
  private final PathScale scale;
  private final double centre;
  private final double[] sums;
  private final double[] squares;
  private final double[] grown;
  private final double[] underPeak;
  private final double[] lowest;
  private final double[] grownAfter;
  private final double[] dipAfter;
  private final double[] lowestAfter;

  /**
   * All leave-outs.
   *
   * @param returns more than {@code block} of them
   * @param block length of a stretch; the last may be shorter
   */
  PathJackknife(double[] returns, int block, PathScale scale) {
    int n = returns.length;
    this.returns = returns;
    this.scale = scale;
    this.centre = mean();
    sums = new double[n + 1];
    squares = new double[n + 1];
    grown = new double[n + 1];
    underPeak = new double[n + 1];
    lowest = new double[n + 1];
    grownAfter = new double[n + 1];
    dipAfter = new double[n + 1];
    lowestAfter = new double[n + 1];
    forward();
    backward();
    int count = (n + block - 1) / block;
    sharpe = new double[count];
    cagr = new double[count];
    drawdown = new double[count];
    for (int i = 0; i < count; i++) {
      leaveOut(i, i * block, Math.min(n, (i + 1) * block));
    }
  }

  private double mean() {
    double sum = 0;
    for (double value : returns) {
      sum += value;
    }
    return sum / returns.length;
  }

  private void forward() {
    grown[0] = 1;
    underPeak[0] = 1;
    lowest[0] = 1;
    for (int i = 0; i < returns.length; i++) {
      double r = returns[i] - centre;
      sums[i + 1] = sums[i] + r;
      squares[i + 1] = squares[i] + r * r;
      grown[i + 1] = grown[i] * (1 + returns[i]);
      underPeak[i + 1] = Math.min(1, underPeak[i] * (1 + returns[i]));
      lowest[i + 1] = Math.min(lowest[i], underPeak[i + 1]);
    }
  }

  /** Of the part that begins at i: its growth, its lowest point and its deepest fall. */
  private void backward() {
    int n = returns.length;
    grownAfter[n] = 1;
    dipAfter[n] = 1;
    lowestAfter[n] = 1;
    for (int i = n - 1; i >= 0; i--) {
      double factor = 1 + returns[i];
      grownAfter[i] = factor * grownAfter[i + 1];
      dipAfter[i] = Math.min(1, factor * dipAfter[i + 1]);
      lowestAfter[i] = Math.min(lowestAfter[i + 1], dipAfter[i]);
    }
  }

  private void leaveOut(int place, int from, int to) {
    int left = returns.length - (to - from);
    double sum = sums[returns.length] - (sums[to] - sums[from]);
    double square = squares[returns.length] - (squares[to] - squares[from]);
    double average = sum / left;
    double deviation = Math.sqrt(Math.max(0, square - sum * average) / (left - 1));
    sharpe[place] = scale.sharpe(centre + average, deviation);
    cagr[place] = scale.cagr(grown[from] * grownAfter[to], left);
    double fall = Math.min(Math.min(lowest[from], lowestAfter[to]), underPeak[from] * dipAfter[to]);
    drawdown[place] = 1 - fall;
  }
}

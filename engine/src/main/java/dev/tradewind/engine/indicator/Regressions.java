package dev.tradewind.engine.indicator;

import java.util.List;

/**
 * How two columns, or a column and time, or a column and its own past move together over a window.
 */
public final class Regressions {
  private static final String FAMILY = "Statistics";
  private static final int LONGEST_LAG = 10_000;

  private Regressions() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("correlation", FAMILY)
            .describe(
                "Pearson's correlation of two columns over the last n values, -1 to 1. Undefined"
                    + " where one is flat (TA-Lib gives 0).")
            .source("TA-Lib CORREL")
            .example("correlation(close, volume, 20)")
            .series("a", "One column.")
            .series("b", "The other.")
            .period("n", 2, null)
            .kernel(c -> new Together((int) c[0], false)),
        FunctionDefinition.named("beta", FAMILY)
            .describe(
                "Slope of the least-squares line of x on benchmark over the last n values, usually"
                    + " of returns. Undefined where benchmark is flat. TA-Lib's BETA takes prices"
                    + " and makes the returns itself.")
            .source("William Sharpe, Capital Asset Prices, Journal of Finance 19, 1964")
            .example("beta(log_return(close), log_return(open), 60)")
            .series("x", "What depends.")
            .series("benchmark", "What it depends on.")
            .period("n", 2, null)
            .kernel(c -> new Together((int) c[0], true)),
        line("linreg_slope", "Change a bar of the least-squares line through", Line.SLOPE)
            .source("TA-Lib LINEARREG_SLOPE")
            .kernel(c -> new Trend((int) c[0], Line.SLOPE)),
        line(
                "linreg_intercept",
                "Value at the first bar of the window of the least-squares line through",
                Line.INTERCEPT)
            .source("TA-Lib LINEARREG_INTERCEPT")
            .kernel(c -> new Trend((int) c[0], Line.INTERCEPT)),
        line(
                "linreg_r2",
                "Share, 0 to 1, of the variance that the least-squares line explains of",
                Line.R2)
            .source("scipy.stats.linregress, rvalue squared")
            .kernel(c -> new Trend((int) c[0], Line.R2)),
        FunctionDefinition.named("autocorrelation", FAMILY)
            .describe(
                "Correlation of the last n values with those lag bars before each, -1 to 1."
                    + " Undefined where either is flat.")
            .source("pandas: x.rolling(n).corr(x.shift(lag))")
            .example("autocorrelation(log_return(close), 100, 1)")
            .series("x", "What is measured.")
            .period("n", 2, null)
            .integer("lag", "Distance in bars.", 1, LONGEST_LAG, 1)
            .kernel(c -> new Autocorrelation(new Together((int) c[0], false), (int) c[1])),
        FunctionDefinition.named("hurst", FAMILY)
            .describe(
                "Hurst exponent from the ratio of variances: ln(V(x - x[lag]) / V(x - x[1])) / (2"
                    + " ln lag) of the last n differences each. 0.5 for a random walk, above for a"
                    + " trend, below for a return to the mean; x is the logarithm of a price."
                    + " Undefined on flat values.")
            .source(
                "A. Lo and C. MacKinlay, Stock Market Prices Do Not Follow Random Walks, Review of"
                    + " Financial Studies 1, 1988; scaling law of B. Mandelbrot and J. Van Ness,"
                    + " SIAM Review 10, 1968")
            .example("hurst(log(close), 250, 8)")
            .series("x", "What is measured.")
            .period("n", 4, null)
            .integer("lag", "Greater distance in bars.", 2, LONGEST_LAG, 8)
            .kernel(c -> new Hurst((int) c[0], (int) c[1])));
  }

  private static FunctionDefinition.Builder line(String name, String meaning, Line measure) {
    String flat = measure == Line.R2 ? " Undefined on flat values." : "";
    return FunctionDefinition.named(name, FAMILY)
        .describe(meaning + " the last n values." + flat)
        .example(name + "(close, 50)")
        .series("x", "What is measured.")
        .period("n", 2, null);
  }

  /** Covariance of two columns by the variance of the second, or by both deviations. */
  record Together(int period, boolean slope) implements Kernel, WindowSums.Terms {
    @Override
    public int columns() {
      return 2;
    }

    @Override
    public int sums() {
      return 5;
    }

    @Override
    public void add(double[] state, int references, int row, int sums, int position) {
      double a = state[row] - state[references];
      double b = state[row + 1] - state[references + 1];
      state[sums] += a;
      state[sums + 1] += a * a;
      state[sums + 2] += b;
      state[sums + 3] += b * b;
      state[sums + 4] += a * b;
    }

    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return period - 1;
    }

    @Override
    public int stateSize() {
      return WindowSums.size(this);
    }

    @Override
    public void reset(double[] state, int at) {
      WindowSums.reset(state, at);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = next(state, at, in[0], in[1]);
    }

    double next(double[] state, int at, double a, double b) {
      int values = WindowSums.values(at);
      state[values] = a;
      state[values + 1] = b;
      if (!WindowSums.advance(this, state, at)) {
        return Double.NaN;
      }
      int totals = WindowSums.totals(this, at);
      double share = 1.0 / period;
      double varianceA = Dispersion.variance(state[totals], state[totals + 1], share);
      double varianceB = Dispersion.variance(state[totals + 2], state[totals + 3], share);
      double product = (state[totals] * share) * (state[totals + 2] * share);
      double covariance = state[totals + 4] * share - product;
      if (!(varianceB > 0) || (!slope && !(varianceA > 0))) {
        return Double.NaN;
      }
      if (slope) {
        return Finite.orUndefined(covariance / varianceB);
      }
      double correlation = covariance / (Math.sqrt(varianceA) * Math.sqrt(varianceB));
      return Finite.orUndefined(Math.clamp(correlation, -1.0, 1.0));
    }
  }

  /** What is told of a line. */
  enum Line {
    SLOPE,
    INTERCEPT,
    R2
  }

  /** The least-squares line of a column against the number of the bar. */
  record Trend(int period, Line line) implements Kernel, WindowSums.Terms {
    @Override
    public int columns() {
      return 1;
    }

    @Override
    public int sums() {
      return 3;
    }

    @Override
    public void add(double[] state, int references, int row, int sums, int position) {
      double deviation = state[row] - state[references];
      state[sums] += deviation;
      state[sums + 1] += deviation * deviation;
      state[sums + 2] += position * deviation;
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return period - 1;
    }

    @Override
    public int stateSize() {
      return WindowSums.size(this);
    }

    @Override
    public void reset(double[] state, int at) {
      WindowSums.reset(state, at);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      state[WindowSums.values(at)] = in[0];
      if (!WindowSums.advance(this, state, at)) {
        out[0] = Double.NaN;
        return;
      }
      int totals = WindowSums.totals(this, at);
      double sum = state[totals];
      double n = period;
      double middle = WindowSums.position(this, state, at) - (n - 1) / 2;
      double together = state[totals + 2] - middle * sum;
      double times = n * (n * n - 1) / 12;
      double slope = together / times;
      double mean = state[WindowSums.references(this, at)] + sum / n;
      double variance = Dispersion.variance(sum, state[totals + 1], 1 / n);
      double answer =
          switch (line) {
            case SLOPE -> slope;
            case INTERCEPT -> mean - slope * ((n - 1) / 2);
            case R2 -> Math.min(1, slope * (together / n) / variance);
          };
      out[0] = Finite.orUndefined(answer);
    }
  }

  /** Correlation of a column with itself, {@code lag} bars before. */
  record Autocorrelation(Together together, int lag) implements Kernel {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return lag + together.warmUp(0);
    }

    @Override
    public int stateSize() {
      return Lag.size(lag) + together.stateSize();
    }

    @Override
    public void reset(double[] state, int at) {
      Lag.reset(state, at);
      together.reset(state, at + Lag.size(lag));
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double before = Lag.push(state, at, lag, in[0]);
      out[0] =
          Double.isNaN(before)
              ? Double.NaN
              : together.next(state, at + Lag.size(lag), in[0], before);
    }
  }

  /** Half the exponent with which the variance of differences grows with their distance. */
  record Hurst(int period, int lag) implements Kernel, WindowSums.Terms {
    @Override
    public int columns() {
      return 2;
    }

    @Override
    public int sums() {
      return 4;
    }

    @Override
    public void add(double[] state, int references, int row, int sums, int position) {
      double near = state[row] - state[references];
      double far = state[row + 1] - state[references + 1];
      state[sums] += near;
      state[sums + 1] += near * near;
      state[sums + 2] += far;
      state[sums + 3] += far * far;
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return lag + period - 1;
    }

    private int farther() {
      return Lag.size(1);
    }

    private int window() {
      return farther() + Lag.size(lag);
    }

    @Override
    public int stateSize() {
      return window() + WindowSums.size(this);
    }

    @Override
    public void reset(double[] state, int at) {
      Lag.reset(state, at);
      Lag.reset(state, at + farther());
      WindowSums.reset(state, at + window());
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double near = Lag.push(state, at, 1, in[0]);
      double far = Lag.push(state, at + farther(), lag, in[0]);
      out[0] = Double.NaN;
      if (Double.isNaN(far)) {
        return;
      }
      int window = at + window();
      int values = WindowSums.values(window);
      state[values] = in[0] - near;
      state[values + 1] = in[0] - far;
      if (WindowSums.advance(this, state, window)) {
        int totals = WindowSums.totals(this, window);
        double share = 1.0 / period;
        double nearVariance = Dispersion.variance(state[totals], state[totals + 1], share);
        double farVariance = Dispersion.variance(state[totals + 2], state[totals + 3], share);
        out[0] = Logarithm.of(farVariance / nearVariance) / (2 * Logarithm.of(lag));
      }
    }
  }
}

package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/**
 * Estimates of the standard deviation of the logarithmic return of one bar, as a fraction and not
 * annualised, from the last {@code period} bars. A price at or below zero is an undefined input.
 */
public final class VolatilityEstimators {
  private static final String FAMILY = "Volatility";

  private VolatilityEstimators() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        estimator("close_to_close_volatility")
            .describe(
                "Sample standard deviation of the last period logarithmic returns, of one bar and"
                    + " not annualised. 0 on flat prices.")
            .source("John Hull, Options, Futures and Other Derivatives, section 15.4")
            .reads(SeriesInput.CLOSE)
            .period("period", 2, 20)
            .kernel(c -> new CloseToClose(new Dispersion.Terms((int) c[0]))),
        estimator("parkinson")
            .describe(
                "Root of the mean of ln(high / low)² / (4 ln 2), of one bar and not annualised. 0 on"
                    + " flat prices; assumes no drift and no gaps.")
            .source(
                "M. Parkinson, The Extreme Value Method for Estimating the Variance of the Rate of"
                    + " Return, Journal of Business 53, 1980")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .period("period", 1, 20)
            .kernel(c -> new RangeMean(Estimator.PARKINSON, (int) c[0])),
        estimator("garman_klass")
            .describe(
                "Root of the mean of ln(high / low)² / 2 - (2 ln 2 - 1) ln(close / open)², of one"
                    + " bar and not annualised. 0 on flat prices; assumes no drift and no gaps.")
            .source(
                "M. Garman and M. Klass, On the Estimation of Security Price Volatilities from"
                    + " Historical Data, Journal of Business 53, 1980")
            .reads(SeriesInput.OPEN, SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .period("period", 1, 20)
            .kernel(c -> new RangeMean(Estimator.GARMAN_KLASS, (int) c[0])),
        estimator("rogers_satchell")
            .describe(
                "Root of the mean of ln(high / close) ln(high / open) + ln(low / close) ln(low /"
                    + " open), of one bar and not annualised. 0 on flat prices; allows drift,"
                    + " assumes no gaps.")
            .source(
                "L. Rogers and S. Satchell, Estimating Variance from High, Low and Closing Prices,"
                    + " Annals of Applied Probability 1, 1991")
            .reads(SeriesInput.OPEN, SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .period("period", 1, 20)
            .kernel(c -> new RangeMean(Estimator.ROGERS_SATCHELL, (int) c[0])),
        estimator("yang_zhang")
            .describe(
                "Root of V(open) + k V(close) + (1 - k) V(Rogers-Satchell) with the sample variances"
                    + " of ln(open / previous close) and ln(close / open) and k = 0.34 / (1.34 +"
                    + " (period + 1) / (period - 1)), of one bar and not annualised. 0 on flat"
                    + " prices; allows drift and gaps.")
            .source(
                "D. Yang and Q. Zhang, Drift-Independent Volatility Estimation Based on High, Low,"
                    + " Open and Close Prices, Journal of Business 73, 2000")
            .reads(SeriesInput.OPEN, SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .period("period", 2, 20)
            .kernel(c -> new YangZhang((int) c[0])));
  }

  private static FunctionDefinition.Builder estimator(String name) {
    return FunctionDefinition.named(name, FAMILY).example(name + "(20)");
  }

  /** ln(high / close) ln(high / open) + ln(low / close) ln(low / open). */
  private static double rogersSatchell(double open, double high, double low, double close) {
    double up = Returns.logRatio(high, open);
    double down = Returns.logRatio(low, open);
    double move = Returns.logRatio(close, open);
    return up * (up - move) + down * (down - move);
  }

  /** What the variance of a bar is estimated from. */
  enum Estimator {
    PARKINSON(2, 1 / (4 * StrictMath.log(2))),
    GARMAN_KLASS(4, 1),
    ROGERS_SATCHELL(4, 1);

    private static final double CLOSE_WEIGHT = 2 * StrictMath.log(2) - 1;

    private final int inputs;
    private final double factor;

    Estimator(int inputs, double factor) {
      this.inputs = inputs;
      this.factor = factor;
    }

    private static double parkinson(double high, double low) {
      double range = Returns.logRatio(high, low);
      return range * range;
    }

    private static double garmanKlass(double open, double high, double low, double close) {
      double range = Returns.logRatio(high, low);
      double move = Returns.logRatio(close, open);
      return 0.5 * (range * range) - CLOSE_WEIGHT * (move * move);
    }

    private double term(double[] in) {
      return switch (this) {
        case PARKINSON -> parkinson(in[0], in[1]);
        case GARMAN_KLASS -> garmanKlass(in[0], in[1], in[2], in[3]);
        case ROGERS_SATCHELL -> rogersSatchell(in[0], in[1], in[2], in[3]);
      };
    }

    private void terms(double[][] in, int from, int to, double[] out) {
      double[] a = in[0];
      double[] b = in[1];
      if (this == PARKINSON) {
        for (int i = from; i < to; i++) {
          out[i] = parkinson(a[i], b[i]);
        }
        return;
      }
      double[] c = in[2];
      double[] d = in[3];
      if (this == GARMAN_KLASS) {
        for (int i = from; i < to; i++) {
          out[i] = garmanKlass(a[i], b[i], c[i], d[i]);
        }
      } else {
        for (int i = from; i < to; i++) {
          out[i] = rogersSatchell(a[i], b[i], c[i], d[i]);
        }
      }
    }
  }

  /**
   * Root of the mean of a term over the last {@code period} bars; summed in blocks as in {@link
   * WindowSums}, but terms that are not negative need no reference.
   */
  record RangeMean(Estimator estimator, int period) implements Kernel {
    private static final int POSITION = 0;
    private static final int FULL = 1;
    private static final int SUM = 2;
    private static final int BLOCK = 3;

    @Override
    public int inputs() {
      return estimator.inputs;
    }

    @Override
    public int warmUp(int output) {
      return period - 1;
    }

    @Override
    public int stateSize() {
      return BLOCK + period;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double term = estimator.term(in);
      out[0] = Double.NaN;
      if (Double.isNaN(term)) {
        reset(state, at);
        return;
      }
      int position = (int) state[at + POSITION];
      int slot = at + BLOCK + position;
      double sum = state[at + SUM] + term;
      double behind = state[slot];
      state[slot] = term;
      boolean last = position + 1 == period;
      if (last || state[at + FULL] == 1) {
        out[0] = root(sum + behind);
      }
      if (last) {
        sumFromBehind(state, at + BLOCK);
      }
      state[at + POSITION] = last ? 0 : position + 1;
      state[at + FULL] = last ? 1 : state[at + FULL];
      state[at + SUM] = last ? 0 : sum;
    }

    private double root(double sum) {
      return Math.sqrt(sum * (estimator.factor / period));
    }

    /** Replaces each term of a block by the sum of those behind it. */
    private void sumFromBehind(double[] block, int start) {
      double sum = 0;
      for (int p = start + period - 1; p >= start; p--) {
        double term = block[p];
        block[p] = sum;
        sum += term;
      }
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] y = out[0];
      double[] block = new double[Math.min(period, to - from)];
      for (int start = from; start < to; start += period) {
        int end = Math.min(to, start + period);
        estimator.terms(in, start, end, y);
        if (!answer(y, start, end, block)) {
          Kernels.loop(this, in, from, to, out);
          return;
        }
        if (end - start == period) {
          sumFromBehind(block, 0);
        }
      }
      Arrays.fill(y, from, Math.min(to, from + period - 1), Double.NaN);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
      batch(in, from, to, out);
      int begin = from;
      for (int i = to - 1; i >= from + period - 1; i--) {
        if (Double.isNaN(out[0][i])) {
          // An undefined term began the blocks afresh somewhere.
          Kernels.replay(this, in, from, to, state, at);
          return;
        }
      }
      if (to - from >= period) {
        begin = to - period - (to - from) % period;
      }
      Kernels.replay(this, in, begin, to, state, at);
    }

    /** Turns the terms of a block into answers; false where one is undefined. */
    private boolean answer(double[] y, int start, int end, double[] block) {
      double sum = 0;
      for (int i = start; i < end; i++) {
        double term = y[i];
        sum += term;
        double behind = block[i - start];
        block[i - start] = term;
        y[i] = sum + behind;
      }
      double scale = estimator.factor / period;
      for (int i = start; i < end; i++) {
        y[i] = Math.sqrt(y[i] * scale);
      }
      return !Double.isNaN(sum);
    }
  }

  /** Sample standard deviation of logarithmic returns. */
  record CloseToClose(Dispersion.Terms terms) implements Kernel {
    private static final int SEEN = 0;
    private static final int PREVIOUS = 1;
    private static final int WINDOW = 2;

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return terms.period();
    }

    @Override
    public int stateSize() {
      return WINDOW + WindowSums.size(terms);
    }

    @Override
    public void reset(double[] state, int at) {
      state[at + SEEN] = 0;
      WindowSums.reset(state, at + WINDOW);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double close = in[0];
      out[0] = Double.NaN;
      if (state[at + SEEN] == 0 || !(close > 0)) {
        reset(state, at);
        state[at + SEEN] = close > 0 ? 1 : 0;
        state[at + PREVIOUS] = close;
        return;
      }
      int window = at + WINDOW;
      state[WindowSums.values(window)] = Logarithm.of(close / state[at + PREVIOUS]);
      state[at + PREVIOUS] = close;
      if (WindowSums.advance(terms, state, window)) {
        int totals = WindowSums.totals(terms, window);
        int n = terms.period();
        double variance = Dispersion.variance(state[totals], state[totals + 1], 1.0 / n);
        out[0] = Math.sqrt(variance * n / (n - 1));
      }
    }
  }

  /** Overnight, open to close and Rogers-Satchell variances together. */
  record YangZhang(int period) implements Kernel, WindowSums.Terms {
    private static final int SEEN = 0;
    private static final int PREVIOUS = 1;
    private static final int WINDOW = 2;

    @Override
    public int columns() {
      return 3;
    }

    @Override
    public int sums() {
      return 5;
    }

    @Override
    public void add(double[] state, int references, int row, int sums, int position) {
      double gap = state[row] - state[references];
      double move = state[row + 1] - state[references + 1];
      state[sums] += gap;
      state[sums + 1] += gap * gap;
      state[sums + 2] += move;
      state[sums + 3] += move * move;
      state[sums + 4] += state[row + 2];
    }

    @Override
    public int inputs() {
      return 4;
    }

    @Override
    public int warmUp(int output) {
      return period;
    }

    @Override
    public int stateSize() {
      return WINDOW + WindowSums.size(this);
    }

    @Override
    public void reset(double[] state, int at) {
      state[at + SEEN] = 0;
      WindowSums.reset(state, at + WINDOW);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double open = in[0];
      double close = in[3];
      double range = rogersSatchell(open, in[1], in[2], close);
      out[0] = Double.NaN;
      if (state[at + SEEN] == 0 || Double.isNaN(range)) {
        reset(state, at);
        state[at + SEEN] = Double.isNaN(range) ? 0 : 1;
        state[at + PREVIOUS] = close;
        return;
      }
      int window = at + WINDOW;
      int values = WindowSums.values(window);
      state[values] = Logarithm.of(open / state[at + PREVIOUS]);
      state[values + 1] = Logarithm.of(close / open);
      state[values + 2] = range;
      state[at + PREVIOUS] = close;
      if (WindowSums.advance(this, state, window)) {
        out[0] = estimate(state, WindowSums.totals(this, window));
      }
    }

    private double estimate(double[] state, int totals) {
      double n = period;
      double share = 1 / n;
      double sample = n / (n - 1);
      double gaps = Dispersion.variance(state[totals], state[totals + 1], share) * sample;
      double moves = Dispersion.variance(state[totals + 2], state[totals + 3], share) * sample;
      double weight = 0.34 / (1.34 + (n + 1) / (n - 1));
      return Math.sqrt(gaps + weight * moves + (1 - weight) * (state[totals + 4] * share));
    }
  }
}

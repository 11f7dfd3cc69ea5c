package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** Moments of one column over a window: {@code variance}, {@code zscore}, {@code skew}. */
public final class MomentFunctions {
  private static final String FAMILY = "Statistics";

  private MomentFunctions() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        window("variance", 1)
            .describe("Population variance of the last n values. Exactly 0 on flat values.")
            .source("TA-Lib VAR")
            .kernel(c -> spread(c, Measure.VARIANCE)),
        window("stddev", 1)
            .describe(
                "Population standard deviation of the last n values. Exactly 0 on flat values.")
            .source("TA-Lib STDDEV")
            .kernel(c -> spread(c, Measure.DEVIATION)),
        window("zscore", 2)
            .describe(
                "Distance of x from the mean of the last n values in population standard"
                    + " deviations. Undefined on flat values.")
            .source("scipy.stats.zscore of the window, its last value")
            .kernel(c -> spread(c, Measure.SCORE)),
        window("skew", 3)
            .describe(
                "Skewness of the last n values, third central moment by the 3/2 power of the"
                    + " second (population moments). Undefined on flat values.")
            .source("scipy.stats.skew")
            .kernel(c -> new Shape((int) c[0], false)),
        window("kurtosis", 4)
            .describe(
                "Excess kurtosis of the last n values, fourth central moment by the square of the"
                    + " second less 3 (population moments). Undefined on flat values.")
            .source("scipy.stats.kurtosis")
            .kernel(c -> new Shape((int) c[0], true)));
  }

  private static FunctionDefinition.Builder window(String name, int least) {
    return FunctionDefinition.named(name, FAMILY)
        .example(name + "(log_return(close), 100)")
        .series("x", "What is measured.")
        .period("n", least, null);
  }

  private static Kernel spread(double[] constants, Measure measure) {
    return new Spread(new Dispersion.Terms((int) constants[0]), measure);
  }

  /** What is told of the spread of values. */
  enum Measure {
    VARIANCE,
    DEVIATION,
    SCORE
  }

  /** Variance, standard deviation or distance from the mean. */
  record Spread(Dispersion.Terms terms, Measure measure) implements Kernel {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return terms.period() - 1;
    }

    @Override
    public int stateSize() {
      return WindowSums.size(terms);
    }

    @Override
    public void reset(double[] state, int at) {
      WindowSums.reset(state, at);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double x = in[0];
      state[WindowSums.values(at)] = x;
      if (!WindowSums.advance(terms, state, at)) {
        out[0] = Double.NaN;
        return;
      }
      int totals = WindowSums.totals(terms, at);
      double share = 1.0 / terms.period();
      double sum = state[totals];
      double variance = Dispersion.variance(sum, state[totals + 1], share);
      out[0] =
          switch (measure) {
            case VARIANCE -> Finite.orUndefined(variance);
            case DEVIATION -> Finite.orUndefined(Math.sqrt(variance));
            case SCORE -> score(x - state[WindowSums.references(terms, at)], sum * share, variance);
          };
    }

    private static double score(double deviation, double mean, double variance) {
      return Finite.orUndefined((deviation - mean) / Math.sqrt(variance));
    }

    @Override
    public int remembered(int bars) {
      return WindowSums.remembered(terms, bars);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      int period = terms.period();
      int seed = Math.min(to, from + period - 1);
      Arrays.fill(out[0], from, seed, Double.NaN);
      Dispersion.Blocks blocks = new Dispersion.Blocks(period, to - from);
      for (int start = from; start < to; start += period) {
        int end = Math.min(to, start + period);
        blocks.next(in[0], start, end, start == from);
        int first = Math.max(start, seed);
        if (measure == Measure.SCORE) {
          scores(blocks, in[0], first - start, start, end, out[0]);
        } else {
          spreads(blocks, first - start, start, end, out[0]);
        }
      }
    }

    private void scores(
        Dispersion.Blocks blocks, double[] x, int skip, int start, int end, double[] y) {
      double share = 1.0 / terms.period();
      double reference = blocks.reference;
      for (int i = start + skip; i < end; i++) {
        double sum = blocks.sums[i - start];
        double variance = Dispersion.variance(sum, blocks.squares[i - start], share);
        y[i] = score(x[i] - reference, sum * share, variance);
      }
    }

    private void spreads(Dispersion.Blocks blocks, int skip, int start, int end, double[] y) {
      double share = 1.0 / terms.period();
      boolean root = measure == Measure.DEVIATION;
      for (int i = start + skip; i < end; i++) {
        double variance =
            Dispersion.variance(blocks.sums[i - start], blocks.squares[i - start], share);
        y[i] = Finite.orUndefined(root ? Math.sqrt(variance) : variance);
      }
    }
  }

  /** Standardised third or fourth central moment. */
  record Shape(int period, boolean fourth) implements Kernel, WindowSums.Terms {
    @Override
    public int columns() {
      return 1;
    }

    @Override
    public int sums() {
      return fourth ? 4 : 3;
    }

    @Override
    public void add(double[] state, int references, int row, int sums, int position) {
      double deviation = state[row] - state[references];
      double square = deviation * deviation;
      state[sums] += deviation;
      state[sums + 1] += square;
      state[sums + 2] += square * deviation;
      if (fourth) {
        state[sums + 3] += square * square;
      }
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
      double share = 1.0 / period;
      double mean = state[totals] * share;
      double second = state[totals + 1] * share;
      double third = state[totals + 2] * share;
      double variance = Dispersion.variance(state[totals], state[totals + 1], share);
      double moment = third - 3 * mean * second + 2 * mean * mean * mean;
      double answer = moment / (variance * Math.sqrt(variance));
      if (fourth) {
        moment = state[totals + 3] * share - 4 * mean * third + 6 * mean * mean * second;
        moment -= 3 * (mean * mean) * (mean * mean);
        answer = moment / (variance * variance) - 3;
      }
      out[0] = Finite.orUndefined(answer);
    }
  }
}

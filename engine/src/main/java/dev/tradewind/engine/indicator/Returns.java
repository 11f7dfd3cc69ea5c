package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** Relative changes over a number of bars: {@code simple_return}, {@code log_return}. */
public final class Returns {
  private static final String FAMILY = "Returns";
  private static final String CAMPBELL =
      "Campbell, Lo and MacKinlay, The Econometrics of Financial Markets, 1997, section 1.4";

  private Returns() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("simple_return", FAMILY)
            .describe(
                "Change over n bars as a fraction: x / x[n] - 1. Undefined where x[n] is 0; 0 on"
                    + " flat prices.")
            .source(CAMPBELL)
            .example("simple_return(close, 7)")
            .series("x", "What changes.")
            .period("n", 1, 1)
            .kernel(c -> new Return((int) c[0], false)),
        FunctionDefinition.named("log_return", FAMILY)
            .describe(
                "Change over n bars as a natural logarithm: ln(x / x[n]). Undefined unless both are"
                    + " above 0; 0 on flat prices.")
            .source(CAMPBELL)
            .example("log_return(close, 7)")
            .series("x", "What changes.")
            .period("n", 1, 1)
            .kernel(c -> new Return((int) c[0], true)));
  }

  /** The logarithm of a ratio, {@code NaN} unless both are above 0. */
  static double logRatio(double value, double base) {
    return value > 0 ? Logarithm.of(value / base) : Double.NaN;
  }

  /**
   * The change over {@code bars} bars.
   *
   * @param logarithmic the logarithm of the ratio rather than the ratio less one
   */
  record Return(int bars, boolean logarithmic) implements Kernel {
    private static final int SEEN = 0;
    private static final int NEXT = 1;
    private static final int RING = 2;

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return bars;
    }

    @Override
    public int stateSize() {
      return RING + bars;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double x = in[0];
      int next = (int) state[at + NEXT];
      double base = state[at + RING + next];
      state[at + RING + next] = x;
      state[at + NEXT] = next + 1 == bars ? 0 : next + 1;
      if (state[at + SEEN] < bars) {
        state[at + SEEN]++;
        out[0] = Double.NaN;
        return;
      }
      out[0] = logarithmic ? logRatio(x, base) : Finite.orUndefined(x / base - 1);
    }

    @Override
    public int remembered(int bars) {
      return Math.min(bars, this.bars);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] x = in[0];
      double[] y = out[0];
      int start = Math.min(to, from + bars);
      Arrays.fill(y, from, start, Double.NaN);
      if (logarithmic) {
        for (int i = start; i < to; i++) {
          y[i] = logRatio(x[i], x[i - bars]);
        }
      } else {
        for (int i = start; i < to; i++) {
          y[i] = Finite.orUndefined(x[i] / x[i - bars] - 1);
        }
      }
    }
  }
}

package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** How far a bar reaches, with the gap before it: {@code true_range}, {@code atr}, {@code natr}. */
public final class TrueRanges {
  private static final String FAMILY = "Volatility";
  private static final String WILDER =
      "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978";

  private TrueRanges() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("true_range", FAMILY)
            .describe(
                "Greatest of high - low, |high - previous close| and |low - previous close|."
                    + " Undefined on the first bar, as in TA-Lib.")
            .source(WILDER + "; TA-Lib TRANGE")
            .example("true_range()")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .kernel(c -> new TrueRange()),
        FunctionDefinition.named("atr", FAMILY)
            .describe(
                "Average true range: Wilder's smoothing of true_range, seeded with the simple mean"
                    + " of the first period values. 0 on flat prices.")
            .source(WILDER + "; TA-Lib ATR")
            .example("atr(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .period("period", 1, 14)
            .kernel(c -> new AverageTrueRange((int) c[0], false)),
        FunctionDefinition.named("natr", FAMILY)
            .describe(
                "Average true range in percent of the close: 100 × atr / close. Undefined where the"
                    + " close is 0.")
            .source("TA-Lib NATR; John Forman, Cross-Market Evaluations with Normalized ATR, 2006")
            .example("natr(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .period("period", 1, 14)
            .kernel(c -> new AverageTrueRange((int) c[0], true)));
  }

  /** The true range of a bar behind a close. */
  static double trueRange(double high, double low, double previous) {
    return Math.max(high - low, Math.max(Math.abs(previous - high), Math.abs(previous - low)));
  }

  /** {@link #trueRange} of each bar. */
  record TrueRange() implements Kernel {
    private static final int SEEN = 0;
    private static final int PREVIOUS = 1;

    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public int warmUp(int output) {
      return 1;
    }

    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      boolean first = state[at + SEEN] == 0;
      double range = trueRange(in[0], in[1], state[at + PREVIOUS]);
      out[0] = first ? Double.NaN : Finite.orUndefined(range);
      state[at + SEEN] = 1;
      state[at + PREVIOUS] = in[2];
    }

    @Override
    public int remembered(int bars) {
      return Math.min(bars, 1);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] high = in[0];
      double[] low = in[1];
      double[] close = in[2];
      double[] y = out[0];
      y[from] = Double.NaN;
      for (int i = from + 1; i < to; i++) {
        y[i] = Finite.orUndefined(trueRange(high[i], low[i], close[i - 1]));
      }
    }
  }

  /**
   * {@code y += (range - y) / period}, seeded with the mean of the first {@code period} ranges.
   *
   * @param period ranges in the seed
   * @param relative in percent of the close
   */
  record AverageTrueRange(int period, boolean relative) implements Kernel {
    private static final int SEEN = 0;
    private static final int PREVIOUS = 1;
    private static final int VALUE = 2;

    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public int warmUp(int output) {
      return period;
    }

    @Override
    public int unstablePeriod() {
      return new ExponentialAverages.Smoothed(period, 1.0 / period).unstablePeriod();
    }

    @Override
    public int stateSize() {
      return 3;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double close = in[2];
      double seen = state[at + SEEN];
      double range = trueRange(in[0], in[1], state[at + PREVIOUS]);
      state[at + PREVIOUS] = close;
      double value = state[at + VALUE];
      if (seen > period) {
        value = (range - value) * (1.0 / period) + value;
      } else {
        // The value slot holds the sum until the seed is whole; the first bar has no range.
        value = seen == 0 ? 0 : value + range;
        value = seen == period ? value / period : value;
        state[at + SEEN] = seen + 1;
      }
      state[at + VALUE] = value;
      out[0] = seen < period ? Double.NaN : answer(value, close);
    }

    private double answer(double value, double close) {
      return Finite.orUndefined(relative ? 100 * (value / close) : value);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      batch(in, from, to, out, new double[stateSize()], 0);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
      double[] high = in[0];
      double[] low = in[1];
      double[] close = in[2];
      double[] y = out[0];
      int seed = Math.min(to, from + period);
      Arrays.fill(y, from, seed, Double.NaN);
      if (seed == to) {
        Kernels.replay(this, in, from, to, state, at);
        return;
      }
      double value = 0;
      for (int i = from + 1; i <= seed; i++) {
        value += trueRange(high[i], low[i], close[i - 1]);
      }
      value /= period;
      y[seed] = answer(value, close[seed]);
      double factor = 1.0 / period;
      for (int i = seed + 1; i < to; i++) {
        double range = trueRange(high[i], low[i], close[i - 1]);
        value = (range - value) * factor + value;
        y[i] = answer(value, close[i]);
      }
      state[at + SEEN] = period + 1.0;
      state[at + PREVIOUS] = close[to - 1];
      state[at + VALUE] = value;
    }
  }
}

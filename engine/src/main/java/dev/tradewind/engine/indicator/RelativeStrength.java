package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** Wilder's relative strength and its stochastic: {@code rsi}, {@code stoch_rsi_k}. */
public final class RelativeStrength {
  private static final String FAMILY = "Momentum";

  private RelativeStrength() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("rsi", FAMILY)
            .describe(
                "Relative strength index, 0 to 100: the smoothed gains as a share of smoothed gains"
                    + " and losses, seeded with the first period changes. Undefined as long as the"
                    + " price never moved (TA-Lib gives 0, which would read as oversold).")
            .source("J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib RSI")
            .example("rsi(close, 14)")
            .series("x", "What is measured.")
            .period("period", 2, 14)
            .kernel(c -> new Index((int) c[0])),
        stochastic("stoch_rsi_k")
            .describe(
                "Stochastic of the relative strength index, 0 to 100: where the index lies in its"
                    + " range of the last stoch_period bars, averaged over smoothing bars. With a"
                    + " smoothing of 1 it is TA-Lib's fast K. Undefined where the index stands"
                    + " still.")
            .example("stoch_rsi_k(close, 14, 14, 3, 3)")
            .kernel(RelativeStrength::stochasticKernel, 0),
        stochastic("stoch_rsi_d")
            .describe("The simple average of stoch_rsi_k over signal bars.")
            .example("stoch_rsi_d(close, 14, 14, 3, 3)")
            .kernel(RelativeStrength::stochasticKernel, 1));
  }

  private static FunctionDefinition.Builder stochastic(String name) {
    return FunctionDefinition.named(name, FAMILY)
        .source("Tushar Chande and Stanley Kroll, The New Technical Trader, 1994; TA-Lib STOCHRSI")
        .series("x", "What is measured.")
        .period("period", 2, 14)
        .period("stoch_period", 2, 14)
        .period("smoothing", 1, 3)
        .period("signal", 1, 3);
  }

  private static Kernel stochasticKernel(double[] c) {
    return new StochasticIndex((int) c[0], (int) c[1], (int) c[2], (int) c[3]);
  }

  /**
   * The index. Gains and losses are smoothed as sums rather than means: their common divisor drops
   * out of the ratio, and with it the division from the recurrence.
   */
  record Index(int period) implements Kernel {
    private static final int STATE = 4;
    private static final int SEEN = 0;
    private static final int BEFORE = 1;
    private static final int GAIN = 2;
    private static final int LOSS = 3;

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return period;
    }

    @Override
    public int unstablePeriod() {
      return Fading.bars(1.0 / period);
    }

    @Override
    public int stateSize() {
      return STATE;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = step(state, at, period, in[0]);
    }

    static double step(double[] state, int at, int period, double x) {
      double seen = state[at + SEEN];
      double change = x - state[at + BEFORE];
      state[at + BEFORE] = x;
      if (seen > period) {
        double keep = keep(period);
        double gain = state[at + GAIN] * keep + Math.max(change, 0);
        double loss = state[at + LOSS] * keep + Math.max(-change, 0);
        state[at + GAIN] = gain;
        state[at + LOSS] = loss;
        return share(gain, loss);
      }
      state[at + SEEN] = seen + 1;
      if (seen > 0) {
        state[at + GAIN] += Math.max(change, 0);
        state[at + LOSS] += Math.max(-change, 0);
      }
      return seen < period ? Double.NaN : share(state[at + GAIN], state[at + LOSS]);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      batch(in, from, to, out, new double[STATE], 0);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
      double[] x = in[0];
      double[] y = out[0];
      Arrays.fill(y, from, Math.min(to, from + period), Double.NaN);
      if (to - from <= period) {
        Kernels.replay(this, in, from, to, state, at);
        return;
      }
      double gain = 0;
      double loss = 0;
      for (int i = from + 1; i <= from + period; i++) {
        double change = x[i] - x[i - 1];
        gain += Math.max(change, 0);
        loss += Math.max(-change, 0);
      }
      y[from + period] = share(gain, loss);
      double keep = keep(period);
      for (int i = from + period + 1; i < to; i++) {
        double change = x[i] - x[i - 1];
        gain = gain * keep + Math.max(change, 0);
        loss = loss * keep + Math.max(-change, 0);
        y[i] = share(gain, loss);
      }
      state[at + SEEN] = period + 1.0;
      state[at + BEFORE] = x[to - 1];
      state[at + GAIN] = gain;
      state[at + LOSS] = loss;
    }

    private static double keep(int period) {
      return (period - 1.0) / period;
    }

    private static double share(double gain, double loss) {
      double sum = gain + loss;
      return sum >= Double.MIN_NORMAL ? 100 * (gain / sum) : Double.NaN;
    }
  }

  /** Where the index lies in its own range; outputs K and D. */
  record StochasticIndex(int period, int stochPeriod, int smoothing, int signal) implements Kernel {
    private int low() {
      return Index.STATE + WindowExtreme.size(stochPeriod);
    }

    private int fast() {
      return low() + WindowExtreme.size(stochPeriod);
    }

    private int slow() {
      return fast() + RunningMean.size(smoothing);
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int outputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return period + stochPeriod - 1 + smoothing - 1 + (output == 0 ? 0 : signal - 1);
    }

    @Override
    public int unstablePeriod() {
      // A range of the index may be a small part of its scale.
      return 2 * Fading.bars(1.0 / period);
    }

    @Override
    public int stateSize() {
      return slow() + RunningMean.size(signal);
    }

    @Override
    public void reset(double[] state, int at) {
      Arrays.fill(state, at, at + Index.STATE, 0);
      WindowExtreme.reset(state, at + Index.STATE);
      WindowExtreme.reset(state, at + low());
      RunningMean.reset(state, at + fast());
      RunningMean.reset(state, at + slow());
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double index = Index.step(state, at, period, in[0]);
      double place = Double.NaN;
      if (Double.isNaN(index)) {
        WindowExtreme.reset(state, at + Index.STATE);
        WindowExtreme.reset(state, at + low());
      } else {
        double highest = WindowExtreme.highest(state, at + Index.STATE, stochPeriod, index);
        double lowest = WindowExtreme.lowest(state, at + low(), stochPeriod, index);
        if (WindowExtreme.seen(state, at + low()) >= stochPeriod) {
          place = Ranges.place(index, lowest, highest);
        }
      }
      double k = RunningMean.add(state, at + fast(), smoothing, place);
      out[0] = k;
      out[1] = RunningMean.add(state, at + slow(), signal, k);
    }
  }
}

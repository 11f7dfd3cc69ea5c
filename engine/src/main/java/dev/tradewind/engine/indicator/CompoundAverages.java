package dev.tradewind.engine.indicator;

import java.util.List;

/**
 * Averages that correct or steer exponential smoothing: {@code dema}, {@code tema}, {@code kama}.
 */
public final class CompoundAverages {
  private static final String FAMILY = "Moving averages";

  private CompoundAverages() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("dema", FAMILY)
            .describe("Double exponential moving average: 2 ema - ema of ema.")
            .source("Patrick Mulloy, Technical Analysis of Stocks & Commodities, 1994; TA-Lib DEMA")
            .example("dema(close, 21)")
            .series("x", "What is averaged.")
            .period("period", 1, null)
            .kernel(c -> new Stacked((int) c[0], 2)),
        FunctionDefinition.named("tema", FAMILY)
            .describe("Triple exponential moving average: 3 ema - 3 ema of ema + ema of that.")
            .source("Patrick Mulloy, Technical Analysis of Stocks & Commodities, 1994; TA-Lib TEMA")
            .example("tema(close, 21)")
            .series("x", "What is averaged.")
            .period("period", 1, null)
            .kernel(c -> new Stacked((int) c[0], 3)),
        FunctionDefinition.named("kama", FAMILY)
            .describe(
                "Kaufman's adaptive moving average: the way made over period bars, divided by the"
                    + " path walked, moves the smoothing between that of the slow and of the fast"
                    + " period. Where prices stand still it takes the price.")
            .source("Perry Kaufman, Smarter Trading, 1995; TA-Lib KAMA")
            .example("kama(close, 10)")
            .series("x", "What is averaged.")
            .period("period", 2, 10)
            .period("fast", 1, 2)
            .period("slow", 1, 30)
            .kernel(c -> new Adaptive((int) c[0], (int) c[1], (int) c[2])));
  }

  /**
   * Exponential averages of one another, combined so that their lags cancel.
   *
   * @param period of each
   * @param stages 2 or 3
   */
  record Stacked(int period, int stages) implements Kernel {
    private static final int STATE = ExponentialAverages.Smoothed.STATE;

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return stages * (period - 1);
    }

    @Override
    public int unstablePeriod() {
      return Fading.bars(ExponentialAverages.factor(period), stages);
    }

    @Override
    public int stateSize() {
      return stages * STATE;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double factor = ExponentialAverages.factor(period);
      double once = ExponentialAverages.step(state, at, period, factor, in[0]);
      out[0] = Double.NaN;
      if (Double.isNaN(once)) {
        return;
      }
      double twice = ExponentialAverages.step(state, at + STATE, period, factor, once);
      if (stages == 2 || Double.isNaN(twice)) {
        out[0] = 2 * once - twice;
        return;
      }
      double thrice = ExponentialAverages.step(state, at + 2 * STATE, period, factor, twice);
      out[0] = 3 * once - 3 * twice + thrice;
    }
  }

  /** Smoothing whose factor follows the efficiency of the moves. */
  record Adaptive(int period, int fast, int slow) implements Kernel {
    private static final int VALUE = 0;
    private static final int BEFORE = 1;
    private static final int SEEN = 2;
    private static final int LAG = 3;

    Adaptive {
      if (fast >= slow) {
        throw new IllegalArgumentException(
            "fast must be < slow, was " + fast + " >= " + slow + " (kama)");
      }
    }

    private int path() {
      return LAG + Lag.size(period);
    }

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
      double least = ExponentialAverages.factor(slow);
      return Fading.bars(least * least);
    }

    @Override
    public int stateSize() {
      return path() + WindowSum.size(period);
    }

    @Override
    public void reset(double[] state, int at) {
      state[at + SEEN] = 0;
      Lag.reset(state, at + LAG);
      WindowSum.reset(state, at + path());
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double x = in[0];
      double from = Lag.push(state, at + LAG, period, x);
      double seen = state[at + SEEN];
      double before = state[at + BEFORE];
      state[at + SEEN] = seen + 1;
      state[at + BEFORE] = x;
      out[0] = Double.NaN;
      if (seen == 0) {
        return;
      }
      double walked = WindowSum.add(state, at + path(), period, Math.abs(x - before));
      if (seen < period) {
        return;
      }
      double made = Math.abs(x - from);
      double efficiency = made >= walked ? 1 : made / walked;
      double least = ExponentialAverages.factor(slow);
      double root = efficiency * (ExponentialAverages.factor(fast) - least) + least;
      double value = seen == period ? before : state[at + VALUE];
      value = (x - value) * (root * root) + value;
      state[at + VALUE] = value;
      out[0] = value;
    }
  }
}

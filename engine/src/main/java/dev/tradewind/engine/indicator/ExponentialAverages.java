package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** Averages that smooth with a constant factor: {@code ema}, {@code rma}. */
public final class ExponentialAverages {
  private static final String FAMILY = "Moving averages";

  private ExponentialAverages() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("ema", FAMILY)
            .describe(
                "Exponential moving average with the smoothing factor 2 / (period + 1), seeded with"
                    + " the simple mean of the first period values.")
            .source("TA-Lib EMA, default compatibility")
            .example("ema(close, 21)")
            .series("x", "What is averaged.")
            .period("period", 1, null)
            .kernel(c -> new Smoothed((int) c[0], 2.0 / (c[0] + 1))),
        FunctionDefinition.named("rma", FAMILY)
            .describe(
                "Wilder's smoothing: the factor is 1 / period, seeded with the simple mean of the"
                    + " first period values.")
            .source("J. Welles Wilder, New Concepts in Technical Trading Systems, 1978")
            .example("rma(close, 14)")
            .series("x", "What is averaged.")
            .period("period", 1, null)
            .kernel(c -> new Smoothed((int) c[0], 1.0 / c[0])));
  }

  /**
   * {@code y += (x - y) × factor}, seeded with the mean of the first {@code period} values.
   *
   * @param period values in the seed
   * @param factor weight of the newest value, in (0, 1]
   */
  record Smoothed(int period, double factor) implements Kernel {
    private static final int SEEN = 0;
    private static final int VALUE = 1;

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return period - 1;
    }

    @Override
    public int unstablePeriod() {
      return factor == 1 ? 0 : (int) Math.ceil(StrictMath.log(1e-9) / StrictMath.log(1 - factor));
    }

    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double x = in[0];
      if (state[at + SEEN] >= period) {
        double value = state[at + VALUE];
        value = (x - value) * factor + value;
        state[at + VALUE] = value;
        out[0] = value;
        return;
      }
      // Until the seed is whole the value slot holds its sum.
      double seen = state[at + SEEN] + 1;
      double sum = state[at + VALUE] + x;
      state[at + SEEN] = seen;
      state[at + VALUE] = seen < period ? sum : sum / period;
      out[0] = seen < period ? Double.NaN : state[at + VALUE];
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] x = in[0];
      double[] y = out[0];
      int seed = Math.min(to, from + period - 1);
      Arrays.fill(y, from, seed, Double.NaN);
      if (to - from < period) {
        return;
      }
      double sum = 0;
      for (int i = from; i <= seed; i++) {
        sum += x[i];
      }
      double value = sum / period;
      y[seed] = value;
      for (int i = seed + 1; i < to; i++) {
        value = (x[i] - value) * factor + value;
        y[i] = value;
      }
    }
  }
}

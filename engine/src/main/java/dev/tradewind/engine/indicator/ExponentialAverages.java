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
            .kernel(c -> new Smoothed((int) c[0], factor((int) c[0]))),
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
   * One bar of {@link Smoothed} for kernels that smooth on the way.
   *
   * @param state holds {@value Smoothed#STATE} doubles from {@code at}, zeros before the first bar
   * @return the average, {@code NaN} until the seed is whole
   */
  static double step(double[] state, int at, int period, double factor, double x) {
    if (state[at + Smoothed.SEEN] >= period) {
      double value = state[at + Smoothed.VALUE];
      value = (x - value) * factor + value;
      state[at + Smoothed.VALUE] = value;
      return value;
    }
    // Until the seed is whole the value slot holds its sum.
    double seen = state[at + Smoothed.SEEN] + 1;
    double sum = state[at + Smoothed.VALUE] + x;
    double value = seen < period ? sum : sum / period;
    state[at + Smoothed.SEEN] = seen;
    state[at + Smoothed.VALUE] = value;
    return seen < period ? Double.NaN : value;
  }

  /** Weight of the newest value in an exponential average of that period. */
  static double factor(int period) {
    return 2.0 / (period + 1);
  }

  /**
   * {@code y += (x - y) × factor}, seeded with the mean of the first {@code period} values.
   *
   * @param period values in the seed
   * @param factor weight of the newest value, in (0, 1]
   */
  record Smoothed(int period, double factor) implements PairedKernel {
    static final int STATE = 2;
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
      return Fading.bars(factor);
    }

    @Override
    public int stateSize() {
      return STATE;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = step(state, at, period, factor, in[0]);
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

    @Override
    public void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
      batch(in, from, to, out);
      leave(in[0], from, to, out[0], state, at);
    }

    @Override
    public void leave(double[] in, int from, int to, double[] out, double[] state, int at) {
      if (to - from < period) {
        Kernels.replay(this, new double[][] {in}, from, to, state, at);
      } else {
        state[at + SEEN] = period;
        state[at + VALUE] = out[to - 1];
      }
    }

    @Override
    public boolean pairsWith(Kernel other) {
      return other instanceof Smoothed;
    }

    @Override
    public void batchPair(
        Kernel other, double[] in, int from, int to, double[] out, double[] otherOut) {
      if (!(other instanceof Smoothed partner)) {
        throw new IllegalArgumentException("other must be an average, was " + other);
      }
      int start = Math.min(to, from + Math.max(period, partner.period));
      batch(new double[][] {in}, from, start, new double[][] {out});
      partner.batch(new double[][] {in}, from, start, new double[][] {otherOut});
      if (start == to) {
        return;
      }
      double value = out[start - 1];
      double otherValue = otherOut[start - 1];
      double otherFactor = partner.factor;
      for (int i = start; i < to; i++) {
        double x = in[i];
        value = (x - value) * factor + value;
        otherValue = (x - otherValue) * otherFactor + otherValue;
        out[i] = value;
        otherOut[i] = otherValue;
      }
    }
  }
}

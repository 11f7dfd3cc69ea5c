package dev.tradewind.engine.indicator;

import dev.tradewind.engine.indicator.ExponentialAverages.Smoothed;
import java.util.Arrays;
import java.util.List;

/**
 * Differences and changes of exponential averages: {@code macd}, {@code macd_signal}, {@code
 * macd_hist}, {@code ppo}, {@code trix}.
 */
public final class Convergence {
  private static final String FAMILY = "Momentum";

  private Convergence() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        macd("macd")
            .describe(
                "Moving average convergence/divergence: ema of the fast less ema of the slow period,"
                    + " both seeded where the slow one begins. It does not depend on the signal"
                    + " period and is there before the signal.")
            .example("macd(close, 12, 26, 9)")
            .kernel(Convergence::macdKernel, 0),
        macd("macd_signal")
            .describe("The ema of macd over signal bars.")
            .example("macd_signal(close, 12, 26, 9)")
            .kernel(Convergence::macdKernel, 1),
        macd("macd_hist")
            .describe("macd less macd_signal.")
            .example("macd_hist(close, 12, 26, 9)")
            .kernel(Convergence::macdKernel, 2),
        FunctionDefinition.named("ppo", FAMILY)
            .describe(
                "Percentage price oscillator: ema of the fast less ema of the slow period, in"
                    + " percent of the slow one. Undefined where that is 0.")
            .source("Gerald Appel; TA-Lib PPO with exponential averages")
            .example("ppo(close, 12, 26)")
            .series("x", "What is measured.")
            .period("fast", 1, 12)
            .period("slow", 2, 26)
            .kernel(c -> new Percentage((int) c[0], (int) c[1])),
        FunctionDefinition.named("trix", FAMILY)
            .describe(
                "Change of the ema of the ema of the ema against the bar before, in percent."
                    + " Undefined where that was 0.")
            .source("Jack Hutson, Technical Analysis of Stocks & Commodities, 1983; TA-Lib TRIX")
            .example("trix(close, 15)")
            .series("x", "What is measured.")
            .period("period", 1, 15)
            .kernel(c -> new Trix((int) c[0])));
  }

  private static FunctionDefinition.Builder macd(String name) {
    return FunctionDefinition.named(name, FAMILY)
        .source("Gerald Appel, Technical Analysis: Power Tools for Active Investors, 2005; TA-Lib")
        .series("x", "What is measured.")
        .period("fast", 1, 12)
        .period("slow", 2, 26)
        .period("signal", 1, 9);
  }

  private static Kernel macdKernel(double[] c) {
    return new Macd((int) c[0], (int) c[1], (int) c[2]);
  }

  private static void requireFastBelowSlow(String function, int fast, int slow) {
    if (fast >= slow) {
      throw new IllegalArgumentException(
          "fast must be < slow, was " + fast + " >= " + slow + " (" + function + ")");
    }
  }

  /** Outputs: the difference, its signal, what is between them. */
  record Macd(int fast, int slow, int signal) implements Kernel {
    private static final int SEEN = 0;
    private static final int FAST = 1;
    private static final int SLOW = 2;
    private static final int SIGNAL = 3;

    Macd {
      requireFastBelowSlow("macd", fast, slow);
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int outputs() {
      return 3;
    }

    @Override
    public int warmUp(int output) {
      return slow - 1 + (output == 0 ? 0 : signal - 1);
    }

    @Override
    public int unstablePeriod() {
      int longer = Math.max(slow, signal);
      return Fading.bars(ExponentialAverages.factor(longer), 2);
    }

    @Override
    public int stateSize() {
      return SIGNAL + Smoothed.STATE;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double x = in[0];
      double fastMean = state[at + FAST];
      double slowMean = state[at + SLOW];
      double seen = state[at + SEEN];
      if (seen < slow) {
        state[at + SEEN] = seen + 1;
        slowMean += x;
        fastMean += seen < slow - fast ? 0 : x;
        if (seen == slow - 1) {
          slowMean /= slow;
          fastMean /= fast;
        }
      } else {
        fastMean = (x - fastMean) * ExponentialAverages.factor(fast) + fastMean;
        slowMean = (x - slowMean) * ExponentialAverages.factor(slow) + slowMean;
      }
      state[at + FAST] = fastMean;
      state[at + SLOW] = slowMean;
      if (seen < slow - 1) {
        Arrays.fill(out, 0, 3, Double.NaN);
        return;
      }
      double line = fastMean - slowMean;
      double factor = ExponentialAverages.factor(signal);
      double smoothed = ExponentialAverages.step(state, at + SIGNAL, signal, factor, line);
      out[0] = line;
      out[1] = smoothed;
      out[2] = line - smoothed;
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      batch(in, from, to, out, new double[stateSize()], 0);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
      double[] x = in[0];
      double[] line = out[0];
      double[] smoothed = out[1];
      double[] hist = out[2];
      Arrays.fill(line, from, Math.min(to, from + slow - 1), Double.NaN);
      int begin = from + slow - 1 + signal - 1;
      Arrays.fill(smoothed, from, Math.min(to, begin), Double.NaN);
      Arrays.fill(hist, from, Math.min(to, begin), Double.NaN);
      if (to <= begin) {
        Kernels.loop(this, in, from, to, out, state, at);
        return;
      }
      double slowMean = sum(x, from, from + slow) / slow;
      double fastMean = sum(x, from + slow - fast, from + slow) / fast;
      double fastFactor = ExponentialAverages.factor(fast);
      double slowFactor = ExponentialAverages.factor(slow);
      line[from + slow - 1] = fastMean - slowMean;
      for (int i = from + slow; i <= begin; i++) {
        fastMean = (x[i] - fastMean) * fastFactor + fastMean;
        slowMean = (x[i] - slowMean) * slowFactor + slowMean;
        line[i] = fastMean - slowMean;
      }
      double mean = sum(line, from + slow - 1, begin + 1) / signal;
      double factor = ExponentialAverages.factor(signal);
      smoothed[begin] = mean;
      hist[begin] = line[begin] - mean;
      for (int i = begin + 1; i < to; i++) {
        double value = x[i];
        fastMean = (value - fastMean) * fastFactor + fastMean;
        slowMean = (value - slowMean) * slowFactor + slowMean;
        double difference = fastMean - slowMean;
        mean = (difference - mean) * factor + mean;
        line[i] = difference;
        smoothed[i] = mean;
        hist[i] = difference - mean;
      }
      state[at + SEEN] = slow;
      state[at + FAST] = fastMean;
      state[at + SLOW] = slowMean;
      state[at + SIGNAL] = signal;
      state[at + SIGNAL + 1] = mean;
    }

    private static double sum(double[] x, int from, int to) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += x[i];
      }
      return sum;
    }
  }

  /** The difference of two averages in percent of the slow one. */
  record Percentage(int fast, int slow) implements Kernel {
    Percentage {
      requireFastBelowSlow("ppo", fast, slow);
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return slow - 1;
    }

    @Override
    public int unstablePeriod() {
      return Fading.bars(ExponentialAverages.factor(slow));
    }

    @Override
    public int stateSize() {
      return 2 * Smoothed.STATE;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double x = in[0];
      double near = ExponentialAverages.step(state, at, fast, ExponentialAverages.factor(fast), x);
      double far =
          ExponentialAverages.step(
              state, at + Smoothed.STATE, slow, ExponentialAverages.factor(slow), x);
      out[0] = Finite.orUndefined(100 * ((near - far) / far));
    }
  }

  /** The change of a triple average in percent. */
  record Trix(int period) implements Kernel {
    private static final int BEFORE = 3 * Smoothed.STATE;

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return 3 * (period - 1) + 1;
    }

    @Override
    public int unstablePeriod() {
      return Fading.bars(ExponentialAverages.factor(period), 3);
    }

    @Override
    public int stateSize() {
      return BEFORE + 1;
    }

    @Override
    public void reset(double[] state, int at) {
      Arrays.fill(state, at, at + BEFORE, 0);
      state[at + BEFORE] = Double.NaN;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double factor = ExponentialAverages.factor(period);
      double value = in[0];
      for (int stage = 0; stage < 3 && !Double.isNaN(value); stage++) {
        value = ExponentialAverages.step(state, at + stage * Smoothed.STATE, period, factor, value);
      }
      double before = state[at + BEFORE];
      state[at + BEFORE] = value;
      out[0] = Finite.orUndefined(100 * (value / before - 1));
    }
  }
}

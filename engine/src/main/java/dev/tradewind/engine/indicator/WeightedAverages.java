package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/**
 * Averages over a window, with or without weights: {@code sma}, {@code wma}, {@code hma}, {@code
 * vwma}, {@code vwap}.
 */
public final class WeightedAverages {
  private static final String FAMILY = "Moving averages";

  private WeightedAverages() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("sma", FAMILY)
            .describe("Simple moving average: the mean of the last period values.")
            .source("TA-Lib SMA")
            .example("sma(close, 50)")
            .series("x", "What is averaged.")
            .period("period", 1, null)
            .kernel(c -> new Simple((int) c[0])),
        FunctionDefinition.named("wma", FAMILY)
            .describe(
                "Weighted moving average: the newest of the last period values weighs period, the"
                    + " oldest 1.")
            .source("TA-Lib WMA")
            .example("wma(close, 20)")
            .series("x", "What is averaged.")
            .period("period", 1, null)
            .kernel(c -> new Weighted((int) c[0])),
        FunctionDefinition.named("hma", FAMILY)
            .describe(
                "Hull moving average: wma(2 wma(x, period / 2) - wma(x, period), sqrt(period)), both"
                    + " periods rounded down.")
            .source("Alan Hull, Hull Moving Average, 2005")
            .example("hma(close, 16)")
            .series("x", "What is averaged.")
            .period("period", 2, null)
            .kernel(c -> new Hull((int) c[0])),
        FunctionDefinition.named("vwma", FAMILY)
            .describe(
                "Volume-weighted moving average of the last period values. Undefined where they"
                    + " have no volume.")
            .source("Buff Dormeier, Investing with Volume Analysis, 2011")
            .example("vwma(close, 20)")
            .reads(SeriesInput.VOLUME)
            .series("x", "What is averaged.")
            .period("period", 1, null)
            .kernel(c -> new VolumeWeighted((int) c[0])),
        FunctionDefinition.named("vwap_rolling", FAMILY)
            .describe(
                "Volume-weighted average price of the last period bars, each at its typical price."
                    + " Undefined where they have no volume.")
            .source("Buff Dormeier, Investing with Volume Analysis, 2011")
            .example("vwap_rolling(20)")
            .reads(SeriesInput.VOLUME, SeriesInput.TYPICAL)
            .period("period", 1, null)
            .kernel(c -> new VolumeWeighted((int) c[0])),
        FunctionDefinition.named("vwap", FAMILY)
            .describe(
                "Volume-weighted average price since the session opened, each bar at its typical"
                    + " price; it begins anew with every session. Undefined outside sessions and"
                    + " before the session's first volume.")
            .source(
                "Berkowitz, Logue and Noser, The Total Cost of Transactions on the NYSE, Journal of"
                    + " Finance 43, 1988")
            .example("vwap()")
            .reads(SeriesInput.VOLUME, SeriesInput.TYPICAL, SeriesInput.SESSION_OPEN)
            .kernel(c -> new SessionPrice()));
  }

  /** The mean of the last {@code period} values. */
  record Simple(int period) implements Kernel {
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
      return RunningMean.size(period);
    }

    @Override
    public void reset(double[] state, int at) {
      RunningMean.reset(state, at);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = RunningMean.add(state, at, period, in[0]);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      RunningMean.defined(in[0], from, to, period, out[0]);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
      RunningMean.batch(in[0], from, to, period, out[0], state, at);
    }
  }

  /** The mean of the last {@code period} values weighted 1 to {@code period}. */
  record Weighted(int period) implements Kernel {
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
      return WeightedSum.size(period);
    }

    @Override
    public void reset(double[] state, int at) {
      WeightedSum.reset(state, at);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = WeightedSum.mean(state, at, period, in[0]);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      WeightedSum.batch(in[0], from, to, period, out[0]);
    }
  }

  /** Weighted averages of a difference of weighted averages. */
  record Hull(int period) implements Kernel {
    private int half() {
      return period / 2;
    }

    private int root() {
      return (int) Math.sqrt(period);
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return period - 1 + root() - 1;
    }

    @Override
    public int stateSize() {
      return WeightedSum.size(period) + WeightedSum.size(half()) + WeightedSum.size(root());
    }

    @Override
    public void reset(double[] state, int at) {
      int atHalf = at + WeightedSum.size(period);
      WeightedSum.reset(state, at);
      WeightedSum.reset(state, atHalf);
      WeightedSum.reset(state, atHalf + WeightedSum.size(half()));
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      int atHalf = at + WeightedSum.size(period);
      double slow = WeightedSum.mean(state, at, period, in[0]);
      double fast = WeightedSum.mean(state, atHalf, half(), in[0]);
      out[0] =
          Double.isNaN(slow)
              ? Double.NaN
              : WeightedSum.mean(state, atHalf + WeightedSum.size(half()), root(), 2 * fast - slow);
    }
  }

  /** Inputs: volume, value. The mean of values weighted with the volume. */
  record VolumeWeighted(int period) implements Kernel {
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
      return 2 * WindowSum.size(period);
    }

    @Override
    public void reset(double[] state, int at) {
      WindowSum.reset(state, at);
      WindowSum.reset(state, at + WindowSum.size(period));
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double volume = WindowSum.add(state, at, period, in[0]);
      double traded = WindowSum.add(state, at + WindowSum.size(period), period, in[0] * in[1]);
      out[0] =
          volume > 0 && WindowSum.whole(state, at)
              ? Finite.orUndefined(traded / volume)
              : Double.NaN;
    }
  }

  /** Inputs: volume, price, session. The mean of prices weighted with the volume of a session. */
  record SessionPrice() implements Kernel {
    private static final int SESSION = 0;
    private static final int VOLUME = 1;
    private static final int TRADED = 2;

    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public int warmUp(int output) {
      return 0;
    }

    @Override
    public int unstablePeriod() {
      return Integer.MAX_VALUE;
    }

    @Override
    public int stateSize() {
      return 3;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      if (state[at + SESSION] != in[2]) {
        Arrays.fill(state, at, at + stateSize(), 0);
        state[at + SESSION] = in[2];
      }
      state[at + VOLUME] += in[0];
      state[at + TRADED] += in[0] * in[1];
      double volume = state[at + VOLUME];
      out[0] = volume > 0 ? Finite.orUndefined(state[at + TRADED] / volume) : Double.NaN;
    }
  }
}

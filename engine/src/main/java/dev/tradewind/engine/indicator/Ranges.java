package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/**
 * Where the price lies in its range: {@code stochastic_k}, {@code stochastic_d}, {@code
 * williams_r}.
 */
public final class Ranges {
  private static final String FAMILY = "Momentum";

  private Ranges() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        stochastic("stochastic_k")
            .describe(
                "Slow stochastic, 0 to 100: where the close lies in the range of the last period"
                    + " bars, averaged over slowing bars. With a slowing of 1 it is the fast"
                    + " stochastic. Undefined where the range is empty (TA-Lib gives 0).")
            .example("stochastic_k(14, 3, 3)")
            .kernel(Ranges::stochasticKernel, 0),
        stochastic("stochastic_d")
            .describe("The simple average of stochastic_k over signal bars.")
            .example("stochastic_d(14, 3, 3)")
            .kernel(Ranges::stochasticKernel, 1),
        FunctionDefinition.named("williams_r", FAMILY)
            .describe(
                "Williams %R, -100 to 0: how far the close lies below the highest of the last period"
                    + " bars, in percent of their range. Undefined where the range is empty (TA-Lib"
                    + " gives 0).")
            .source("Larry Williams, How I Made One Million Dollars, 1973; TA-Lib WILLR")
            .example("williams_r(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .period("period", 1, 14)
            .kernel(c -> new WilliamsR((int) c[0])));
  }

  private static FunctionDefinition.Builder stochastic(String name) {
    return FunctionDefinition.named(name, FAMILY)
        .source("George Lane, Lane's Stochastics, 1984; TA-Lib STOCH")
        .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
        .period("period", 1, 14)
        .period("slowing", 1, 3)
        .period("signal", 1, 3);
  }

  private static Kernel stochasticKernel(double[] c) {
    return new Stochastic((int) c[0], (int) c[1], (int) c[2]);
  }

  /** Where a value lies between two others, in percent; {@code NaN} where they are equal. */
  static double place(double value, double lowest, double highest) {
    double range = highest - lowest;
    return range > 0 ? Finite.orUndefined(100 * ((value - lowest) / range)) : Double.NaN;
  }

  /** Inputs: high, low, close; outputs K and D. */
  record Stochastic(int period, int slowing, int signal) implements Kernel {
    private int low() {
      return WindowExtreme.size(period);
    }

    private int slow() {
      return 2 * WindowExtreme.size(period);
    }

    private int last() {
      return slow() + RunningMean.size(slowing);
    }

    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public int outputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return period - 1 + slowing - 1 + (output == 0 ? 0 : signal - 1);
    }

    @Override
    public int stateSize() {
      return last() + RunningMean.size(signal);
    }

    @Override
    public void reset(double[] state, int at) {
      WindowExtreme.reset(state, at);
      WindowExtreme.reset(state, at + low());
      RunningMean.reset(state, at + slow());
      RunningMean.reset(state, at + last());
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double highest = WindowExtreme.highest(state, at, period, in[0]);
      double lowest = WindowExtreme.lowest(state, at + low(), period, in[1]);
      boolean whole = WindowExtreme.seen(state, at) >= period;
      double place = whole ? place(in[2], lowest, highest) : Double.NaN;
      double k = RunningMean.add(state, at + slow(), slowing, place);
      out[0] = k;
      out[1] = RunningMean.add(state, at + last(), signal, k);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      places(in, from, to, out[1]);
      RunningMean.batch(out[1], from, to, slowing, out[0]);
      RunningMean.batch(out[0], from, to, signal, out[1]);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
      places(in, from, to, out[1]);
      RunningMean.batch(out[1], from, to, slowing, out[0], state, at + slow());
      RunningMean.batch(out[0], from, to, signal, out[1], state, at + last());
      WindowExtreme.reset(state, at);
      WindowExtreme.reset(state, at + low());
      for (int i = Math.max(from, to - period); i < to; i++) {
        WindowExtreme.highest(state, at, period, in[0][i]);
        WindowExtreme.lowest(state, at + low(), period, in[1][i]);
      }
    }

    private void places(double[][] in, int from, int to, double[] d) {
      Arrays.fill(d, from, Math.min(to, from + period - 1), Double.NaN);
      double[] highest = WindowExtreme.block(from, to, period);
      double[] lowest = new double[highest.length];
      int step = highest.length - period + 1;
      for (int begin = from; begin + period <= to; begin += step) {
        int size = Math.min(to - begin, highest.length);
        WindowExtreme.highestOfBlock(in[0], begin, size, period, highest);
        WindowExtreme.lowestOfBlock(in[1], begin, size, period, lowest);
        for (int i = period - 1; i < size; i++) {
          d[begin + i] = place(in[2][begin + i], lowest[i], highest[i]);
        }
      }
    }
  }

  /** Inputs: high, low, close. */
  record WilliamsR(int period) implements Kernel {
    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public int warmUp(int output) {
      return period - 1;
    }

    @Override
    public int stateSize() {
      return 2 * WindowExtreme.size(period);
    }

    @Override
    public void reset(double[] state, int at) {
      WindowExtreme.reset(state, at);
      WindowExtreme.reset(state, at + WindowExtreme.size(period));
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double highest = WindowExtreme.highest(state, at, period, in[0]);
      double lowest = WindowExtreme.lowest(state, at + WindowExtreme.size(period), period, in[1]);
      boolean whole = WindowExtreme.seen(state, at) >= period;
      out[0] = whole ? below(in[2], lowest, highest) : Double.NaN;
    }

    @Override
    public int remembered(int bars) {
      return Math.min(bars, period);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      Arrays.fill(out[0], from, Math.min(to, from + period - 1), Double.NaN);
      double[] highest = WindowExtreme.block(from, to, period);
      double[] lowest = new double[highest.length];
      int step = highest.length - period + 1;
      for (int begin = from; begin + period <= to; begin += step) {
        int size = Math.min(to - begin, highest.length);
        WindowExtreme.highestOfBlock(in[0], begin, size, period, highest);
        WindowExtreme.lowestOfBlock(in[1], begin, size, period, lowest);
        for (int i = period - 1; i < size; i++) {
          out[0][begin + i] = below(in[2][begin + i], lowest[i], highest[i]);
        }
      }
    }

    private static double below(double close, double lowest, double highest) {
      double range = highest - lowest;
      return range > 0 ? Finite.orUndefined(100 * ((close - highest) / range)) : Double.NaN;
    }
  }
}

package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** Where values stand among those of the window: {@code rank}, {@code percentile}, extremes. */
public final class OrderStatistics {
  private static final String FAMILY = "Statistics";

  private OrderStatistics() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("rank", FAMILY)
            .describe(
                "Place of x among the last n values as a fraction of n: 1 for the highest, 1 / n for"
                    + " the lowest; equal values share the mean of their places.")
            .source("pandas: x.rolling(n).rank(pct=True)")
            .example("rank(volume, 100)")
            .series("x", "What is ranked.")
            .period("n", 1, null)
            .kernel(c -> new Sorted((int) c[0], Double.NaN)),
        FunctionDefinition.named("percentile", FAMILY)
            .describe(
                "The value below which the fraction p of the last n values lies, interpolated"
                    + " between the two nearest; p = 0.5 is the median.")
            .source("numpy.percentile, linear; R. Hyndman and Y. Fan, 1996, definition 7")
            .example("percentile(close, 100, 0.9)")
            .series("x", "What is measured.")
            .period("n", 1, null)
            .number("p", "Fraction.", 0, 1)
            .kernel(c -> new Sorted((int) c[0], c[1])),
        extreme("highest", "Highest of the last n values, this one included.", "MAX")
            .kernel(c -> new Extreme((int) c[0], true, false)),
        extreme("lowest", "Lowest of the last n values, this one included.", "MIN")
            .kernel(c -> new Extreme((int) c[0], false, false)),
        extreme(
                "highest_bars",
                "Bars since the highest of the last n values, the newest if"
                    + " several are equal.",
                "MAXINDEX")
            .kernel(c -> new Extreme((int) c[0], true, true)),
        extreme(
                "lowest_bars",
                "Bars since the lowest of the last n values, the newest if" + " several are equal.",
                "MININDEX")
            .kernel(c -> new Extreme((int) c[0], false, true)));
  }

  private static FunctionDefinition.Builder extreme(String name, String description, String talib) {
    return FunctionDefinition.named(name, FAMILY)
        .describe(description)
        .source("TA-Lib " + talib)
        .example(name + "(close, 20)")
        .series("x", "What is measured.")
        .period("n", 1, null);
  }

  /**
   * The values of the window in order beside their ring: a new one costs two binary searches and a
   * move of the values between them.
   *
   * @param fraction of the values below the answer; {@code NaN} to answer the newest value's rank
   */
  record Sorted(int period, double fraction) implements Kernel {
    private static final int SEEN = 0;
    private static final int NEXT = 1;
    private static final int RING = 2;

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
      return RING + 2 * period;
    }

    @Override
    public void reset(double[] state, int at) {
      state[at + SEEN] = 0;
      state[at + NEXT] = 0;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double x = in[0] + 0.0;
      int next = (int) state[at + NEXT];
      int seen = (int) state[at + SEEN];
      int sorted = at + RING + period;
      if (seen < period) {
        insert(state, sorted, sorted + seen, x);
        seen++;
        state[at + SEEN] = seen;
      } else {
        replace(state, sorted, state[at + RING + next], x);
      }
      state[at + RING + next] = x;
      state[at + NEXT] = next + 1 == period ? 0 : next + 1;
      if (seen < period) {
        out[0] = Double.NaN;
      } else {
        out[0] = Double.isNaN(fraction) ? rank(state, sorted, x) : quantile(state, sorted);
      }
    }

    private static void insert(double[] state, int from, int to, double x) {
      int place = firstFrom(state, from, to, x);
      System.arraycopy(state, place, state, place + 1, to - place);
      state[place] = x;
    }

    private void replace(double[] state, int sorted, double old, double x) {
      int end = sorted + period;
      int gone = firstFrom(state, sorted, end, old);
      int place = firstFrom(state, sorted, end, x);
      if (place > gone) {
        place--;
        System.arraycopy(state, gone + 1, state, gone, place - gone);
      } else {
        System.arraycopy(state, place, state, place + 1, gone - place);
      }
      state[place] = x;
    }

    /** Index of the first value that is not below {@code x}. */
    private static int firstFrom(double[] state, int from, int to, double x) {
      int low = from;
      int high = to;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (state[middle] < x) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private double rank(double[] state, int sorted, double x) {
      int end = sorted + period;
      int first = firstFrom(state, sorted, end, x);
      int behind = firstFrom(state, first, end, Math.nextUp(x));
      // Places count from 1; equal values share the mean of theirs.
      return (first - sorted + (behind - first + 1) / 2.0) / period;
    }

    private double quantile(double[] state, int sorted) {
      double place = fraction * (period - 1);
      int below = (int) place;
      double low = state[sorted + below];
      double high = state[sorted + Math.min(below + 1, period - 1)];
      return Finite.orUndefined(low + (place - below) * (high - low));
    }
  }

  /** The highest or lowest value of the window, or how many bars ago it was. */
  record Extreme(int period, boolean highest, boolean age) implements Kernel {
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
      return WindowExtreme.size(period);
    }

    @Override
    public void reset(double[] state, int at) {
      WindowExtreme.reset(state, at);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double extreme =
          highest
              ? WindowExtreme.highest(state, at, period, in[0])
              : WindowExtreme.lowest(state, at, period, in[0]);
      boolean whole = WindowExtreme.seen(state, at) >= period;
      out[0] = !whole ? Double.NaN : age ? WindowExtreme.age(state, at) : extreme;
    }

    @Override
    public int remembered(int bars) {
      return Math.min(bars, period);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      if (age) {
        Kernels.loop(this, in, from, to, out);
      } else if (highest) {
        WindowExtreme.highest(in[0], from, to, period, out[0]);
      } else {
        WindowExtreme.lowest(in[0], from, to, period, out[0]);
      }
    }
  }

  /** Highest high, middle and lowest low of the window; inputs are highs and lows. */
  record Channel(int period) implements Kernel {
    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int outputs() {
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
      double upper = WindowExtreme.highest(state, at, period, in[0]);
      double lower = WindowExtreme.lowest(state, at + WindowExtreme.size(period), period, in[1]);
      if (WindowExtreme.seen(state, at) < period) {
        Arrays.fill(out, 0, 3, Double.NaN);
        return;
      }
      out[0] = upper;
      out[1] = Finite.orUndefined((upper + lower) / 2);
      out[2] = lower;
    }

    @Override
    public int remembered(int bars) {
      return Math.min(bars, period);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] upper = out[0];
      double[] middle = out[1];
      double[] lower = out[2];
      WindowExtreme.highest(in[0], from, to, period, upper);
      WindowExtreme.lowest(in[1], from, to, period, lower);
      for (int i = from; i < to; i++) {
        middle[i] = Finite.orUndefined((upper[i] + lower[i]) / 2);
      }
    }
  }
}

package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/**
 * Distances from earlier or typical prices: {@code momentum}, {@code roc}, {@code cci}, {@code
 * ultimate_oscillator}.
 */
public final class PriceChanges {
  private static final String FAMILY = "Momentum";

  private PriceChanges() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("momentum", FAMILY)
            .describe("The value less that of period bars ago.")
            .source("TA-Lib MOM")
            .example("momentum(close, 10)")
            .series("x", "What is measured.")
            .period("period", 1, 10)
            .kernel(c -> new Change((int) c[0], false)),
        FunctionDefinition.named("roc", FAMILY)
            .describe(
                "Rate of change: the change against period bars ago, in percent. Undefined where"
                    + " the value was 0.")
            .source("TA-Lib ROC")
            .example("roc(close, 10)")
            .series("x", "What is measured.")
            .period("period", 1, 10)
            .kernel(c -> new Change((int) c[0], true)),
        FunctionDefinition.named("cci", FAMILY)
            .describe(
                "Commodity channel index: the typical price's distance from its mean of the last"
                    + " period bars, in units of 0.015 mean absolute deviations. Undefined where"
                    + " prices stand still (TA-Lib gives 0). Its cost grows with the period.")
            .source("Donald Lambert, Commodities magazine, October 1980; TA-Lib CCI")
            .example("cci(20)")
            .reads(SeriesInput.TYPICAL)
            .integer("period", "Look-back in bars.", 2, 2_000, 20)
            .kernel(c -> new ChannelIndex((int) c[0])),
        FunctionDefinition.named("ultimate_oscillator", FAMILY)
            .describe(
                "Ultimate oscillator, 0 to 100: buying pressure as a share of the true range over"
                    + " three look-backs, weighted 4, 2 and 1. Undefined where one of them has no"
                    + " range.")
            .source(
                "Larry Williams, Technical Analysis of Stocks & Commodities, 1985; TA-Lib ULTOSC")
            .example("ultimate_oscillator(7, 14, 28)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .period("short", 1, 7)
            .period("middle", 1, 14)
            .period("long", 1, 28)
            .kernel(c -> new Ultimate((int) c[0], (int) c[1], (int) c[2])));
  }

  /** The change against {@code period} bars ago, as a difference or in percent. */
  record Change(int period, boolean percent) implements Kernel {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return period;
    }

    @Override
    public int stateSize() {
      return Lag.size(period);
    }

    @Override
    public void reset(double[] state, int at) {
      Lag.reset(state, at);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = change(in[0], Lag.push(state, at, period, in[0]));
    }

    @Override
    public int remembered(int bars) {
      return Math.min(bars, period);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] x = in[0];
      Arrays.fill(out[0], from, Math.min(to, from + period), Double.NaN);
      for (int i = from + period; i < to; i++) {
        out[0][i] = change(x[i], x[i - period]);
      }
    }

    private double change(double now, double before) {
      return Finite.orUndefined(percent ? 100 * (now / before - 1) : now - before);
    }
  }

  /** Input: typical price. */
  record ChannelIndex(int period) implements Kernel {
    private static final int SEEN = 0;
    private static final int RING = 1;

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
      return RING + period;
    }

    @Override
    public void reset(double[] state, int at) {
      state[at + SEEN] = 0;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      int seen = (int) state[at + SEEN];
      int ring = at + RING;
      // Behind the first window the count goes round in the second.
      state[at + SEEN] = seen + 1 < 2 * period ? seen + 1 : period;
      state[ring + seen % period] = in[0];
      out[0] = seen + 1 < period ? Double.NaN : index(state, ring, in[0]);
    }

    private double index(double[] ring, int from, double price) {
      double sum = 0;
      boolean moved = false;
      for (int i = from; i < from + period; i++) {
        sum += ring[i];
        moved |= ring[i] != price;
      }
      if (!moved) {
        return Double.NaN;
      }
      double mean = sum / period;
      double deviations = 0;
      for (int i = from; i < from + period; i++) {
        deviations += Math.abs(ring[i] - mean);
      }
      return Finite.orUndefined((price - mean) / (0.015 * (deviations / period)));
    }
  }

  /** Inputs: high, low, close. */
  record Ultimate(int shortest, int middle, int longest) implements Kernel {
    private static final int BEFORE = 0;
    private static final int SEEN = 1;
    private static final int SUMS = 2;

    Ultimate {
      if (shortest > middle || middle > longest) {
        throw new IllegalArgumentException(
            "periods must not fall, were "
                + shortest
                + ", "
                + middle
                + ", "
                + longest
                + " (ultimate_oscillator)");
      }
    }

    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public int warmUp(int output) {
      return longest;
    }

    @Override
    public int stateSize() {
      return SUMS
          + 2 * (WindowSum.size(shortest) + WindowSum.size(middle) + WindowSum.size(longest));
    }

    @Override
    public void reset(double[] state, int at) {
      state[at + SEEN] = 0;
      int sum = at + SUMS;
      for (int i = 0; i < 6; i++) {
        WindowSum.reset(state, sum);
        sum += WindowSum.size(period(i / 2));
      }
    }

    private int period(int which) {
      return which == 0 ? shortest : which == 1 ? middle : longest;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double before = state[at + BEFORE];
      double close = in[2];
      state[at + BEFORE] = close;
      double seen = state[at + SEEN];
      out[0] = Double.NaN;
      if (seen == 0) {
        state[at + SEEN] = 1;
        return;
      }
      double bottom = Math.min(in[1], before);
      double pressure = close - bottom;
      double range = Math.max(in[0], before) - bottom;
      double total = 0;
      int sum = at + SUMS;
      for (int which = 0; which < 3; which++) {
        int period = period(which);
        double pressures = WindowSum.add(state, sum, period, pressure);
        sum += WindowSum.size(period);
        double ranges = WindowSum.add(state, sum, period, range);
        sum += WindowSum.size(period);
        total += (which == 0 ? 4 : 3 - which) * (pressures / ranges);
      }
      if (seen < longest) {
        state[at + SEEN] = seen + 1;
      }
      out[0] = seen < longest ? Double.NaN : Finite.orUndefined(100 * (total / 7));
    }
  }
}

package dev.tradewind.engine.indicator;

import java.util.List;

/**
 * The lines of the Ichimoku chart, each as it was known at its bar: the cloud of a bar was computed
 * {@code displacement} bars before, and the lagging line is told where it stands today.
 */
public final class Ichimoku {
  private Ichimoku() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        line("ichimoku_tenkan")
            .describe(
                "Conversion line: the middle between the highest high and the lowest low of the last"
                    + " period bars.")
            .example("ichimoku_tenkan(9)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .period("period", 1, 9)
            .kernel(c -> new Middle((int) c[0], 0)),
        line("ichimoku_kijun")
            .describe("Base line: as ichimoku_tenkan, over more bars.")
            .example("ichimoku_kijun(26)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .period("period", 1, 26)
            .kernel(c -> new Middle((int) c[0], 0)),
        line("ichimoku_senkou_a")
            .describe(
                "First edge of the cloud at this bar: the mean of conversion and base line of"
                    + " displacement bars ago.")
            .example("ichimoku_senkou_a(9, 26, 26)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .period("tenkan", 1, 9)
            .period("kijun", 1, 26)
            .period("displacement", 0, 26)
            .kernel(c -> new Edge((int) c[0], (int) c[1], (int) c[2])),
        line("ichimoku_senkou_b")
            .describe(
                "Second edge of the cloud at this bar: the middle of the range that the last period"
                    + " bars had displacement bars ago.")
            .example("ichimoku_senkou_b(52, 26)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .period("period", 1, 52)
            .period("displacement", 0, 26)
            .kernel(c -> new Middle((int) c[0], (int) c[1])),
        line("ichimoku_chikou")
            .describe(
                "Lagging line, in a form that does not look ahead: a chart draws today's close"
                    + " displacement bars back, where it is compared with the price of then; this is"
                    + " the close less that price, so that above 0 means above the price.")
            .example("ichimoku_chikou(26)")
            .reads(SeriesInput.CLOSE)
            .period("displacement", 1, 26)
            .kernel(c -> new PriceChanges.Change((int) c[0], false)));
  }

  private static FunctionDefinition.Builder line(String name) {
    return FunctionDefinition.named(name, "Trend")
        .source(
            "Goichi Hosoda, Ichimoku Kinko Hyo, 1969; Manesh Patel, Trading with Ichimoku, 2010");
  }

  private static double middle(double[] state, int at, int period, double high, double low) {
    double highest = WindowExtreme.highest(state, at, period, high);
    double lowest = WindowExtreme.lowest(state, at + WindowExtreme.size(period), period, low);
    boolean whole = WindowExtreme.seen(state, at) >= period;
    return whole ? Finite.orUndefined((highest + lowest) / 2) : Double.NaN;
  }

  private static void resetMiddle(double[] state, int at, int period) {
    WindowExtreme.reset(state, at);
    WindowExtreme.reset(state, at + WindowExtreme.size(period));
  }

  /** Inputs: high, low. The middle of the range, of {@code displacement} bars ago. */
  record Middle(int period, int displacement) implements Kernel {
    private int lag() {
      return 2 * WindowExtreme.size(period);
    }

    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return period - 1 + displacement;
    }

    @Override
    public int stateSize() {
      return lag() + Lag.size(displacement);
    }

    @Override
    public void reset(double[] state, int at) {
      resetMiddle(state, at, period);
      Lag.reset(state, at + lag());
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double now = middle(state, at, period, in[0], in[1]);
      out[0] = Lag.push(state, at + lag(), displacement, now);
    }
  }

  /** Inputs: high, low. The mean of two middles, of {@code displacement} bars ago. */
  record Edge(int tenkan, int kijun, int displacement) implements Kernel {
    private int second() {
      return 2 * WindowExtreme.size(tenkan);
    }

    private int lag() {
      return second() + 2 * WindowExtreme.size(kijun);
    }

    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return Math.max(tenkan, kijun) - 1 + displacement;
    }

    @Override
    public int stateSize() {
      return lag() + Lag.size(displacement);
    }

    @Override
    public void reset(double[] state, int at) {
      resetMiddle(state, at, tenkan);
      resetMiddle(state, at + second(), kijun);
      Lag.reset(state, at + lag());
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double first = middle(state, at, tenkan, in[0], in[1]);
      double second = middle(state, at + second(), kijun, in[0], in[1]);
      out[0] = Lag.push(state, at + lag(), displacement, (first + second) / 2);
    }
  }
}

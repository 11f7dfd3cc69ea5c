package dev.tradewind.engine.indicator;

import java.util.List;

/** Lines that follow the price until it crosses them: {@code psar}, {@code supertrend}. */
public final class TrailingStops {
  private static final String FAMILY = "Trend";

  private TrailingStops() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("psar", FAMILY)
            .describe(
                "Parabolic stop and reverse: the price that ends the present trend. It closes in on"
                    + " the trend's extreme by a share that grows by acceleration with each new"
                    + " extreme, up to maximum. The first direction is that of the first two bars;"
                    + " what follows depends on where the data begin.")
            .source("J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib SAR")
            .example("psar(0.02, 0.2)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .number("acceleration", "Share, and its step.", 0.0001, 1, 0.02)
            .number("maximum", "Greatest share.", 0.0001, 1, 0.2)
            .kernel(c -> new Parabolic(c[0], c[1])),
        supertrend("supertrend")
            .describe(
                "Supertrend: in a rising trend the highest value so far of the bar's middle less"
                    + " multiplier average true ranges, in a falling one the lowest of the middle"
                    + " plus them; a close beyond the line turns the trend. It begins as falling;"
                    + " what follows depends on where the data begin.")
            .example("supertrend(10, 3)")
            .kernel(c -> new Supertrend((int) c[0], c[1]), 0),
        supertrend("supertrend_direction")
            .describe("1 while the supertrend rises, -1 while it falls.")
            .example("supertrend_direction(10, 3)")
            .kernel(c -> new Supertrend((int) c[0], c[1]), 1));
  }

  private static FunctionDefinition.Builder supertrend(String name) {
    return FunctionDefinition.named(name, FAMILY)
        .source("Olivier Seban; TradingView Pine reference, ta.supertrend")
        .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
        .period("period", 1, 10)
        .number("multiplier", "Distance in average true ranges.", 0.01, 1_000, 3);
  }

  /** Inputs: high, low. */
  record Parabolic(double acceleration, double maximum) implements Kernel {
    private static final int SEEN = 0;
    private static final int RISING = 1;
    private static final int STOP = 2;
    private static final int EXTREME = 3;
    private static final int SHARE = 4;
    private static final int HIGH = 5;
    private static final int LOW = 6;

    Parabolic {
      if (acceleration > maximum) {
        throw new IllegalArgumentException(
            "acceleration must be <= maximum, was " + acceleration + " > " + maximum + " (psar)");
      }
    }

    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return 1;
    }

    @Override
    public int unstablePeriod() {
      return Integer.MAX_VALUE;
    }

    @Override
    public int stateSize() {
      return 7;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double high = in[0];
      double low = in[1];
      double seen = state[at + SEEN];
      out[0] = Double.NaN;
      if (seen == 1) {
        begin(state, at, high, low);
      }
      if (seen > 0) {
        boolean rising = state[at + RISING] != 0;
        double stop = state[at + STOP];
        if (rising ? low <= stop : high >= stop) {
          out[0] = turn(state, at, high, low);
        } else {
          out[0] = stop;
          follow(state, at, high, low);
        }
      }
      state[at + SEEN] = Math.min(seen + 1, 2);
      state[at + HIGH] = high;
      state[at + LOW] = low;
    }

    private void begin(double[] state, int at, double high, double low) {
      double up = high - state[at + HIGH];
      double down = state[at + LOW] - low;
      boolean rising = !(down > 0 && up < down);
      state[at + RISING] = rising ? 1 : 0;
      state[at + STOP] = rising ? state[at + LOW] : state[at + HIGH];
      state[at + EXTREME] = rising ? high : low;
      state[at + SHARE] = acceleration;
      // TA-Lib lets the second bar stand for the one before it.
      state[at + HIGH] = high;
      state[at + LOW] = low;
    }

    /** Reverses the trend and answers the stop of this bar. */
    private double turn(double[] state, int at, double high, double low) {
      boolean rising = state[at + RISING] == 0;
      double extreme = rising ? high : low;
      double stop = beyond(state, at, rising, state[at + EXTREME], high, low);
      state[at + RISING] = rising ? 1 : 0;
      state[at + SHARE] = acceleration;
      state[at + EXTREME] = extreme;
      double next = stop + acceleration * (extreme - stop);
      state[at + STOP] = beyond(state, at, rising, next, high, low);
      return stop;
    }

    private void follow(double[] state, int at, double high, double low) {
      boolean rising = state[at + RISING] != 0;
      double extreme = state[at + EXTREME];
      if (rising ? high > extreme : low < extreme) {
        extreme = rising ? high : low;
        state[at + EXTREME] = extreme;
        state[at + SHARE] = Math.min(state[at + SHARE] + acceleration, maximum);
      }
      double stop = state[at + STOP];
      double next = stop + state[at + SHARE] * (extreme - stop);
      state[at + STOP] = beyond(state, at, rising, next, high, low);
    }

    /** The stop, moved out of the last two bars. */
    private static double beyond(
        double[] state, int at, boolean rising, double stop, double high, double low) {
      return rising
          ? Math.min(stop, Math.min(state[at + LOW], low))
          : Math.max(stop, Math.max(state[at + HIGH], high));
    }
  }

  /** Inputs: high, low, close; outputs: the line and its direction. */
  record Supertrend(int period, double multiplier) implements Kernel {
    private static final int SEEN = 0;
    private static final int CLOSE = 1;
    private static final int UPPER = 2;
    private static final int LOWER = 3;
    private static final int DIRECTION = 4;
    private static final int RANGE = 5;

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
      return period;
    }

    @Override
    public int unstablePeriod() {
      return Integer.MAX_VALUE;
    }

    @Override
    public int stateSize() {
      return RANGE + ExponentialAverages.Smoothed.STATE;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double before = state[at + CLOSE];
      double range = Double.NaN;
      if (state[at + SEEN] > 0) {
        double step = TrueRanges.trueRange(in[0], in[1], before);
        range = ExponentialAverages.step(state, at + RANGE, period, 1.0 / period, step);
      }
      state[at + SEEN] = 1;
      state[at + CLOSE] = in[2];
      out[0] = Double.NaN;
      out[1] = Double.NaN;
      if (Double.isNaN(range)) {
        return;
      }
      double middle = (in[0] + in[1]) / 2;
      double upper = middle + multiplier * range;
      double lower = middle - multiplier * range;
      double direction = state[at + DIRECTION];
      if (direction == 0) {
        direction = -1;
      } else {
        upper = before > state[at + UPPER] ? upper : Math.min(upper, state[at + UPPER]);
        lower = before < state[at + LOWER] ? lower : Math.max(lower, state[at + LOWER]);
        boolean rising = direction > 0 ? in[2] >= lower : in[2] > upper;
        direction = rising ? 1 : -1;
      }
      state[at + UPPER] = upper;
      state[at + LOWER] = lower;
      state[at + DIRECTION] = direction;
      out[0] = Finite.orUndefined(direction > 0 ? lower : upper);
      out[1] = direction;
    }
  }
}

package dev.tradewind.engine.indicator;

import java.util.List;

/**
 * Questions about the course of one or two columns: crossings, runs, bars since. A truth value is 1
 * or 0, and {@code NaN} where it cannot be known.
 */
public final class LogicFunctions {
  private static final String FAMILY = "Logic";
  private static final String PINE = "TradingView Pine Script reference, ";

  private LogicFunctions() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        crossing("crosses_above", "above", "ta.crossover", true),
        crossing("crosses_below", "below", "ta.crossunder", false),
        run("rising", "above", true),
        run("falling", "below", false),
        FunctionDefinition.named("since", FAMILY)
            .describe(
                "Bars since the condition last held: 0 where it holds. Undefined before the first"
                    + " time, and again after an unknown until it next holds.")
            .source(PINE + "ta.barssince")
            .example("since(crosses_above(close, ema(close, 50)))")
            .condition("condition", "What is looked for.")
            .kernel(c -> new Since()),
        FunctionDefinition.named("count_true", FAMILY)
            .describe("On how many of the last n bars the condition held.")
            .source("pandas Series.rolling(n).sum() of truth values")
            .example("count_true(close > open, 20)")
            .condition("condition", "What is counted.")
            .period("n", 1, null)
            .kernel(c -> new CountTrue((int) c[0])));
  }

  private static FunctionDefinition crossing(
      String name, String side, String pine, boolean upwards) {
    return FunctionDefinition.named(name, FAMILY)
        .describe(
            "Whether a is "
                + side
                + " b now and was not on the bar before. Unknown on the first bar; a touch without"
                + " passing is no crossing.")
        .source(PINE + pine)
        .example(name + "(close, ema(close, 50))")
        .series("a", "What crosses.")
        .series("b", "What is crossed.")
        .answersBoolean()
        .kernel(c -> new Crossing(upwards));
  }

  private static FunctionDefinition run(String name, String side, boolean upwards) {
    return FunctionDefinition.named(name, FAMILY)
        .describe(
            "Whether each of the last n values is "
                + side
                + " the one before it. False on flat prices.")
        .source("TA-Lib MOM of one bar, n times")
        .example(name + "(close, 3)")
        .series("x", "What is watched.")
        .period("n", 1, 1)
        .answersBoolean()
        .kernel(c -> new Run((int) c[0], upwards));
  }

  /** Whether the first input passes the second. */
  record Crossing(boolean upwards) implements Kernel {
    private static final int SEEN = 0;
    private static final int BEYOND = 1;

    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return 1;
    }

    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      boolean beyond = beyond(in[0], in[1]);
      boolean before = state[at + BEYOND] == 1;
      boolean first = state[at + SEEN] == 0;
      out[0] = first ? Double.NaN : beyond && !before ? 1 : 0;
      state[at + SEEN] = 1;
      state[at + BEYOND] = beyond ? 1 : 0;
    }

    private boolean beyond(double a, double b) {
      return upwards ? a > b : a < b;
    }

    @Override
    public int remembered(int bars) {
      return Math.min(bars, 1);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] a = in[0];
      double[] b = in[1];
      double[] y = out[0];
      boolean before = beyond(a[from], b[from]);
      y[from] = Double.NaN;
      for (int i = from + 1; i < to; i++) {
        boolean beyond = beyond(a[i], b[i]);
        y[i] = beyond && !before ? 1 : 0;
        before = beyond;
      }
    }
  }

  /** Whether the last {@code bars} changes all went one way. */
  record Run(int bars, boolean upwards) implements Kernel {
    private static final int SEEN = 0;
    private static final int PREVIOUS = 1;
    private static final int LENGTH = 2;

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return bars;
    }

    @Override
    public int stateSize() {
      return 3;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double x = in[0];
      double seen = state[at + SEEN];
      double previous = state[at + PREVIOUS];
      boolean further = seen > 0 && (upwards ? x > previous : x < previous);
      double length = further ? Math.min(bars, state[at + LENGTH] + 1) : 0;
      out[0] = seen < bars ? Double.NaN : length == bars ? 1 : 0;
      state[at + SEEN] = Math.min(bars, seen + 1);
      state[at + PREVIOUS] = x;
      state[at + LENGTH] = length;
    }
  }

  /** Bars since the input was 1. */
  record Since() implements Kernel {
    @Override
    public int inputs() {
      return 1;
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
      return 1;
    }

    @Override
    public void reset(double[] state, int at) {
      state[at] = Double.NaN;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double since = in[0] == 1 ? 0 : state[at] + 1;
      state[at] = since;
      out[0] = since;
    }
  }

  /** How many of the last {@code bars} inputs were 1. */
  record CountTrue(int bars) implements Kernel {
    private static final int SEEN = 0;
    private static final int NEXT = 1;
    private static final int COUNT = 2;
    private static final int RING = 3;

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return bars - 1;
    }

    @Override
    public int stateSize() {
      return RING + bars;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      int next = (int) state[at + NEXT];
      double truth = in[0] == 1 ? 1 : 0;
      double count = state[at + COUNT] + truth - state[at + RING + next];
      double seen = Math.min(bars, state[at + SEEN] + 1);
      state[at + RING + next] = truth;
      state[at + NEXT] = next + 1 == bars ? 0 : next + 1;
      state[at + COUNT] = count;
      state[at + SEEN] = seen;
      out[0] = seen < bars ? Double.NaN : count;
    }
  }
}

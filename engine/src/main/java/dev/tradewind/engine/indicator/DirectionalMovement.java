package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** Wilder's directional movement: {@code plus_di}, {@code minus_di}, {@code adx}. */
public final class DirectionalMovement {
  private static final String FAMILY = "Trend";
  private static final String WILDER =
      "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib ";

  private DirectionalMovement() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        indicator("plus_di", "up")
            .source(WILDER + "PLUS_DI")
            .example("plus_di(14)")
            .kernel(c -> new Indicators((int) c[0]), 0),
        indicator("minus_di", "down")
            .source(WILDER + "MINUS_DI")
            .example("minus_di(14)")
            .kernel(c -> new Indicators((int) c[0]), 1),
        FunctionDefinition.named("adx", FAMILY)
            .describe(
                "Average directional movement index, 0 to 100: how far plus_di and minus_di are"
                    + " apart as a share of their sum, smoothed. Undefined as long as no bar went"
                    + " beyond another (TA-Lib gives 0).")
            .source(WILDER + "ADX")
            .example("adx(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .period("period", 2, 14)
            .kernel(c -> new AverageIndex((int) c[0])));
  }

  private static FunctionDefinition.Builder indicator(String name, String direction) {
    return FunctionDefinition.named(name, FAMILY)
        .describe(
            "Directional indicator, 0 to 100: smoothed movement "
                + direction
                + " beyond the bar before, in percent of the smoothed true range. Undefined as long"
                + " as prices stand still (TA-Lib gives 0).")
        .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
        .period("period", 1, 14);
  }

  /**
   * The move if it is positive and the greater of the two, otherwise 0. Which one is greater cannot
   * be predicted, so the choice is a mask rather than a branch (benchmark W3).
   */
  private static double movement(double move, double opposite) {
    long greater = Double.doubleToRawLongBits(Math.max(opposite, 0) - move) >> 63;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(move) & greater);
  }

  /** What Wilder's smoothing keeps of a sum. */
  private static double keep(int period) {
    return (period - 1.0) / period;
  }

  /** Inputs: high, low, close; outputs: the indicators of movement up and down. */
  record Indicators(int period) implements Kernel {
    private static final int SEEN = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int CLOSE = 3;
    private static final int PLUS = 4;
    private static final int MINUS = 5;
    private static final int RANGE = 6;

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
      return Fading.bars(1.0 / period);
    }

    @Override
    public int stateSize() {
      return 7;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double seen = state[at + SEEN];
      double up = in[0] - state[at + HIGH];
      double down = state[at + LOW] - in[1];
      double range = TrueRanges.trueRange(in[0], in[1], state[at + CLOSE]);
      state[at + HIGH] = in[0];
      state[at + LOW] = in[1];
      state[at + CLOSE] = in[2];
      if (seen <= period) {
        state[at + SEEN] = seen + 1;
      }
      out[0] = Double.NaN;
      out[1] = Double.NaN;
      if (seen == 0) {
        return;
      }
      double keep = seen < period ? 1 : keep(period);
      double plus = state[at + PLUS] * keep + movement(up, down);
      double minus = state[at + MINUS] * keep + movement(down, up);
      double total = state[at + RANGE] * keep + range;
      state[at + PLUS] = plus;
      state[at + MINUS] = minus;
      state[at + RANGE] = total;
      if (seen >= period) {
        out[0] = percent(plus, total);
        out[1] = percent(minus, total);
      }
    }

    private static double percent(double part, double total) {
      return total >= Double.MIN_NORMAL ? 100 * (part / total) : Double.NaN;
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] high = in[0];
      double[] low = in[1];
      double[] close = in[2];
      int begin = Math.min(to, from + period);
      Arrays.fill(out[0], from, begin, Double.NaN);
      Arrays.fill(out[1], from, begin, Double.NaN);
      double plus = 0;
      double minus = 0;
      double total = 0;
      for (int i = from + 1; i < to; i++) {
        double keep = i < begin ? 1 : keep(period);
        double up = high[i] - high[i - 1];
        double down = low[i - 1] - low[i];
        plus = plus * keep + movement(up, down);
        minus = minus * keep + movement(down, up);
        total = total * keep + TrueRanges.trueRange(high[i], low[i], close[i - 1]);
        if (i >= begin) {
          out[0][i] = percent(plus, total);
          out[1][i] = percent(minus, total);
        }
      }
    }
  }

  /**
   * Inputs: high, low. The range by which both indicators are divided drops out of the index, so
   * that it is not computed.
   */
  record AverageIndex(int period) implements Kernel {
    private static final int SEEN = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int PLUS = 3;
    private static final int MINUS = 4;
    private static final int MEAN = 5;

    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return 2 * period - 1;
    }

    @Override
    public int unstablePeriod() {
      return Fading.bars(1.0 / period, 2);
    }

    @Override
    public int stateSize() {
      return 6;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double seen = state[at + SEEN];
      double up = in[0] - state[at + HIGH];
      double down = state[at + LOW] - in[1];
      state[at + HIGH] = in[0];
      state[at + LOW] = in[1];
      out[0] = Double.NaN;
      if (seen < 2 * period) {
        state[at + SEEN] = seen + 1;
      }
      if (seen == 0) {
        return;
      }
      double keep = seen < period ? 1 : keep(period);
      double plus = state[at + PLUS] * keep + movement(up, down);
      double minus = state[at + MINUS] * keep + movement(down, up);
      state[at + PLUS] = plus;
      state[at + MINUS] = minus;
      if (seen < period) {
        return;
      }
      double sum = plus + minus;
      double mean = state[at + MEAN];
      if (sum >= Double.MIN_NORMAL) {
        double index = 100 * (Math.abs(plus - minus) / sum);
        mean = seen < 2 * period ? mean + index : mean * keep + index * (1.0 / period);
      }
      // Until the seed is whole the slot of the mean holds its sum.
      mean = seen == 2 * period - 1 ? mean / period : mean;
      state[at + MEAN] = mean;
      out[0] = seen >= 2 * period - 1 && sum >= Double.MIN_NORMAL ? mean : Double.NaN;
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      batch(in, from, to, out, new double[stateSize()], 0);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
      double[] high = in[0];
      double[] low = in[1];
      double[] y = out[0];
      int begin = from + 2 * period - 1;
      Arrays.fill(y, from, Math.min(to, begin), Double.NaN);
      if (to <= begin) {
        Kernels.replay(this, in, from, to, state, at);
        return;
      }
      double keep = keep(period);
      double plus = 0;
      double minus = 0;
      double mean = 0;
      for (int i = from + 1; i <= begin; i++) {
        double up = high[i] - high[i - 1];
        double down = low[i - 1] - low[i];
        boolean whole = i >= from + period;
        plus = plus * (whole ? keep : 1) + movement(up, down);
        minus = minus * (whole ? keep : 1) + movement(down, up);
        double sum = plus + minus;
        if (whole && sum >= Double.MIN_NORMAL) {
          mean += 100 * (Math.abs(plus - minus) / sum);
        }
      }
      mean /= period;
      y[begin] = plus + minus >= Double.MIN_NORMAL ? mean : Double.NaN;
      double share = 1.0 / period;
      for (int i = begin + 1; i < to; i++) {
        double up = high[i] - high[i - 1];
        double down = low[i - 1] - low[i];
        plus = plus * keep + movement(up, down);
        minus = minus * keep + movement(down, up);
        double sum = plus + minus;
        if (sum >= Double.MIN_NORMAL) {
          mean = mean * keep + 100 * (Math.abs(plus - minus) / sum) * share;
          y[i] = mean;
        } else {
          y[i] = Double.NaN;
        }
      }
      state[at + SEEN] = 2 * period;
      state[at + HIGH] = high[to - 1];
      state[at + LOW] = low[to - 1];
      state[at + PLUS] = plus;
      state[at + MINUS] = minus;
      state[at + MEAN] = mean;
    }
  }
}

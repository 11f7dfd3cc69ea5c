package dev.tradewind.engine.indicator;

import java.util.Arrays;
import java.util.List;

/** Time since the last extreme: {@code aroon_up}, {@code aroon_down}, {@code aroon_oscillator}. */
public final class Aroon {
  private Aroon() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        aroon("aroon_up")
            .describe(
                "100 if the highest high of the last period + 1 bars is on this bar, falling to 0 if"
                    + " it is on the oldest; of equal highs the latest counts.")
            .example("aroon_up(14)")
            .kernel(c -> new Ages((int) c[0]), 0),
        aroon("aroon_down")
            .describe(
                "100 if the lowest low of the last period + 1 bars is on this bar, falling to 0 if it"
                    + " is on the oldest; of equal lows the latest counts.")
            .example("aroon_down(14)")
            .kernel(c -> new Ages((int) c[0]), 1),
        aroon("aroon_oscillator")
            .describe("aroon_up less aroon_down, -100 to 100.")
            .example("aroon_oscillator(14)")
            .kernel(c -> new Ages((int) c[0]), 2));
  }

  private static FunctionDefinition.Builder aroon(String name) {
    return FunctionDefinition.named(name, "Trend")
        .source(
            "Tushar Chande, Technical Analysis of Stocks & Commodities, 1995; TA-Lib AROON and"
                + " AROONOSC")
        .reads(SeriesInput.HIGH, SeriesInput.LOW)
        .period("period", 1, 14);
  }

  /** Inputs: high, low; outputs: up, down and their difference. */
  record Ages(int period) implements Kernel {
    private int low() {
      return WindowExtreme.size(period + 1);
    }

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
      return period;
    }

    @Override
    public int stateSize() {
      return 2 * WindowExtreme.size(period + 1);
    }

    @Override
    public void reset(double[] state, int at) {
      WindowExtreme.reset(state, at);
      WindowExtreme.reset(state, at + low());
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      WindowExtreme.highest(state, at, period + 1, in[0]);
      WindowExtreme.lowest(state, at + low(), period + 1, in[1]);
      if (WindowExtreme.seen(state, at) <= period) {
        Arrays.fill(out, 0, 3, Double.NaN);
        return;
      }
      int up = period - WindowExtreme.age(state, at);
      int down = period - WindowExtreme.age(state, at + low());
      out[0] = 100.0 * up / period;
      out[1] = 100.0 * down / period;
      out[2] = 100.0 * (up - down) / period;
    }
  }
}

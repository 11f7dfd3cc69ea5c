package dev.tradewind.engine.indicator;

import java.util.List;

/** Volume that goes with the price: {@code mfi}, {@code obv}. */
public final class MoneyFlow {
  private static final String FAMILY = "Momentum";

  private MoneyFlow() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("mfi", FAMILY)
            .describe(
                "Money flow index, 0 to 100: typical price times volume of the bars that rose as a"
                    + " share of those that rose or fell, over the last period bars. Undefined"
                    + " where none did or there was no volume (TA-Lib gives 0 below a flow of 1).")
            .source(
                "Gene Quong and Avrum Soudack, Technical Analysis of Stocks & Commodities, 1989;"
                    + " TA-Lib MFI")
            .example("mfi(14)")
            .reads(SeriesInput.TYPICAL, SeriesInput.VOLUME)
            .period("period", 1, 14)
            .kernel(c -> new FlowIndex((int) c[0])),
        FunctionDefinition.named("obv", FAMILY)
            .describe(
                "On-balance volume: the volume of bars that rose less that of bars that fell, summed"
                    + " from the first bar on, whose volume it begins with. Only its changes mean"
                    + " something: the level depends on where the data begin.")
            .source("Joseph Granville, New Key to Stock Market Profits, 1963; TA-Lib OBV")
            .example("obv()")
            .reads(SeriesInput.CLOSE, SeriesInput.VOLUME)
            .kernel(c -> new OnBalance()));
  }

  /** Inputs: typical price, volume. */
  record FlowIndex(int period) implements Kernel {
    private static final int BEFORE = 0;
    private static final int SEEN = 1;
    private static final int SUMS = 2;

    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public int warmUp(int output) {
      return period;
    }

    @Override
    public int stateSize() {
      return SUMS + 2 * WindowSum.size(period);
    }

    @Override
    public void reset(double[] state, int at) {
      state[at + SEEN] = 0;
      WindowSum.reset(state, at + SUMS);
      WindowSum.reset(state, at + SUMS + WindowSum.size(period));
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      double price = in[0];
      double change = price - state[at + BEFORE];
      state[at + BEFORE] = price;
      out[0] = Double.NaN;
      if (state[at + SEEN] == 0) {
        state[at + SEEN] = 1;
        return;
      }
      double flow = price * in[1];
      int sums = at + SUMS;
      double risen = WindowSum.add(state, sums, period, change > 0 ? flow : 0);
      double fallen =
          WindowSum.add(state, sums + WindowSum.size(period), period, change < 0 ? flow : 0);
      if (WindowSum.whole(state, sums)) {
        out[0] =
            risen + fallen > 0 ? Finite.orUndefined(100 * (risen / (risen + fallen))) : Double.NaN;
      }
    }
  }

  /** Inputs: close, volume. */
  record OnBalance() implements Kernel {
    private static final int SEEN = 0;
    private static final int BEFORE = 1;
    private static final int TOTAL = 2;

    @Override
    public int inputs() {
      return 2;
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
      double change = state[at + SEEN] == 0 ? 1 : in[0] - state[at + BEFORE];
      state[at + SEEN] = 1;
      state[at + BEFORE] = in[0];
      state[at + TOTAL] += change > 0 ? in[1] : change < 0 ? -in[1] : 0;
      out[0] = state[at + TOTAL];
    }
  }
}

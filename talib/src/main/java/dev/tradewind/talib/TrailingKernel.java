package dev.tradewind.talib;

import com.tictactec.ta.lib.RetCode;
import dev.tradewind.engine.indicator.Kernel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * TA-Lib on the last {@code window} bars, anew for each bar. The memory of the kernel is those
 * bars; a value costs time in proportion to the window, in both forms, and allocates.
 */
final class TrailingKernel implements Kernel {
  private static final int SEEN = 0;
  private static final int NEXT = 1;
  private static final int RING = 2;

  private final Study study;
  private final double[] constants;
  private final int window;

  TrailingKernel(Study study, double[] constants) {
    this.study = study;
    this.constants = constants.clone();
    window = study.window().applyAsInt(this.constants);
  }

  Study study() {
    return study;
  }

  @Override
  public int inputs() {
    return study.inputs();
  }

  @Override
  public int outputs() {
    return study.outputs();
  }

  @Override
  public int warmUp(int output) {
    return window - 1;
  }

  @Override
  public int stateSize() {
    return RING + window * study.inputs();
  }

  @Override
  public void reset(double[] state, int at) {
    state[at + SEEN] = 0;
    state[at + NEXT] = 0;
  }

  @Override
  public void update(double[] state, int at, double[] in, double[] out) {
    int next = (int) state[at + NEXT];
    for (int k = 0; k < study.inputs(); k++) {
      state[at + RING + k * window + next] = in[k];
    }
    next = next + 1 == window ? 0 : next + 1;
    state[at + NEXT] = next;
    double seen = Math.min(window, state[at + SEEN] + 1);
    state[at + SEEN] = seen;
    if (seen < window) {
      Arrays.fill(out, 0, study.outputs(), Double.NaN);
      return;
    }
    double[][] bars = new double[study.inputs()][window];
    for (int k = 0; k < bars.length; k++) {
      int ring = at + RING + k * window;
      System.arraycopy(state, ring + next, bars[k], 0, window - next);
      System.arraycopy(state, ring, bars[k], window - next, next);
    }
    Study.Results results = new Study.Results(study, window);
    compute(bars, results);
    for (int o = 0; o < study.outputs(); o++) {
      out[o] = study.last(results, o);
    }
  }

  @Override
  public void batch(double[][] in, int from, int to, double[][] out) {
    int first = Math.min(to, from + window - 1);
    for (double[] column : out) {
      Arrays.fill(column, from, first, Double.NaN);
    }
    double[][] bars = new double[study.inputs()][window];
    Study.Results results = new Study.Results(study, window);
    for (int bar = first; bar < to; bar++) {
      for (int k = 0; k < bars.length; k++) {
        System.arraycopy(in[k], bar - window + 1, bars[k], 0, window);
      }
      compute(bars, results);
      for (int o = 0; o < out.length; o++) {
        out[o][bar] = study.last(results, o);
      }
    }
  }

  private void compute(double[][] bars, Study.Results results) {
    RetCode code = study.calculation().of(bars, constants, results);
    if (code != RetCode.Success) {
      throw new IllegalArgumentException(
          study.name() + Arrays.toString(constants) + " was refused by TA-Lib: " + code);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TrailingKernel that
        && study.equals(that.study)
        && Arrays.equals(constants, that.constants);
  }

  @Override
  public int hashCode() {
    return 31 * study.name().hashCode() + Arrays.hashCode(constants);
  }

  @Override
  public String toString() {
    return study.name() + Arrays.toString(constants);
  }
}

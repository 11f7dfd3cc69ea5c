package dev.tradewind.engine.indicator;

import java.util.Arrays;

/**
 * A causal computation over one or more columns of the same bars, in two forms that agree to the
 * last bit: {@link #update} takes one bar, {@link #batch} a stretch of them.
 *
 * <p>A kernel is immutable and thread-safe. All that it remembers lies in a slice of {@code
 * stateSize()} doubles that the caller owns, so that a program's state is one array: copied for a
 * checkpoint, restored after a restart, compared bit for bit. Counters and indices are kept as
 * doubles, which are exact up to 2^53. Neither form allocates.
 *
 * <p>Inputs are finite unless {@link #acceptsUndefined()}; callers go through {@link Kernels},
 * which answers {@code NaN} to an undefined input and starts the kernel afresh behind it. Outputs
 * are finite or {@code NaN}, never infinite.
 */
public interface Kernel {
  /** Number of input columns, &ge; 0. */
  int inputs();

  /** Number of output columns, &ge; 1. */
  default int outputs() {
    return 1;
  }

  /**
   * Number of leading bars without a value in an output, when every input is defined from the first
   * bar on; &ge; 0.
   *
   * @param output in {@code [0, outputs())}
   */
  int warmUp(int output);

  /**
   * Number of bars behind the warm-up until the choice of the first bar moves a value by less than
   * 1e-9 of its scale; 0 where the memory is finite, {@link Integer#MAX_VALUE} where no number of
   * bars is enough (a running total, a path that depends on its start).
   */
  default int unstablePeriod() {
    return 0;
  }

  /** Number of doubles of state, &ge; 0. */
  int stateSize();

  /**
   * Whether {@code NaN} inputs reach the kernel, which then says itself what they mean ({@code
   * if_else}, {@code and}, a lag).
   */
  default boolean acceptsUndefined() {
    return false;
  }

  /**
   * Writes the state before the first bar; without an override all zeros.
   *
   * @param state holds this kernel's slice from {@code at}
   */
  default void reset(double[] state, int at) {
    Arrays.fill(state, at, at + stateSize(), 0);
  }

  /**
   * Takes in one bar.
   *
   * @param state holds this kernel's slice from {@code at}
   * @param in one value for each input
   * @param out receives one value for each output
   */
  void update(double[] state, int at, double[] in, double[] out);

  /**
   * Computes bars {@code [from, to)} as if {@code from} were the first bar, to the bits that {@link
   * #reset} and {@link #update} give. Without an override it does just that; kernels on hot paths
   * have their own loop.
   *
   * @param in one column for each input
   * @param out receives one column for each output; an output may not be an input
   */
  default void batch(double[][] in, int from, int to, double[][] out) {
    Kernels.loop(this, in, from, to, out);
  }

  /**
   * {@link #batch(double[][], int, int, double[][])}, which leaves behind what {@link #update}
   * needs to go on with the same bits. Without an override the last {@link #remembered} bars are
   * taken in one by one.
   *
   * @param state receives this kernel's slice at {@code at}; what it held does not matter
   */
  default void batch(double[][] in, int from, int to, double[][] out, double[] state, int at) {
    int last = remembered(to - from);
    if (last == to - from) {
      Kernels.loop(this, in, from, to, out, state, at);
    } else {
      batch(in, from, to, out);
      Kernels.replay(this, in, to - last, to, state, at);
    }
  }

  /**
   * How many of the last bars, taken in after a reset, leave a state that goes on with the bits of
   * one that has taken in all of them.
   *
   * @param bars taken in, &ge; 0
   * @return in {@code [0, bars]}; all of them without an override, none without a state
   */
  default int remembered(int bars) {
    return stateSize() == 0 ? 0 : bars;
  }
}

package dev.tradewind.engine.indicator;

import java.util.Arrays;

/**
 * The one way to run kernels: an undefined input makes every output undefined and starts the kernel
 * afresh at the next bar, so that a hole in the data means the same in both forms.
 */
public final class Kernels {
  /**
   * The largest number, up or down, that is taken in; a larger one counts as undefined. A hundred
   * thousand squares of it can be added up.
   */
  public static final double LARGEST = 1e150;

  private Kernels() {}

  /** Whether a number is one that kernels take in. */
  public static boolean isDefined(double value) {
    return Math.abs(value) <= LARGEST;
  }

  /** Takes in one bar; see {@link Kernel#update}. */
  public static void update(Kernel kernel, double[] state, int at, double[] in, double[] out) {
    if (!kernel.acceptsUndefined() && anyUndefined(in, kernel.inputs())) {
      kernel.reset(state, at);
      Arrays.fill(out, 0, kernel.outputs(), Double.NaN);
      return;
    }
    kernel.update(state, at, in, out);
  }

  private static boolean anyUndefined(double[] in, int inputs) {
    for (int i = 0; i < inputs; i++) {
      if (!isDefined(in[i])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Computes the first {@code size} bars.
   *
   * @param in one column for each input, at least {@code size} long
   * @param out receives one column for each output; an output may not be an input
   */
  public static void batch(Kernel kernel, double[][] in, int size, double[][] out) {
    if (kernel.acceptsUndefined() || in.length == 0) {
      kernel.batch(in, 0, size, out);
      return;
    }
    int from = 0;
    while (from < size) {
      int end = firstUndefined(in, from, size);
      if (end > from) {
        kernel.batch(in, from, end, out);
      }
      from = end;
      while (from < size && undefinedAt(in, from)) {
        for (double[] column : out) {
          column[from] = Double.NaN;
        }
        from++;
      }
    }
  }

  private static boolean undefinedAt(double[][] in, int bar) {
    for (double[] column : in) {
      if (!isDefined(column[bar])) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first bar from {@code from} on at which an input is undefined, or {@code size}. Goes column
   * by column over stretches that double, so that it is quick where holes are rare and not
   * quadratic where they are frequent.
   */
  private static int firstUndefined(double[][] in, int from, int size) {
    int start = from;
    int length = 16;
    while (start < size) {
      int end = Math.min(size, start + length);
      int first = end;
      for (double[] column : in) {
        first = firstUndefined(column, start, first);
      }
      if (first < end) {
        return first;
      }
      start = end;
      length = Math.min(2 * length, 4096);
    }
    return size;
  }

  private static int firstUndefined(double[] column, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDefined(column[i])) {
        return i;
      }
    }
    return to;
  }

  /**
   * {@link #batch(Kernel, double[][], int, double[][])}, which leaves behind what {@link #update}
   * needs to go on with the same bits.
   *
   * @param state receives the kernel's slice at {@code at}
   */
  public static void batch(
      Kernel kernel, double[][] in, int size, double[][] out, double[] state, int at) {
    if (kernel.acceptsUndefined() || in.length == 0) {
      kernel.batch(in, 0, size, out, state, at);
      return;
    }
    int begin = size;
    while (begin > 0 && !undefinedAt(in, begin - 1)) {
      begin--;
    }
    batch(kernel, in, begin, out);
    if (begin == size) {
      kernel.reset(state, at);
    } else {
      kernel.batch(in, begin, size, out, state, at);
    }
  }

  /** The batch form in terms of the streaming one. */
  static void loop(Kernel kernel, double[][] in, int from, int to, double[][] out) {
    loop(kernel, in, from, to, out, new double[kernel.stateSize()], 0);
  }

  /** The same, leaving its state. */
  static void loop(
      Kernel kernel, double[][] in, int from, int to, double[][] out, double[] state, int at) {
    double[] input = new double[in.length];
    double[] output = new double[out.length];
    kernel.reset(state, at);
    for (int bar = from; bar < to; bar++) {
      for (int i = 0; i < input.length; i++) {
        input[i] = in[i][bar];
      }
      kernel.update(state, at, input, output);
      for (int o = 0; o < output.length; o++) {
        out[o][bar] = output[o];
      }
    }
  }

  /** Takes bars in behind a reset; what comes of them is dropped. */
  static void replay(Kernel kernel, double[][] in, int from, int to, double[] state, int at) {
    double[] input = new double[in.length];
    double[] output = new double[kernel.outputs()];
    kernel.reset(state, at);
    for (int bar = from; bar < to; bar++) {
      for (int i = 0; i < input.length; i++) {
        input[i] = in[i][bar];
      }
      kernel.update(state, at, input, output);
    }
  }
}

package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.Kernels;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** The laws of {@link Kernel}, each as a check that throws {@link AssertionError}. */
final class KernelContract {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private KernelContract() {}

  static double[][] batch(Kernel kernel, double[][] in, int size) {
    double[][] out = new double[kernel.outputs()][size];
    for (double[] column : out) {
      Arrays.fill(column, 12_345);
    }
    Kernels.batch(kernel, in, size, out);
    return out;
  }

  static double[][] stream(Kernel kernel, double[][] in, int size) {
    double[][] out = new double[kernel.outputs()][size];
    double[] state = new double[kernel.stateSize()];
    kernel.reset(state, 0);
    stream(kernel, state, in, 0, size, out);
    return out;
  }

  private static void stream(
      Kernel kernel, double[] state, double[][] in, int from, int to, double[][] out) {
    double[] input = new double[in.length];
    double[] output = new double[out.length];
    for (int bar = from; bar < to; bar++) {
      for (int i = 0; i < input.length; i++) {
        input[i] = in[i][bar];
      }
      Kernels.update(kernel, state, 0, input, output);
      for (int o = 0; o < output.length; o++) {
        out[o][bar] = output[o];
      }
    }
  }

  private static double[][] slice(double[][] columns, int from, int to) {
    double[][] part = new double[columns.length][];
    for (int i = 0; i < part.length; i++) {
      part[i] = Arrays.copyOfRange(columns[i], from, to);
    }
    return part;
  }

  private static void same(String what, double[][] actual, double[][] expected) {
    assertThat(actual).as(what).hasNumberOfRows(expected.length);
    for (int o = 0; o < expected.length; o++) {
      if (!Arrays.equals(actual[o], expected[o])) {
        int bar = Arrays.mismatch(actual[o], expected[o]);
        throw new AssertionError(
            "%s: output %d at bar %d is %s, not %s"
                .formatted(what, o, bar, actual[o][bar], expected[o][bar]));
      }
    }
  }

  /** Undefined through the warm-up of each output; behind it defined, unless it depends on data. */
  static void warmUp(Kernel kernel, double[][] in, int size, boolean definedBehind) {
    assertThat(in).as("columns").hasNumberOfRows(kernel.inputs());
    double[][] out = batch(kernel, in, size);
    for (int o = 0; o < out.length; o++) {
      int warmUp = kernel.warmUp(o);
      assertThat(warmUp).as("warm-up of output %d", o).isBetween(0, size - 1);
      for (int bar = 0; bar < size; bar++) {
        if (bar < warmUp || definedBehind) {
          assertThat(Double.isNaN(out[o][bar]))
              .as("output %d is undefined at bar %d with a warm-up of %d", o, bar, warmUp)
              .isEqualTo(bar < warmUp);
        }
      }
    }
  }

  /** A value depends on no later bar, whether later bars are missing or different. */
  static void causal(Kernel kernel, double[][] in, int size) {
    double[][] whole = batch(kernel, in, size);
    int last = 0;
    for (int o = 0; o < kernel.outputs(); o++) {
      last = Math.max(last, kernel.warmUp(o));
    }
    int[] cuts = {0, 1, 2, 3, last - 1, last, last + 1, size / 2, size - 1};
    for (int cut : cuts) {
      if (cut < 0 || cut >= size) {
        continue;
      }
      same("truncated to " + cut, batch(kernel, slice(in, 0, cut), cut), slice(whole, 0, cut));
      double[][] perturbed = slice(in, 0, size);
      for (double[] column : perturbed) {
        for (int bar = cut; bar < size; bar++) {
          column[bar] = column[bar] * 1.5 + 1;
        }
      }
      same(
          "future changed from " + cut,
          slice(batch(kernel, perturbed, size), 0, cut),
          slice(whole, 0, cut));
    }
  }

  /** Both forms give the same bits. */
  static void batchIsStreaming(Kernel kernel, double[][] in, int size) {
    same("batch against streaming", batch(kernel, in, size), stream(kernel, in, size));
  }

  /** A stretch that begins anywhere is computed as if its first bar were the first. */
  static void restarts(Kernel kernel, double[][] in, int size) {
    int from = size / 3;
    int to = size - 1;
    double[][] out = new double[kernel.outputs()][size];
    kernel.batch(in, from, to, out);
    double[][] fresh = batch(kernel, slice(in, from, to), to - from);
    same("a stretch from bar " + from, slice(out, from, to), fresh);

    double[] state = new double[kernel.stateSize()];
    kernel.reset(state, 0);
    double[][] streamed = new double[kernel.outputs()][size];
    stream(kernel, state, in, 0, from, streamed);
    kernel.reset(state, 0);
    stream(kernel, state, in, from, to, streamed);
    same("reset at bar " + from, slice(streamed, from, to), fresh);
  }

  /** A hole makes its bar undefined and what follows a fresh start, unless the kernel wants it. */
  static void hole(Kernel kernel, double[][] in, int size) {
    for (int i = 0; i < in.length; i++) {
      for (int length : new int[] {1, 17}) {
        int from = size / 2;
        double[][] torn = slice(in, 0, size);
        Arrays.fill(torn[i], from, from + length, Double.NaN);
        double[][] out = batch(kernel, torn, size);
        same("batch against streaming with a hole", out, stream(kernel, torn, size));
        finite(out);
        if (!kernel.acceptsUndefined()) {
          for (double[] column : out) {
            assertThat(Arrays.copyOfRange(column, from, from + length)).containsOnly(Double.NaN);
          }
          int behind = from + length;
          same(
              "behind a hole in input " + i,
              slice(out, behind, size),
              batch(kernel, slice(torn, behind, size), size - behind));
        }
      }
    }
  }

  /** A number that is too large counts as a hole, and leaves no trace. */
  static void tooLarge(Kernel kernel, double[][] in, int size) {
    if (kernel.acceptsUndefined()) {
      return;
    }
    for (double[] column : in) {
      int bar = size / 2;
      double kept = column[bar];
      column[bar] = Double.NaN;
      double[][] hole = batch(kernel, in, size);
      for (double large : new double[] {1e308, -1e308, 2e150, Double.POSITIVE_INFINITY}) {
        column[bar] = large;
        double[][] out = batch(kernel, in, size);
        same("with " + large, out, hole);
        same("batch against streaming with " + large, out, stream(kernel, in, size));
      }
      column[bar] = kept;
    }
  }

  /** All memory is in the slice: put back, it gives the same bits; beside others, it stays put. */
  static void stateIsComplete(Kernel kernel, double[][] in, int size) {
    int half = size / 2;
    double[][] first = new double[kernel.outputs()][size];
    double[] state = new double[kernel.stateSize()];
    kernel.reset(state, 0);
    stream(kernel, state, in, 0, half, first);
    double[] saved = state.clone();
    stream(kernel, state, in, half, size, first);
    double[][] second = new double[kernel.outputs()][size];
    stream(kernel, saved, in, half, size, second);
    same("state put back", slice(second, half, size), slice(first, half, size));

    int margin = 3;
    double[] shared = new double[2 * margin + kernel.stateSize()];
    Arrays.fill(shared, 77);
    kernel.reset(shared, margin);
    double[] input = new double[in.length];
    double[] output = new double[kernel.outputs()];
    for (int bar = 0; bar < size; bar++) {
      for (int i = 0; i < input.length; i++) {
        input[i] = in[i][bar];
      }
      kernel.update(shared, margin, input, output);
      for (int o = 0; o < output.length; o++) {
        assertThat(Double.compare(output[o], first[o][bar]))
            .as("output %d at bar %d from a dirty slice", o, bar)
            .isZero();
      }
    }
    for (int i = 0; i < margin; i++) {
      assertThat(shared[i]).as("before the slice").isEqualTo(77);
      assertThat(shared[shared.length - 1 - i]).as("behind the slice").isEqualTo(77);
    }
  }

  /** The state that the batch form leaves goes on with the same bits, wherever it ends. */
  static void batchLeavesTheState(Kernel kernel, double[][] in, int size) {
    double[][] torn = slice(in, 0, size);
    for (double[] column : torn) {
      column[size / 3] = Double.NaN;
    }
    for (double[][] columns : new double[][][] {in, torn}) {
      double[][] whole = batch(kernel, columns, size);
      int last = 0;
      for (int o = 0; o < kernel.outputs(); o++) {
        last = Math.max(last, kernel.warmUp(o));
      }
      int hole = size / 3;
      int[] cuts = {
        0,
        1,
        2,
        last - 1,
        last,
        last + 1,
        last + 2,
        hole,
        hole + 1,
        hole + 2,
        size / 2,
        size / 2 + 1,
        size - 7,
        size - 1,
        size
      };
      for (int cut : cuts) {
        if (cut < 0 || cut > size) {
          continue;
        }
        double[] state = new double[kernel.stateSize() + 4];
        Arrays.fill(state, 77);
        double[][] out = new double[kernel.outputs()][size];
        Kernels.batch(kernel, columns, cut, out, state, 2);
        same("batch of " + cut + " bars", slice(out, 0, cut), slice(whole, 0, cut));
        double[] own = Arrays.copyOfRange(state, 2, state.length - 2);
        stream(kernel, own, columns, cut, size, out);
        same("behind a batch of " + cut + " bars", out, whole);
        assertThat(new double[] {state[1], state[state.length - 2]})
            .as("beside the slice")
            .containsOnly(77);
      }
    }
  }

  /** Every value is finite or undefined. */
  static void finite(double[][] out) {
    for (int o = 0; o < out.length; o++) {
      for (int bar = 0; bar < out[o].length; bar++) {
        if (Double.isInfinite(out[o][bar])) {
          throw new AssertionError("output " + o + " at bar " + bar + " is " + out[o][bar]);
        }
      }
    }
  }

  /** Behind warm-up and unstable period the first bar does not matter. */
  static void converges(Kernel kernel, double[][] in, int size) {
    int from = size / 10 + 1;
    double[][] whole = batch(kernel, in, size);
    double[][] late = batch(kernel, slice(in, from, size), size - from);
    for (int o = 0; o < kernel.outputs(); o++) {
      int stable = from + kernel.warmUp(o) + kernel.unstablePeriod();
      assertThat(stable).as("first stable bar").isLessThan(size);
      double scale =
          Arrays.stream(whole[o]).filter(Double::isFinite).map(Math::abs).max().orElse(0);
      for (int bar = stable; bar < size; bar++) {
        if (Double.isNaN(whole[o][bar])) {
          assertThat(late[o][bar - from]).as("output %d at bar %d", o, bar).isNaN();
        } else {
          assertThat(late[o][bar - from])
              .as("output %d at bar %d, begun at bar %d", o, bar, from)
              .isCloseTo(whole[o][bar], within(1e-9 * scale));
        }
      }
    }
  }

  /** Taking a bar in allocates nothing. */
  static void allocatesNothing(Kernel kernel, double[][] in, int size) {
    double[] state = new double[kernel.stateSize()];
    double[] input = new double[in.length];
    double[] output = new double[kernel.outputs()];
    kernel.reset(state, 0);
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int bar = 0; bar < size; bar++) {
        for (int i = 0; i < input.length; i++) {
          input[i] = in[i][bar];
        }
        Kernels.update(kernel, state, 0, input, output);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes allocated by %d updates", size).isZero();
  }
}

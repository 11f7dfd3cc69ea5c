package dev.tradewind.engine.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.FunctionRegistry;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Runs functions by name in both forms, which must agree to the last bit. */
final class KernelRuns {
  private KernelRuns() {}

  /** The column of a function of the registry; constants and inputs in the function's order. */
  static double[] column(String function, double[] constants, double[]... inputs) {
    FunctionDefinition definition = FunctionRegistry.standard().find(function).orElseThrow();
    return columns(definition.kernel(constants), inputs)[definition.output()];
  }

  static double[] constants(double... constants) {
    return constants;
  }

  static double[][] columns(Kernel kernel, double[]... inputs) {
    int size = inputs[0].length;
    assertThat(inputs).hasNumberOfRows(kernel.inputs());
    double[][] batch = new double[kernel.outputs()][size];
    Kernels.batch(kernel, inputs, size, batch);
    double[][] streamed = new double[kernel.outputs()][size];
    // A slice in the middle: what lies beside it must not move.
    double[] state = new double[kernel.stateSize() + 2];
    Arrays.fill(state, 7);
    kernel.reset(state, 1);
    double[] in = new double[kernel.inputs()];
    double[] out = new double[kernel.outputs()];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < in.length; k++) {
        in[k] = inputs[k][i];
      }
      Kernels.update(kernel, state, 1, in, out);
      for (int k = 0; k < out.length; k++) {
        streamed[k][i] = out[k];
      }
    }
    for (int k = 0; k < batch.length; k++) {
      assertThat(batch[k])
          .as("batch and streaming of output %s of %s", k, kernel)
          .isEqualTo(streamed[k]);
    }
    assertThat(state[0]).isEqualTo(7);
    assertThat(state[state.length - 1]).isEqualTo(7);
    for (double[] column : batch) {
      assertThat(Arrays.stream(column).noneMatch(Double::isInfinite)).isTrue();
    }
    return batch;
  }

  /**
   * Asserts equality within {@code tolerance} of the greatest value, undefined at the same bars.
   */
  static void assertClose(double[] actual, double[] expected, double tolerance, String what) {
    double scale = 0;
    for (double value : expected) {
      scale = Double.isNaN(value) ? scale : Math.max(scale, Math.abs(value));
    }
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      boolean close =
          Double.isNaN(expected[i])
              ? Double.isNaN(actual[i])
              : Math.abs(actual[i] - expected[i]) <= tolerance * scale;
      assertThat(close)
          .as("%s at bar %d: %s, expected %s", what, i, actual[i], expected[i])
          .isTrue();
    }
  }

  /** A random walk in steps of at most one percent. */
  static double[] walk(long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[size];
    double value = 100;
    for (int i = 0; i < size; i++) {
      value *= 1 + (random.nextDouble() - 0.5) * 0.02;
      values[i] = value;
    }
    return values;
  }

  /** Bars around a random walk: open, high, low, close, volume. */
  static double[][] bars(long seed, int size) {
    SplittableRandom random = new SplittableRandom(~seed);
    double[] close = walk(seed, size);
    double[][] bars = new double[5][size];
    for (int i = 0; i < size; i++) {
      double open = (i == 0 ? 100 : close[i - 1]) * (1 + (random.nextDouble() - 0.5) * 0.004);
      bars[0][i] = open;
      bars[1][i] = Math.max(open, close[i]) * (1 + random.nextDouble() * 0.005);
      bars[2][i] = Math.min(open, close[i]) * (1 - random.nextDouble() * 0.005);
      bars[3][i] = close[i];
      bars[4][i] = random.nextInt(1_000);
    }
    return bars;
  }

  static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }
}

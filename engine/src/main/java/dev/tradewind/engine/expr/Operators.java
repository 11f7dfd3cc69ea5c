package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.Kernel;
import java.util.Arrays;

/**
 * The kernels behind operators. All take undefined operands and say what they mean; what would be
 * infinite is undefined.
 */
final class Operators {
  private Operators() {}

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private static double truth(boolean value) {
    return value ? 1 : 0;
  }

  static double apply(BinaryOperator operator, double a, double b) {
    return switch (operator) {
      case ADD -> finite(a + b);
      case SUBTRACT -> finite(a - b);
      case MULTIPLY -> finite(a * b);
      case DIVIDE -> finite(a / b);
      case OR -> a == 1 || b == 1 ? 1 : finite(a + b);
      case AND -> a == 0 || b == 0 ? 0 : finite(a * b);
      default -> Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : truth(compare(operator, a, b));
    };
  }

  private static boolean compare(BinaryOperator operator, double a, double b) {
    return switch (operator) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
      default -> throw new IllegalArgumentException(operator + " is no comparison");
    };
  }

  /** A kernel without memory of one or two columns. */
  private interface Elementwise extends Kernel {
    @Override
    default int warmUp(int output) {
      return 0;
    }

    @Override
    default int stateSize() {
      return 0;
    }

    @Override
    default boolean acceptsUndefined() {
      return true;
    }
  }

  /** Two columns. */
  record OfColumns(BinaryOperator operator) implements Elementwise {
    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = apply(operator, in[0], in[1]);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] a = in[0];
      double[] b = in[1];
      double[] y = out[0];
      for (int i = from; i < to; i++) {
        y[i] = apply(operator, a[i], b[i]);
      }
    }
  }

  /** A column and a constant behind it. */
  record WithConstant(BinaryOperator operator, double constant) implements Elementwise {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = apply(operator, in[0], constant);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] a = in[0];
      double[] y = out[0];
      for (int i = from; i < to; i++) {
        y[i] = apply(operator, a[i], constant);
      }
    }
  }

  /** A constant and a column behind it. */
  record FromConstant(BinaryOperator operator, double constant) implements Elementwise {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = apply(operator, constant, in[0]);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      double[] b = in[0];
      double[] y = out[0];
      for (int i = from; i < to; i++) {
        y[i] = apply(operator, constant, b[i]);
      }
    }
  }

  /** {@code -x}. */
  record Negated() implements Elementwise {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = -in[0];
    }
  }

  /** {@code not x}. */
  record Inverted() implements Elementwise {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = 1 - in[0];
    }
  }

  /**
   * {@code x[n]}: a ring of the last values.
   *
   * @param bars &gt; 0
   */
  record Lag(int bars) implements Kernel {
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
      return bars + 1;
    }

    @Override
    public boolean acceptsUndefined() {
      return true;
    }

    @Override
    public void reset(double[] state, int at) {
      state[at] = 0;
      Arrays.fill(state, at + 1, at + 1 + bars, Double.NaN);
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      int place = (int) state[at];
      out[0] = state[at + 1 + place];
      state[at + 1 + place] = in[0];
      state[at] = place + 1 == bars ? 0 : place + 1;
    }

    @Override
    public int remembered(int bars) {
      return Math.min(bars, this.bars);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      int start = Math.min(to, from + bars);
      Arrays.fill(out[0], from, start, Double.NaN);
      if (start < to) {
        System.arraycopy(in[0], from, out[0], start, to - start);
      }
    }
  }
}

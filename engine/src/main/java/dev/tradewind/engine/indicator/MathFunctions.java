package dev.tradewind.engine.indicator;

import java.util.List;

/** Functions of one bar alone: {@code abs}, {@code max}, {@code if_else}. */
public final class MathFunctions {
  private static final String FAMILY = "Mathematics";
  private static final String IEEE = "IEEE 754-2019";

  private MathFunctions() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        one("abs", "Size without sign.", "abs(close - open)", Operation.ABS),
        one("sign", "1 above 0, -1 below 0, and 0.", "sign(close - open)", Operation.SIGN),
        one("log", "Natural logarithm; undefined unless x > 0.", "log(close)", Operation.LOG),
        one(
            "exp",
            "e to the power x; undefined where that is beyond the range of numbers.",
            "exp(log_return(close, 5))",
            Operation.EXP),
        one("sqrt", "Square root; undefined below 0.", "sqrt(volume)", Operation.SQRT),
        two("min", "The smaller of two values.", "min(open, close)", Operation.MIN),
        two("max", "The greater of two values.", "max(open, close)", Operation.MAX),
        FunctionDefinition.named("clamp", FAMILY)
            .describe("x held between low and high; undefined where low is above high.")
            .source(IEEE)
            .example("clamp(simple_return(close, 1), -0.1, 0.1)")
            .series("x", "What is held.")
            .series("low", "Smallest answer.")
            .series("high", "Greatest answer.")
            .kernel(c -> new Pointwise(Operation.CLAMP)),
        FunctionDefinition.named("if_else", FAMILY)
            .describe(
                "a where the condition holds, b where it does not, undefined where it is unknown."
                    + " The branch not taken may be undefined.")
            .source("R language definition, ifelse")
            .example("if_else(close > open, volume, -volume)")
            .condition("condition", "What decides.")
            .series("a", "Answer where it holds.")
            .series("b", "Answer where it does not.")
            .kernel(c -> new Pointwise(Operation.IF_ELSE)));
  }

  private static FunctionDefinition one(
      String name, String description, String example, Operation operation) {
    return FunctionDefinition.named(name, FAMILY)
        .describe(description)
        .source(IEEE)
        .example(example)
        .series("x", "The argument.")
        .kernel(c -> new Pointwise(operation));
  }

  private static FunctionDefinition two(
      String name, String description, String example, Operation operation) {
    return FunctionDefinition.named(name, FAMILY)
        .describe(description)
        .source(IEEE)
        .example(example)
        .series("a", "One value.")
        .series("b", "The other.")
        .kernel(c -> new Pointwise(operation));
  }

  /** What is done with the values of a bar. */
  enum Operation {
    ABS(1),
    SIGN(1),
    LOG(1),
    EXP(1),
    SQRT(1),
    MIN(2),
    MAX(2),
    CLAMP(3),
    IF_ELSE(3);

    private final int inputs;

    Operation(int inputs) {
      this.inputs = inputs;
    }

    /** Arguments beyond {@link #inputs} are ignored. */
    private double of(double a, double b, double c) {
      return switch (this) {
        case ABS -> Math.abs(a);
        // Adding zero makes a negative zero positive.
        case SIGN -> Math.signum(a) + 0.0;
        case LOG -> Logarithm.of(a);
        case EXP -> Finite.orUndefined(StrictMath.exp(a));
        case SQRT -> Math.sqrt(a);
        case MIN -> Math.min(a, b);
        case MAX -> Math.max(a, b);
        case CLAMP -> b <= c ? Math.min(Math.max(a, b), c) : Double.NaN;
        case IF_ELSE -> a == 1 ? b : a == 0 ? c : Double.NaN;
      };
    }
  }

  /** An operation on each bar. */
  record Pointwise(Operation operation) implements Kernel {
    @Override
    public int inputs() {
      return operation.inputs;
    }

    @Override
    public int warmUp(int output) {
      return 0;
    }

    @Override
    public int stateSize() {
      return 0;
    }

    @Override
    public boolean acceptsUndefined() {
      return operation == Operation.IF_ELSE;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      int last = operation.inputs - 1;
      out[0] = operation.of(in[0], in[Math.min(1, last)], in[last]);
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      int last = operation.inputs - 1;
      double[] a = in[0];
      double[] b = in[Math.min(1, last)];
      double[] c = in[last];
      double[] y = out[0];
      for (int i = from; i < to; i++) {
        y[i] = operation.of(a[i], b[i], c[i]);
      }
    }
  }
}

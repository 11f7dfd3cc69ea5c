package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.FunctionParameter.Kind;
import dev.tradewind.engine.indicator.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A function with constants for its constant parameters. */
record FunctionCase(FunctionDefinition function, Kernel kernel, String text) {
  private static final int LEAST_BARS = 400;

  /**
   * The function with its defaults, with its smallest constants and with further ones, as far as
   * they are allowed together; at least one.
   */
  static List<FunctionCase> of(FunctionDefinition function) {
    List<double[]> choices = new ArrayList<>();
    for (int choice = 0; choice < 4; choice++) {
      List<Double> constants = new ArrayList<>();
      for (FunctionParameter parameter : function.parameters()) {
        if (!parameter.kind().isColumn()) {
          constants.add(constant(parameter, choice, constants.size()));
        }
      }
      double[] chosen = constants.stream().mapToDouble(Double::doubleValue).toArray();
      if (choices.stream().noneMatch(other -> Arrays.equals(other, chosen))) {
        choices.add(chosen);
      }
    }
    List<FunctionCase> cases = new ArrayList<>();
    for (double[] constants : choices) {
      try {
        String text = function.name() + Arrays.toString(constants);
        cases.add(new FunctionCase(function, function.kernel(constants), text));
      } catch (IllegalArgumentException togetherRefused) {
        continue;
      }
    }
    if (cases.isEmpty()) {
      throw new AssertionError(function + " accepts none of the sampled constants");
    }
    return cases;
  }

  /** Ascending over the parameters, so that a fast period lies below the slow one behind it. */
  private static double constant(FunctionParameter parameter, int choice, int index) {
    Double byDefault = parameter.defaultValue();
    boolean whole = parameter.kind() == Kind.INTEGER;
    double wanted =
        switch (choice) {
          case 0 -> byDefault != null ? byDefault : whole ? 10 + 4 * index : 2;
          case 1 -> parameter.min();
          case 2 -> whole ? 5 + 3 * index : byDefault != null ? byDefault : 1.5;
          default -> whole ? parameter.min() + index : byDefault != null ? byDefault : 0.5;
        };
    return Math.max(parameter.min(), Math.min(parameter.max(), wanted));
  }

  /** Bars enough to go well past warm-up and unstable period. */
  int bars() {
    int longest = 0;
    for (int output = 0; output < kernel.outputs(); output++) {
      longest = Math.max(longest, kernel.warmUp(output));
    }
    int unstable = fades() ? kernel.unstablePeriod() : 0;
    return LEAST_BARS + 3 * longest + 2 * unstable;
  }

  /** Whether the choice of the first bar ceases to matter. */
  boolean fades() {
    return kernel.unstablePeriod() < Integer.MAX_VALUE;
  }

  double[][] inputs(SampleBars.Shape shape) {
    return SampleBars.of(shape, bars()).inputsOf(function);
  }

  @Override
  public String toString() {
    return text;
  }
}

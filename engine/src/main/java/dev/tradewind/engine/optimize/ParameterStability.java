package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.List;

/**
 * How a parameter moved from window to window. Distances are parts of the parameter's range, on its
 * scale.
 *
 * @param name of the parameter
 * @param values what each window found, as written; those without a result are left out
 * @param dispersion sample deviation; {@code NaN} below two windows
 * @param drift slope over the windows, a window; {@code NaN} below two
 * @param held part of the steps from a window to the next that stay within a tenth of the range;
 *     {@code NaN} below two windows
 */
public record ParameterStability(
    String name, List<String> values, double dispersion, double drift, double held) {
  private static final double NEAR = 0.1;

  /** Copies. */
  public ParameterStability {
    values = List.copyOf(values);
  }

  /** Of each parameter of a space. */
  static List<ParameterStability> of(SearchSpace space, List<ParameterSet> found) {
    List<ParameterStability> all = new ArrayList<>();
    for (int d = 0; d < space.size(); d++) {
      Dimension dimension = space.dimensions().get(d);
      int index = d;
      List<ParameterSet> active = found.stream().filter(set -> set.isActive(index)).toList();
      double[] places =
          active.stream().mapToDouble(set -> dimension.domain().toUnit(set.value(index))).toArray();
      all.add(
          new ParameterStability(
              dimension.name(),
              active.stream().map(set -> dimension.domain().text(set.value(index))).toList(),
              deviation(places),
              slope(places),
              held(places)));
    }
    return List.copyOf(all);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return values.length < 2 ? Double.NaN : Math.sqrt(sum / (values.length - 1));
  }

  private static double slope(double[] values) {
    double mean = mean(values);
    double middle = (values.length - 1) / 2.0;
    double top = 0;
    double bottom = 0;
    for (int i = 0; i < values.length; i++) {
      top += (i - middle) * (values[i] - mean);
      bottom += (i - middle) * (i - middle);
    }
    return values.length < 2 ? Double.NaN : top / bottom;
  }

  private static double held(double[] values) {
    int near = 0;
    for (int i = 1; i < values.length; i++) {
      // A unit in the last place of sums of steps is not a move.
      near += Math.abs(values[i] - values[i - 1]) <= NEAR + 1e-12 ? 1 : 0;
    }
    return values.length < 2 ? Double.NaN : (double) near / (values.length - 1);
  }
}

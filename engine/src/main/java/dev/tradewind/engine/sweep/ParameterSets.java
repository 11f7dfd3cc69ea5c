package dev.tradewind.engine.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * Many sets of values for the same parameters, in rows. Immutable; a row is one trial.
 *
 * <p>Shape: {@code size()} rows of {@code names().size()} values.
 */
public final class ParameterSets {
  private final List<String> names;
  private final double[] values;
  private final int size;

  private ParameterSets(List<String> names, double[] values, int size) {
    this.names = List.copyOf(names);
    this.values = values;
    this.size = size;
  }

  /**
   * Every combination, the last parameter changing fastest.
   *
   * @param choices the values of each parameter, none empty, in the order of the names
   * @throws IllegalArgumentException if a parameter has no values, or there are more than 2^31 - 1
   *     combinations
   */
  public static ParameterSets grid(SequencedMap<String, double[]> choices) {
    long rows = 1;
    for (var choice : choices.entrySet()) {
      if (choice.getValue().length == 0) {
        throw new IllegalArgumentException("parameter $" + choice.getKey() + " has no values");
      }
      rows = Math.multiplyExact(rows, choice.getValue().length);
    }
    int width = choices.size();
    if (rows * width > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a grid must have at most "
              + Integer.MAX_VALUE / Math.max(1, width)
              + " sets, was "
              + rows);
    }
    double[] values = new double[Math.toIntExact(rows * width)];
    long repeat = rows;
    int column = 0;
    for (double[] choice : choices.values()) {
      repeat /= choice.length;
      for (int row = 0; row < rows; row++) {
        values[row * width + column] = choice[(int) (row / repeat % choice.length)];
      }
      column++;
    }
    return new ParameterSets(new ArrayList<>(choices.keySet()), values, (int) rows);
  }

  /**
   * Given rows.
   *
   * @throws IllegalArgumentException if a row has another length than the names
   */
  public static ParameterSets of(List<String> names, List<double[]> rows) {
    double[] values = new double[Math.multiplyExact(rows.size(), names.size())];
    for (int row = 0; row < rows.size(); row++) {
      double[] given = rows.get(row);
      if (given.length != names.size()) {
        throw new IllegalArgumentException(
            "row " + row + " must have " + names.size() + " values, had " + given.length);
      }
      System.arraycopy(given, 0, values, row * names.size(), given.length);
    }
    return new ParameterSets(names, values, rows.size());
  }

  /** Names of the parameters, without their {@code $}. */
  public List<String> names() {
    return names;
  }

  /** Number of sets, &ge; 0. */
  public int size() {
    return size;
  }

  /** The value of a parameter, by its place in {@link #names}, in a set. */
  public double value(int set, int parameter) {
    return values[set * names.size() + parameter];
  }
}

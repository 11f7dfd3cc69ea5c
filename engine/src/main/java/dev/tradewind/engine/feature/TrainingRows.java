package dev.tradewind.engine.feature;

import java.util.Arrays;
import java.util.List;

/**
 * Labels joined with the features of the same bars: only rows whose label was known at a given
 * instant, and only feature values that were known when their bar was. Immutable and thread-safe.
 */
public final class TrainingRows {
  /** What is done with a feature value that was not yet known when its bar was. */
  public enum Late {
    /** The join fails and names the feature and the row: the usual choice. */
    REFUSED,
    /** The value is undefined in the join: for columns with corrections that came later. */
    MASKED
  }

  private final List<String> names;
  private final int[] rows;
  private final double[] labels;
  private final double[][] features;

  private TrainingRows(List<String> names, int[] rows, double[] labels, double[][] features) {
    this.names = names;
    this.rows = rows;
    this.labels = labels;
    this.features = features;
  }

  /**
   * Joins labels with features.
   *
   * @param asOf rows whose label was known then, UTC microseconds; {@link LabelColumn#OPEN} less
   *     one for all that are settled
   * @throws IllegalArgumentException if a feature has another number of bars, or a value that was
   *     known after its bar and late ones are refused
   */
  public static TrainingRows join(
      LabelColumn labels, List<KnownColumn> features, long asOf, Late late) {
    for (KnownColumn feature : features) {
      if (feature.size() != labels.size()) {
        throw new IllegalArgumentException(
            "a feature must have "
                + labels.size()
                + " rows, had "
                + feature.size()
                + " (feature "
                + feature.name()
                + ")");
      }
    }
    int[] rows = new int[labels.size()];
    int size = 0;
    for (int row = 0; row < labels.size(); row++) {
      if (labels.isSettled(row)
          && labels.knownAt(row) <= asOf
          && !Double.isNaN(labels.value(row))) {
        rows[size++] = row;
      }
    }
    rows = Arrays.copyOf(rows, size);
    double[] values = new double[size];
    double[][] columns = new double[features.size()][size];
    for (int r = 0; r < size; r++) {
      values[r] = labels.value(rows[r]);
      for (int f = 0; f < columns.length; f++) {
        columns[f][r] = known(features.get(f), rows[r], labels.decidedAt(rows[r]), late);
      }
    }
    return new TrainingRows(
        features.stream().map(KnownColumn::name).toList(), rows, values, columns);
  }

  private static double known(KnownColumn feature, int row, long decidedAt, Late late) {
    if (feature.knownAt(row) <= decidedAt) {
      return feature.value(row);
    }
    if (late == Late.MASKED || Double.isNaN(feature.value(row))) {
      return Double.NaN;
    }
    throw new IllegalArgumentException(
        "knownAt must be <= "
            + decidedAt
            + " (the bar's own), was "
            + feature.knownAt(row)
            + " (feature "
            + feature.name()
            + ", row "
            + row
            + ")");
  }

  /** Number of rows. */
  public int size() {
    return rows.length;
  }

  /** Names of the features. */
  public List<String> names() {
    return names;
  }

  /** The bars of the rows, ascending, as a new array. */
  public int[] rows() {
    return rows.clone();
  }

  /** The labels, never {@code NaN}, as a new array. */
  public double[] labels() {
    return labels.clone();
  }

  /**
   * The values of a feature on the rows, as a new array; {@code NaN} is undefined.
   *
   * @param index in {@code [0, names().size())}
   */
  public double[] feature(int index) {
    return features[index].clone();
  }
}

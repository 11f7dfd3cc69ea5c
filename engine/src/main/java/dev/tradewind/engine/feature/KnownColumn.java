package dev.tradewind.engine.feature;

import java.util.Arrays;

/**
 * Values of one feature, one for each bar, and when each became known. Joined with labels and
 * exported. Immutable and thread-safe.
 */
public final class KnownColumn {
  private final String name;
  private final double[] values;
  private final long[] knownAt;

  /**
   * Copies the arrays.
   *
   * @param name the canonical text or the name of the feature
   * @param values {@code NaN} where the feature is undefined
   * @param knownAt UTC microseconds, one for each value
   * @throws IllegalArgumentException if the lengths differ
   */
  public KnownColumn(String name, double[] values, long[] knownAt) {
    if (values.length != knownAt.length) {
      throw new IllegalArgumentException(
          "there must be a time for each value, were "
              + knownAt.length
              + " times for "
              + values.length
              + " values (column "
              + name
              + ")");
    }
    this.name = name;
    this.values = values.clone();
    this.knownAt = knownAt.clone();
  }

  /** The name of the feature. */
  public String name() {
    return name;
  }

  /** Number of bars. */
  public int size() {
    return values.length;
  }

  /** The value on a bar; {@code NaN} is undefined. */
  public double value(int row) {
    return values[row];
  }

  /** When the value is known, UTC microseconds. */
  public long knownAt(int row) {
    return knownAt[row];
  }

  /** A copy of the values. */
  public double[] values() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KnownColumn that
        && name.equals(that.name)
        && Arrays.equals(values, that.values)
        && Arrays.equals(knownAt, that.knownAt);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(values);
  }
}

package dev.tradewind.platform.shared;

/** A column of numbers in an answer, never boxed; {@code NaN} is written as null. Immutable. */
public final class SparseColumn {
  private final double[] values;

  private SparseColumn(double[] values) {
    this.values = values;
  }

  /** Takes the array over; the caller must not change it afterwards. */
  public static SparseColumn of(double[] values) {
    return new SparseColumn(values);
  }

  /** Number of values. */
  public int size() {
    return values.length;
  }

  /** One value. */
  public double get(int i) {
    return values[i];
  }
}

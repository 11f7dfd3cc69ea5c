package dev.tradewind.platform.shared;

/** A column of numbers in an answer, never boxed; each is finite. Immutable. */
public final class NumberColumn {
  private final double[] values;

  private NumberColumn(double[] values) {
    this.values = values;
  }

  /** Takes the array over; the caller must not change it afterwards. */
  public static NumberColumn of(double[] values) {
    return new NumberColumn(values);
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

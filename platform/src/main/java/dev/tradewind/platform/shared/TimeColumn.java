package dev.tradewind.platform.shared;

/** A column of moments in an answer, never boxed, in seconds since 1970. Immutable. */
public final class TimeColumn {
  private final long[] values;

  private TimeColumn(long[] values) {
    this.values = values;
  }

  /** Takes the array over; the caller must not change it afterwards. */
  public static TimeColumn of(long[] values) {
    return new TimeColumn(values);
  }

  /** Number of values. */
  public int size() {
    return values.length;
  }

  /** One value. */
  public long get(int i) {
    return values[i];
  }
}

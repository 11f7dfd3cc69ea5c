package dev.tradewind.engine.expr;

import java.util.Arrays;

/**
 * A column on the bars of its own timeframe, and when each value is known: a thousandth of the
 * memory of the same column on one-minute bars where it changes once a day. Immutable and
 * thread-safe.
 */
public final class TimeframeColumn {
  private final String name;
  private final String timeframe;
  private final double[] values;
  private final long[] openTimes;
  private final long[] knownAt;
  private final int[] knownWith;

  TimeframeColumn(String name, String timeframe, double[] values, FrameColumns bars) {
    this.name = name;
    this.timeframe = timeframe;
    this.values = values;
    openTimes = new long[bars.size];
    knownAt = new long[bars.size];
    knownWith = new int[bars.size];
    for (int i = 0; i < bars.size; i++) {
      openTimes[i] = bars.openTime(i);
      knownAt[i] = bars.knownAt(i);
      knownWith[i] = bars.knownWith(i);
    }
  }

  /** The canonical text of the expression. */
  public String name() {
    return name;
  }

  /** Code of the timeframe whose bars these are. */
  public String timeframe() {
    return timeframe;
  }

  /** Number of complete bars of the timeframe. */
  public int size() {
    return values.length;
  }

  /** The value on a bar; {@code NaN} is undefined. */
  public double value(int bar) {
    return values[bar];
  }

  /** A copy of the values. */
  public double[] values() {
    return values.clone();
  }

  /** Start of a bar, UTC microseconds. */
  public long openTime(int bar) {
    return openTimes[bar];
  }

  /** When the value is known, UTC microseconds. */
  public long knownAt(int bar) {
    return knownAt[bar];
  }

  /** The base bar with which the value is known; ascending, of equals the last value counts. */
  public int knownWith(int bar) {
    return knownWith[bar];
  }

  /**
   * The column on the base bars, as {@link Program#batch} gives it.
   *
   * @param out receives a value for each base bar
   */
  public void joinTo(double[] out) {
    int filled = values.length == 0 ? out.length : knownWith[0];
    Arrays.fill(out, 0, filled, Double.NaN);
    for (int i = 0; i < values.length; i++) {
      int until = i + 1 < values.length ? knownWith[i + 1] : out.length;
      Arrays.fill(out, filled, until, values[i]);
      filled = until;
    }
  }
}

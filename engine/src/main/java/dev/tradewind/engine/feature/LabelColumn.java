package dev.tradewind.engine.feature;

import java.util.Arrays;

/**
 * One label for each bar, and when each becomes known. Made by {@link Labels}; read by {@link
 * TrainingRows} and {@link TrainTestSplit}. Immutable and thread-safe.
 *
 * <p>A row is settled by the bar that decides it and known when that bar is; until then, and where
 * the label is undefined for good, its value is {@code NaN}.
 */
public final class LabelColumn {
  /** When a row is known that no bar has settled yet. */
  public static final long OPEN = Long.MAX_VALUE;

  private final String name;
  private final double[] values;
  private final int[] ends;
  private final long[] barKnownAt;

  LabelColumn(String name, double[] values, int[] ends, long[] barKnownAt) {
    this.name = name;
    this.values = values;
    this.ends = ends;
    this.barKnownAt = barKnownAt;
  }

  /** The text of the definition. */
  public String name() {
    return name;
  }

  /** Number of rows, one for each bar. */
  public int size() {
    return values.length;
  }

  /** The label of a bar; {@code NaN} while it is open and where it is undefined. */
  public double value(int row) {
    return values[row];
  }

  /** Whether a bar has settled the row; a settled row never changes. */
  public boolean isSettled(int row) {
    return ends[row] >= 0;
  }

  /** The bar that settles the row, in {@code [row, size())}; -1 while it is open. */
  public int end(int row) {
    return ends[row];
  }

  /** When the label is known, UTC microseconds; {@link #OPEN} while no bar has settled it. */
  public long knownAt(int row) {
    return ends[row] < 0 ? OPEN : barKnownAt[ends[row]];
  }

  /** When the labelled bar itself is known, and with it every feature of the row. */
  public long decidedAt(int row) {
    return barKnownAt[row];
  }

  /** A copy of the values. */
  public double[] values() {
    return values.clone();
  }

  /** The times of {@link #knownAt} as a new array. */
  public long[] knownAt() {
    long[] known = new long[values.length];
    Arrays.setAll(known, this::knownAt);
    return known;
  }

  /**
   * What was known at an instant: rows that were settled later are open.
   *
   * @param instant UTC microseconds
   */
  public LabelColumn asOf(long instant) {
    double[] kept = values.clone();
    int[] keptEnds = ends.clone();
    for (int row = 0; row < kept.length; row++) {
      if (knownAt(row) > instant) {
        kept[row] = Double.NaN;
        keptEnds[row] = -1;
      }
    }
    return new LabelColumn(name, kept, keptEnds, barKnownAt);
  }

  /**
   * The label as a feature: on each bar the value of the newest row that is known with the bar, of
   * rows settled by the same bar the last; {@code NaN} before the first. Uses nothing that is known
   * later.
   *
   * @return one value for each bar
   */
  public double[] lastKnown() {
    int[] newest = new int[values.length];
    Arrays.fill(newest, -1);
    for (int row = 0; row < values.length; row++) {
      if (ends[row] >= 0 && !Double.isNaN(values[row])) {
        newest[ends[row]] = Math.max(newest[ends[row]], row);
      }
    }
    double[] known = new double[values.length];
    int last = -1;
    for (int bar = 0; bar < known.length; bar++) {
      last = Math.max(last, newest[bar]);
      known[bar] = last < 0 ? Double.NaN : values[last];
    }
    return known;
  }
}

package dev.tradewind.engine.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Signals of one definition on one instrument, in columns: every bar on whose close a condition is
 * true has a row. Ordered by bar, on one bar exits before entries and long before short. Immutable
 * and thread-safe.
 */
public final class SignalRows {
  private static final int SHORT = 1;
  private static final int ENTRY = 2;

  private final List<String> columns;
  private final long[] barTimes;
  private final long[] knownAt;
  private final byte[] codes;
  private final double[] strengths;
  private final double[] values;
  private final long[] hashes;

  private SignalRows(Builder parts, long[] hashes) {
    int size = parts.size;
    columns = parts.columns;
    barTimes = Arrays.copyOf(parts.barTimes, size);
    knownAt = Arrays.copyOf(parts.knownAt, size);
    codes = Arrays.copyOf(parts.codes, size);
    strengths = Arrays.copyOf(parts.strengths, size);
    values = Arrays.copyOf(parts.values, size * columns.size());
    this.hashes = hashes;
  }

  /** Number of rows. */
  public int size() {
    return barTimes.length;
  }

  /** Canonical texts of the columns whose values rows keep. */
  public List<String> columns() {
    return columns;
  }

  /** Open time of the bar, UTC microseconds. */
  public long barTime(int row) {
    return barTimes[row];
  }

  /** When the signal could first be acted on, UTC microseconds. */
  public long knownAt(int row) {
    return knownAt[row];
  }

  /** Whether a position should begin or end. */
  public SignalKind kind(int row) {
    return (codes[row] & ENTRY) == 0 ? SignalKind.EXIT : SignalKind.ENTRY;
  }

  /** Which way the position goes. */
  public Direction direction(int row) {
    return (codes[row] & SHORT) == 0 ? Direction.LONG : Direction.SHORT;
  }

  /** How strong the signal is, 0 to 100; {@code NaN} if the definition does not say. */
  public double strength(int row) {
    return strengths[row];
  }

  /** The value of a column on the bar; {@code NaN} is undefined. */
  public double value(int row, int column) {
    return values[row * columns.size() + column];
  }

  /** The first eight bytes of the row's SHA-256, see {@link SignalHash}. */
  public long hash(int row) {
    return hashes[row];
  }

  /** The first 16 hexadecimal digits of the row's SHA-256. */
  public String hashText(int row) {
    return HexFormat.of().toHexDigits(hashes[row]);
  }

  /** The first row whose bar opens at or after a moment. */
  public int lowerBound(long micros) {
    int low = 0;
    int high = barTimes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (barTimes[middle] < micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** These rows where a state says they hold, the others' where it says they are dirty. */
  SignalRows mended(SignalRows fresh, SignalState state) {
    Builder merged = new Builder(fresh.columns, size() + 16);
    List<Long> kept = new ArrayList<>();
    int own = 0;
    int other = 0;
    while (own < size() || other < fresh.size()) {
      if (own < size() && state.isDirty(barTimes[own])) {
        own++;
      } else if (other < fresh.size() && !state.isDirty(fresh.barTimes[other])) {
        other++;
      } else if (other >= fresh.size() || (own < size() && barTimes[own] < fresh.barTimes[other])) {
        kept.add(merged.copy(this, own));
        own++;
      } else {
        kept.add(merged.copy(fresh, other));
        other++;
      }
    }
    return new SignalRows(merged, kept.stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignalRows that
        && columns.equals(that.columns)
        && Arrays.equals(barTimes, that.barTimes)
        && Arrays.equals(knownAt, that.knownAt)
        && Arrays.equals(codes, that.codes)
        && Arrays.equals(strengths, that.strengths)
        && Arrays.equals(values, that.values)
        && Arrays.equals(hashes, that.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return size() + " signals";
  }

  /** Collects rows; belongs to one thread. */
  public static final class Builder {
    private final List<String> columns;
    private long[] barTimes;
    private long[] knownAt;
    private byte[] codes;
    private double[] strengths;
    private double[] values;
    private int size;

    /** Rows that keep the values of these columns. */
    public Builder(List<String> columns, int expected) {
      this.columns = List.copyOf(columns);
      int room = Math.max(4, expected);
      barTimes = new long[room];
      knownAt = new long[room];
      codes = new byte[room];
      strengths = new double[room];
      values = new double[room * columns.size()];
    }

    /**
     * Adds a row; its values follow by {@link #value}.
     *
     * @param strength what lies outside 0 to 100 counts as the nearer bound
     */
    public Builder row(
        SignalKind kind, Direction direction, long barTime, long known, double strength) {
      if (size == barTimes.length) {
        grow();
      }
      barTimes[size] = barTime;
      knownAt[size] = known;
      codes[size] =
          (byte)
              ((kind == SignalKind.ENTRY ? ENTRY : 0) + (direction == Direction.SHORT ? SHORT : 0));
      strengths[size] = Double.isNaN(strength) ? Double.NaN : Math.clamp(strength, 0, 100);
      size++;
      return this;
    }

    /** Sets a value of the newest row. */
    public Builder value(int column, double value) {
      values[(size - 1) * columns.size() + column] = value;
      return this;
    }

    private long copy(SignalRows from, int row) {
      row(
          from.kind(row),
          from.direction(row),
          from.barTimes[row],
          from.knownAt[row],
          from.strengths[row]);
      for (int c = 0; c < columns.size(); c++) {
        value(c, from.value(row, c));
      }
      return from.hashes[row];
    }

    private void grow() {
      int room = size * 2;
      barTimes = Arrays.copyOf(barTimes, room);
      knownAt = Arrays.copyOf(knownAt, room);
      codes = Arrays.copyOf(codes, room);
      strengths = Arrays.copyOf(strengths, room);
      values = Arrays.copyOf(values, room * columns.size());
    }

    /** The rows, with their hashes. */
    public SignalRows build(SignalHash hash) {
      SignalRows bare = new SignalRows(this, new long[0]);
      return new SignalRows(this, hash.of(bare));
    }
  }
}

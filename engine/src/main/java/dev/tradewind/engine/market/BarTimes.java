package dev.tradewind.engine.market;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * When the bars of a series end and become known, where that does not follow from their timeframe.
 * Never changed once a {@link BarSeries} holds it.
 */
final class BarTimes {
  /** Bytes of a bar in {@link #put}. */
  static final int BYTES = 24;

  /** Marks a bar whose end follows from the timeframe. */
  private static final long UNSET = Long.MIN_VALUE;

  private long[] closes;
  private long[] knowns;
  private boolean[] partials;

  private BarTimes(long[] closes, long[] knowns, boolean[] partials) {
    this.closes = closes;
    this.knowns = knowns;
    this.partials = partials;
  }

  static BarTimes unset(int capacity) {
    long[] closes = new long[capacity];
    Arrays.fill(closes, UNSET);
    return new BarTimes(closes, new long[capacity], new boolean[capacity]);
  }

  long closeTime(int i) {
    return closes[i];
  }

  long knownAt(int i) {
    return knowns[i];
  }

  boolean isPartial(int i) {
    return partials[i];
  }

  void set(int i, long close, long known, boolean partial) {
    int capacity = closes.length;
    if (i >= capacity) {
      int wanted = Math.max(i + 1, Math.multiplyExact(capacity, 2));
      closes = Arrays.copyOf(closes, wanted);
      Arrays.fill(closes, capacity, wanted, UNSET);
      knowns = Arrays.copyOf(knowns, wanted);
      partials = Arrays.copyOf(partials, wanted);
    }
    closes[i] = close;
    knowns[i] = known;
    partials[i] = partial;
  }

  BarTimes slice(int first, int end) {
    return new BarTimes(
        Arrays.copyOfRange(closes, first, end),
        Arrays.copyOfRange(knowns, first, end),
        Arrays.copyOfRange(partials, first, end));
  }

  /**
   * The times of {@code size} bars, those not set following from their timeframe.
   *
   * @return whether any bar differs from what follows from the timeframe
   * @throws IllegalArgumentException if a bar ends after the next one opens; names it
   */
  boolean complete(long[] opens, int size, long length) {
    boolean differs = false;
    for (int i = 0; i < size; i++) {
      long next = i + 1 < size ? opens[i + 1] : Long.MAX_VALUE;
      long usual = Math.min(opens[i] + length, next);
      if (i >= closes.length || closes[i] == UNSET) {
        set(i, usual, usual, false);
      } else if (closes[i] > next) {
        throw new IllegalArgumentException(
            "closeTimeMicros must be <= "
                + next
                + " (the next bar), was "
                + closes[i]
                + " (bar "
                + i
                + ")");
      } else {
        differs |= closes[i] != usual || knowns[i] != usual || partials[i];
      }
    }
    return differs;
  }

  /** Writes the times of a bar for a hash. */
  void put(int i, ByteBuffer buffer) {
    buffer.putLong(closes[i]).putLong(knowns[i]).putLong(partials[i] ? 1 : 0);
  }
}

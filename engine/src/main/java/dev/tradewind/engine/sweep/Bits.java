package dev.tradewind.engine.sweep;

import java.util.Arrays;

/** Sets of bars, one bit each, 64 to a word. */
final class Bits {
  private Bits() {}

  static int words(int size) {
    return (size + 63) >>> 6;
  }

  /** All bars. */
  static long[] all(int size) {
    long[] bits = new long[words(size)];
    Arrays.fill(bits, -1L);
    clearTail(bits, size);
    return bits;
  }

  /** No bar behind the last. */
  static void clearTail(long[] bits, int size) {
    if ((size & 63) != 0) {
      bits[bits.length - 1] &= (1L << size) - 1;
    }
  }

  /** Where a column is a number. */
  static long[] defined(double[] column) {
    long[] bits = new long[words(column.length)];
    for (int i = 0; i < column.length; i++) {
      if (!Double.isNaN(column[i])) {
        bits[i >>> 6] |= 1L << i;
      }
    }
    return bits;
  }

  /** Where a column has a value. */
  static long[] equal(double[] column, double value) {
    long[] bits = new long[words(column.length)];
    for (int i = 0; i < column.length; i++) {
      if (column[i] == value) {
        bits[i >>> 6] |= 1L << i;
      }
    }
    return bits;
  }

  /**
   * Where {@code a < b} and where {@code a > b}; neither where one is undefined. The outcome rarely
   * changes from bar to bar, so that the branches are foreseen (benchmark W2).
   */
  static void compare(double[] a, double[] b, long[] less, long[] greater) {
    for (int word = 0; word < less.length; word++) {
      int from = word << 6;
      int to = Math.min(a.length, from + 64);
      long below = 0;
      long above = 0;
      long bit = 1;
      for (int i = from; i < to; i++) {
        double x = a[i];
        double y = b[i];
        if (x < y) {
          below |= bit;
        } else if (x > y) {
          above |= bit;
        }
        bit <<= 1;
      }
      less[word] = below;
      greater[word] = above;
    }
  }

  static void equal(double[] a, double[] b, long[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < a.length; i++) {
      if (a[i] == b[i]) {
        out[i >>> 6] |= 1L << i;
      }
    }
  }

  /** The first bar of a set from a bar on; {@code Integer.MAX_VALUE} if there is none. */
  static int next(long[] bits, int from) {
    int word = from >>> 6;
    if (word >= bits.length) {
      return Integer.MAX_VALUE;
    }
    long rest = bits[word] & -1L << from;
    while (rest == 0) {
      word++;
      if (word == bits.length) {
        return Integer.MAX_VALUE;
      }
      rest = bits[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }
}

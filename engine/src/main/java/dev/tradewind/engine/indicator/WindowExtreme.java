package dev.tradewind.engine.indicator;

import java.util.Arrays;

/**
 * The highest or lowest of the last {@code period} values in a slice of kernel state: a queue of
 * candidates in which every newer one is less extreme, so that a value enters and leaves once. One
 * slice follows one extreme. Of equal values the newest counts, and {@code -0.0} is {@code 0.0}.
 */
final class WindowExtreme {
  private static final int SEEN = 0;
  private static final int HEAD = 1;
  private static final int COUNT = 2;
  private static final int RING = 3;

  private WindowExtreme() {}

  /** Number of doubles that a slice takes. */
  static int size(int period) {
    return RING + 2 * period;
  }

  /** Makes the slice empty; its ring needs no clearing. */
  static void reset(double[] state, int at) {
    Arrays.fill(state, at, at + RING, 0);
  }

  /** Takes a value in and answers the highest of the last {@code period}, or of all before that. */
  static double highest(double[] state, int at, int period, double value) {
    double x = value + 0.0;
    int head = expire(state, at, period);
    int count = (int) state[at + COUNT];
    while (count > 0 && state[slot(at, period, head + count - 1) + 1] <= x) {
      count--;
    }
    return push(state, at, period, count, x);
  }

  /** Takes a value in and answers the lowest of the last {@code period}, or of all before that. */
  static double lowest(double[] state, int at, int period, double value) {
    double x = value + 0.0;
    int head = expire(state, at, period);
    int count = (int) state[at + COUNT];
    while (count > 0 && state[slot(at, period, head + count - 1) + 1] >= x) {
      count--;
    }
    return push(state, at, period, count, x);
  }

  /** How many values ago the extreme came in; 0 if it was the last. */
  static int age(double[] state, int at) {
    int first = at + RING + 2 * (int) state[at + HEAD];
    return (int) (state[at + SEEN] - 1 - state[first]);
  }

  /** Number of values taken in since the reset. */
  static double seen(double[] state, int at) {
    return state[at + SEEN];
  }

  private static int expire(double[] state, int at, int period) {
    int head = (int) state[at + HEAD];
    if (state[at + COUNT] > 0 && state[at + RING + 2 * head] <= state[at + SEEN] - period) {
      head = head + 1 == period ? 0 : head + 1;
      state[at + HEAD] = head;
      state[at + COUNT]--;
    }
    return head;
  }

  private static double push(double[] state, int at, int period, int count, double x) {
    int head = (int) state[at + HEAD];
    int slot = slot(at, period, head + count);
    state[slot] = state[at + SEEN];
    state[slot + 1] = x;
    state[at + SEEN]++;
    state[at + COUNT] = count + 1;
    return state[at + RING + 2 * head + 1];
  }

  private static int slot(int at, int period, int index) {
    return at + RING + 2 * (index >= period ? index - period : index);
  }

  /**
   * The highest of every {@code period} values, to the bits of {@link #highest}; {@code NaN} before
   * the first whole window.
   *
   * @param out may not be {@code in}
   */
  static void highest(double[] in, int from, int to, int period, double[] out) {
    Arrays.fill(out, from, Math.min(to, from + period - 1), Double.NaN);
    double[] block = block(from, to, period);
    int step = block.length - period + 1;
    for (int begin = from; begin + period <= to; begin += step) {
      int size = Math.min(to - begin, block.length);
      highestOfBlock(in, begin, size, period, block);
      System.arraycopy(block, period - 1, out, begin + period - 1, size - period + 1);
    }
  }

  /**
   * The lowest of every {@code period} values, to the bits of {@link #lowest}; {@code NaN} before
   * the first whole window.
   *
   * @param out may not be {@code in}
   */
  static void lowest(double[] in, int from, int to, int period, double[] out) {
    Arrays.fill(out, from, Math.min(to, from + period - 1), Double.NaN);
    double[] block = block(from, to, period);
    int step = block.length - period + 1;
    for (int begin = from; begin + period <= to; begin += step) {
      int size = Math.min(to - begin, block.length);
      lowestOfBlock(in, begin, size, period, block);
      System.arraycopy(block, period - 1, out, begin + period - 1, size - period + 1);
    }
  }

  /**
   * Working memory for a column, small enough for the nearest cache where the period allows it. It
   * is taken through in blocks of its length, of which each begins {@code period - 1} before the
   * end of the one before.
   */
  static double[] block(int from, int to, int period) {
    return new double[Math.max(period, Math.min(to - from, Math.max(4096, 4 * period)))];
  }

  /**
   * The highest of the windows that end at {@code begin + period - 1} to {@code begin + size - 1},
   * from {@code block[period - 1]} on. Windows double in place: {@code log2(period)} passes without
   * a branch, whatever the values (benchmark W3).
   */
  static void highestOfBlock(double[] in, int begin, int size, int period, double[] block) {
    for (int i = 0; i < size; i++) {
      block[i] = in[begin + i] + 0.0;
    }
    for (int width = 1; width < period; ) {
      int step = Math.min(width, period - width);
      for (int i = size - 1; i >= step; i--) {
        block[i] = Math.max(block[i], block[i - step]);
      }
      width += step;
    }
  }

  /** The lowest of the same windows. */
  static void lowestOfBlock(double[] in, int begin, int size, int period, double[] block) {
    for (int i = 0; i < size; i++) {
      block[i] = in[begin + i] + 0.0;
    }
    for (int width = 1; width < period; ) {
      int step = Math.min(width, period - width);
      for (int i = size - 1; i >= step; i--) {
        block[i] = Math.min(block[i], block[i - step]);
      }
      width += step;
    }
  }
}

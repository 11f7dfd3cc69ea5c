package dev.tradewind.engine.indicator;

import java.util.Arrays;

/**
 * Sums over the last {@code period} rows of values, in a slice of kernel state, without ever taking
 * anything away.
 *
 * <p>Time is cut into blocks of {@code period} rows. A window is the end of one block and the
 * beginning of the next, so its sums are a running sum from the front of the new block plus one
 * from the back of the old block; the latter are all made when the new block begins, which is
 * constant time per row on average. Terms are of deviations from the first row of the new block,
 * which lies in every window that the block ends. So a deviation is at most the range R of its
 * window, while the squares about the mean sum to at least R&sup2; / 2: whatever the offset and
 * whatever went before, a variance has a relative error of a few {@code period} roundings, and that
 * of a flat window is exactly 0.
 */
final class WindowSums {
  private static final int POSITION = 0;
  private static final int FULL = 1;
  private static final int VALUES = 2;

  private WindowSums() {}

  /** What is summed. */
  interface Terms {
    /** Rows in the window, &ge; 1. */
    int period();

    /** Values in a row, &ge; 1. */
    int columns();

    /** Number of sums, &ge; 1. */
    int sums();

    /**
     * Adds the terms of a row.
     *
     * @param references where the row's references begin; there is one for each column
     * @param row where its values begin
     * @param sums where the sums begin
     * @param position of the row from the first of the block, &ge; {@code -period}
     */
    void add(double[] state, int references, int row, int sums, int position);
  }

  /** Number of doubles that a slice takes. */
  static int size(Terms terms) {
    int columns = terms.columns();
    int sums = terms.sums();
    return VALUES + 2 * columns + 2 * sums + terms.period() * (columns + sums);
  }

  /** Makes the window empty; what is behind the counters needs no clearing. */
  static void reset(double[] state, int at) {
    state[at + POSITION] = 0;
    state[at + FULL] = 0;
  }

  /**
   * How many of the last rows, taken in after a reset, leave what goes on as after all: a block and
   * the one begun.
   */
  static int remembered(Terms terms, int rows) {
    int period = terms.period();
    return rows < period ? rows : period + rows % period;
  }

  /** Where the newest row is to be written before {@link #advance}. */
  static int values(int at) {
    return at + VALUES;
  }

  /** Where the references of the window lie. */
  static int references(Terms terms, int at) {
    return at + VALUES + terms.columns();
  }

  /** Where the sums of the window lie. */
  static int totals(Terms terms, int at) {
    return at + VALUES + 2 * terms.columns();
  }

  /** The position of the newest row in its block. */
  static int position(Terms terms, double[] state, int at) {
    int next = (int) state[at + POSITION];
    return next == 0 ? terms.period() - 1 : next - 1;
  }

  /**
   * Takes the row in.
   *
   * @return whether the window is whole, so that the sums are those of {@code period} rows
   */
  static boolean advance(Terms terms, double[] state, int at) {
    int columns = terms.columns();
    int sums = terms.sums();
    int period = terms.period();
    int values = at + VALUES;
    int references = values + columns;
    int totals = references + columns;
    int prefix = totals + sums;
    int rows = prefix + sums;
    int position = (int) state[at + POSITION];
    boolean full = state[at + FULL] == 1;
    if (position == 0) {
      System.arraycopy(state, values, state, references, columns);
      Arrays.fill(state, prefix, rows, 0);
      if (full) {
        sumFromBehind(terms, state, at);
      }
    }
    int row = rows + position * (columns + sums);
    System.arraycopy(state, values, state, row, columns);
    terms.add(state, references, row, prefix, position);
    for (int k = 0; k < sums; k++) {
      double behind = full ? state[row + columns + k] : 0;
      state[totals + k] = state[prefix + k] + behind;
    }
    boolean last = position + 1 == period;
    state[at + POSITION] = last ? 0 : position + 1;
    state[at + FULL] = full || last ? 1 : 0;
    return full || last;
  }

  /** Leaves in each row of the old block the sums of the rows behind it. */
  private static void sumFromBehind(Terms terms, double[] state, int at) {
    int columns = terms.columns();
    int sums = terms.sums();
    int period = terms.period();
    int references = at + VALUES + columns;
    int totals = references + columns;
    int rows = totals + 2 * sums;
    Arrays.fill(state, totals, totals + sums, 0);
    for (int p = period - 1; p >= 0; p--) {
      int row = rows + p * (columns + sums);
      System.arraycopy(state, totals, state, row + columns, sums);
      terms.add(state, references, row, totals, p - period);
    }
  }
}

package dev.tradewind.store.duckdb;

import java.util.ArrayDeque;

/**
 * Arrays of whole columns that are used one after the other: memory that was never touched before
 * is slow. Thread-safe.
 */
final class ColumnArrays {
  private final int size;
  private final ArrayDeque<double[]> spare = new ArrayDeque<>();

  /**
   * No arrays yet.
   *
   * @param size length of each
   */
  ColumnArrays(int size) {
    this.size = size;
  }

  /** An array in which anything may be. */
  synchronized double[] take() {
    double[] array = spare.poll();
    return array == null ? new double[size] : array;
  }

  /** Gives back what nobody uses any more. */
  synchronized void give(double[]... arrays) {
    for (double[] array : arrays) {
      spare.push(array);
    }
  }
}

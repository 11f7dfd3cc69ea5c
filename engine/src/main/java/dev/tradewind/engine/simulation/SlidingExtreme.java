package dev.tradewind.engine.simulation;

/**
 * The smallest value of a window whose two ends only move forward, in constant time per value on
 * average (a queue of candidates that grow from front to back).
 */
final class SlidingExtreme {
  private int[] positions = new int[16];
  private double[] values = new double[16];
  private int head;
  private int size;

  void clear() {
    size = 0;
  }

  /** Takes in the value at a position after all others. */
  void push(int position, double value) {
    int mask = positions.length - 1;
    while (size > 0 && values[(head + size - 1) & mask] >= value) {
      size--;
    }
    if (size == positions.length) {
      grow();
      mask = positions.length - 1;
    }
    int at = (head + size) & mask;
    positions[at] = position;
    values[at] = value;
    size++;
  }

  /** Drops what lies before a position. */
  void dropBefore(int position) {
    while (size > 0 && positions[head] < position) {
      head = (head + 1) & (positions.length - 1);
      size--;
    }
  }

  /** The smallest value, or positive infinity where the window is empty. */
  double min() {
    return size == 0 ? Double.POSITIVE_INFINITY : values[head];
  }

  private void grow() {
    int length = positions.length;
    int[] widerPositions = new int[length * 2];
    double[] widerValues = new double[length * 2];
    int tail = length - head;
    System.arraycopy(positions, head, widerPositions, 0, tail);
    System.arraycopy(positions, 0, widerPositions, tail, head);
    System.arraycopy(values, head, widerValues, 0, tail);
    System.arraycopy(values, 0, widerValues, tail, head);
    positions = widerPositions;
    values = widerValues;
    head = 0;
  }
}

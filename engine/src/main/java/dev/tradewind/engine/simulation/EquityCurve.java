package dev.tradewind.engine.simulation;

import java.util.Arrays;

/** Points of time and value in columns; grows while the run goes on. */
final class EquityCurve {
  private long[] times;
  private double[] values;
  private int size;
  private int invested;

  EquityCurve(int expected) {
    times = new long[Math.max(16, expected)];
    values = new double[times.length];
  }

  void add(long time, double value, boolean isInvested) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    times[size] = time;
    values[size] = value;
    size++;
    if (isInvested) {
      invested++;
    }
  }

  int size() {
    return size;
  }

  long time(int i) {
    return times[i];
  }

  double value(int i) {
    return values[i];
  }

  /** Number of points with an open position. */
  int invested() {
    return invested;
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
    }
    return size == 0 ? Double.NaN : sum / size;
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of time and value in columns, at most one for each bar. Where there is one instrument its
 * closes are the times, and no column holds them a second time.
 */
final class EquityCurve {
  private final @Nullable BarSeries clock;
  private final long[] times;
  private final double[] values;
  private int size;
  private int invested;
  private double sum;

  EquityCurve(List<BarSeries> series) {
    int bars = 0;
    for (BarSeries one : series) {
      bars = Math.addExact(bars, one.size());
    }
    clock = series.size() == 1 ? series.getFirst() : null;
    times = new long[clock == null ? bars : 0];
    values = new double[bars];
  }

  /** Adds a point; with one instrument the point of the close of its next bar. */
  void add(long time, double value, boolean isInvested) {
    if (clock == null) {
      times[size] = time;
    }
    values[size] = value;
    sum += value;
    size++;
    if (isInvested) {
      invested++;
    }
  }

  int size() {
    return size;
  }

  long time(int i) {
    return clock == null ? times[i] : clock.closeTime(i);
  }

  double value(int i) {
    return values[i];
  }

  /** Number of points with an open position. */
  int invested() {
    return invested;
  }

  double mean() {
    return size == 0 ? Double.NaN : sum / size;
  }
}

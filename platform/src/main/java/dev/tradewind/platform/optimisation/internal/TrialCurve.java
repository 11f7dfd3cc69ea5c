package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.simulation.SimulationResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The equity of one of the best trials, thinned so that a chart keeps its highs and lows.
 *
 * @param trial its number
 * @param t seconds since 1970, UTC
 * @param equity currency
 * @param points how many there were before thinning
 */
record TrialCurve(long trial, List<Long> t, List<Double> equity, int points) {
  private static final int MOST = 1_000;
  private static final long MICROS = 1_000_000;

  static TrialCurve of(long trial, SimulationResult run) {
    return of(trial, run, Long.MIN_VALUE);
  }

  /** The curve from a moment on, UTC microseconds. */
  static TrialCurve of(long trial, SimulationResult run, long since) {
    int start = 0;
    while (start < run.equitySize() - 1 && run.equityTime(start) < since) {
      start++;
    }
    int size = run.equitySize() - start;
    List<Long> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int buckets = Math.min(size, MOST / 2);
    for (int b = 0; b < buckets; b++) {
      int from = start + (int) ((long) size * b / buckets);
      int to = start + (int) ((long) size * (b + 1) / buckets);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = run.equity(i) < run.equity(low) ? i : low;
        high = run.equity(i) > run.equity(high) ? i : high;
      }
      int first = Math.min(low, high);
      int second = b == buckets - 1 ? start + size - 1 : Math.max(low, high);
      add(run, first, times, values);
      if (second != first) {
        add(run, second, times, values);
      }
    }
    return new TrialCurve(trial, times, values, size);
  }

  private static void add(SimulationResult run, int i, List<Long> times, List<Double> values) {
    times.add(Math.floorDiv(run.equityTime(i), MICROS));
    values.add(run.equity(i));
  }
}

package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.sweep.ParameterSets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sets a second of {@link StoppedSweep}'s rule as bars grow, on one and on two threads; all that a
 * sweep prepares is part of it.
 */
public final class SweepCurve implements Workload {
  private static final int[] BARS = {10_000, 100_000, 1_000_000, 10_000_000};
  private static final long WORK = 400_000_000L;
  private static final int MOST = 10_000;

  @Override
  public String name() {
    return "sweep-curve";
  }

  @Override
  public String description() {
    return "sets a second of a rule with stop and target as bars grow";
  }

  @Override
  public Map<String, Object> measure() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int size : BARS) {
      BarSeries bars = WalkGenerator.series(size);
      ParameterSets sets = StoppedSweep.sets((int) Math.min(MOST, WORK / size));
      values.put("bars" + size + ".sets", sets.size());
      for (int threads = 1; threads <= 2; threads++) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 3; round++) {
          long start = System.nanoTime();
          StoppedSweep.run(bars, sets, threads);
          best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        String name = "bars" + size + (threads == 1 ? ".oneThread" : ".twoThreads");
        values.put(name + ".setsPerSecond", sets.size() / best);
        values.put(name + ".nanosPerBar", best * 1e9 / sets.size() / size);
      }
    }
    return values;
  }
}

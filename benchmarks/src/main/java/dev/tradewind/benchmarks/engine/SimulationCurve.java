package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.Medians;
import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a bar of a run costs as bars, instruments and orders grow: each beside a run of W1's
 * strategy over the same number of bars of one instrument, or over a million.
 */
final class SimulationCurve implements Workload {
  private static final int BASE = WalkGenerator.BARS;
  private static final int[] BARS = {10_000, 100_000, 10_000_000};
  private static final int[] INSTRUMENTS = {10, 100, 500};
  private static final int DAYS = 2_000;

  @Override
  public String name() {
    return "simulation-curve";
  }

  @Override
  public String description() {
    return "cost of a bar over bars, instruments and orders; 1 is that of one instrument";
  }

  @Override
  public Map<String, Object> measure() throws Exception {
    Map<String, Object> result = new LinkedHashMap<>();
    BarSeries base = WalkGenerator.series(BASE);
    for (int bars : BARS) {
      BarSeries other = WalkGenerator.series(bars);
      compare(result, "bars" + bars, base, () -> EngineWorkloads.w1(other), bars);
    }
    for (int instruments : INSTRUMENTS) {
      int bars = instruments * DAYS;
      BarSeries walk = WalkGenerator.series(bars);
      List<BarSeries> universe = UniverseWorkload.universe(walk, instruments, DAYS);
      List<BarSeries> one = UniverseWorkload.universe(walk, 1, bars);
      Map<String, Object> measured =
          Medians.compare(
              () -> named(EngineWorkloads.universe(one)),
              () -> named(EngineWorkloads.universe(universe)));
      put(result, "instruments" + instruments, measured, bars, bars);
    }
    compare(result, "ordersNone", base, () -> EngineWorkloads.buyAndHold(base), BASE);
    compare(result, "ordersEveryBar", base, () -> EngineWorkloads.w5(base), BASE);
    compare(result, "ordersBracketWhenFlat", base, () -> EngineWorkloads.bracket(base), BASE);
    return result;
  }

  private static void compare(
      Map<String, Object> result,
      String name,
      BarSeries base,
      Supplier<SimulationResult> other,
      int bars)
      throws Exception {
    Map<String, Object> measured =
        Medians.compare(() -> named(EngineWorkloads.w1(base)), () -> named(other.get()));
    put(result, name, measured, BASE, bars);
  }

  private static void put(
      Map<String, Object> result,
      String name,
      Map<String, Object> measured,
      int baseBars,
      int bars) {
    double perBar = millis(measured, "productMillis") / bars;
    result.put(name + ".nanosPerBar", perBar * 1e6);
    result.put(name + ".ratio", perBar / (millis(measured, "plainMillis") / baseBars));
  }

  private static double millis(Map<String, Object> measured, String key) {
    return measured.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static double named(SimulationResult result) {
    return result.statistic("totalReturn") + result.statistic("maxDrawdown");
  }
}

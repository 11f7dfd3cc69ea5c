package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.Medians;
import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * 500 instruments of 5 040 daily bars that share the cash: beside a plain loop, and beside one
 * instrument with as many bars.
 */
final class UniverseWorkload implements Workload {
  private static final long DAY = 86_400_000_000L;
  private static final int INSTRUMENTS = 500;
  private static final int BARS = 5_040;

  @Override
  public String name() {
    return "universe";
  }

  @Override
  public String description() {
    return "500 instruments x 5 040 daily bars sharing the cash";
  }

  @Override
  public Map<String, Object> measure() throws Exception {
    BarSeries walk = WalkGenerator.series(INSTRUMENTS * BARS);
    List<BarSeries> universe = universe(walk, INSTRUMENTS, BARS);
    List<BarSeries> one = List.of(daily(walk, 0, INSTRUMENTS * BARS, "ONE"));
    PlainLoops[] loops = universe.stream().map(PlainLoops::new).toArray(PlainLoops[]::new);
    Map<String, Object> result =
        Medians.compare(
            () -> named(PlainLoops.universe(loops)),
            () -> named(EngineWorkloads.universe(universe)));
    Map<String, Object> beside =
        Medians.compare(
            () -> named(EngineWorkloads.universe(one)),
            () -> named(EngineWorkloads.universe(universe)));
    result.put("oneInstrumentMillis", beside.get("plainMillis"));
    result.put("ratioToOneInstrument", beside.get("ratio"));
    return result;
  }

  /** Instruments whose bars are those of a walk, one stretch each, a day apart. */
  static List<BarSeries> universe(BarSeries walk, int instruments, int bars) {
    List<BarSeries> universe = new ArrayList<>();
    for (int k = 0; k < instruments; k++) {
      universe.add(daily(walk, k * bars, bars, "I" + k));
    }
    return universe;
  }

  private static BarSeries daily(BarSeries walk, int from, int bars, String id) {
    Instrument model = WalkGenerator.INSTRUMENT;
    Instrument instrument =
        new Instrument(
            id,
            model.assetClass(),
            model.currency(),
            model.tickSize(),
            model.lotSize(),
            model.calendar());
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1D"), bars);
    for (int i = 0; i < bars; i++) {
      int at = from + i;
      builder.append(
          i * DAY, walk.open(at), walk.high(at), walk.low(at), walk.close(at), walk.volume(at));
    }
    return builder.build();
  }

  private static double named(PlainLoops.Result result) {
    return result.totalReturn() + result.maxDrawdown() + result.trades();
  }

  private static double named(SimulationResult result) {
    return result.statistic("totalReturn")
        + result.statistic("maxDrawdown")
        + result.roundTrips().size();
  }
}

package dev.tradewind.benchmarks.store;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.store.Watermarks;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import dev.tradewind.store.duckdb.DuckDbFeatureStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the columns of W3 cost for more instruments and for longer histories: the build, the heap it
 * needs at least, and one new bar of each instrument, the second one behind the build and later.
 * {@code -Dtradewind.bench.bars=N} gives the instruments other histories than 10 000 bars.
 */
public final class FeatureCurve implements Workload {
  private static final int BARS = Integer.getInteger("tradewind.bench.bars", 10_000);
  private static final int NEW_BARS = 9;

  @Override
  public String name() {
    return "w3-curve";
  }

  @Override
  public String description() {
    return "31 feature columns of 1 to 500 instruments with "
        + BARS
        + " bars, and of 1 with up to 1 000 000: built, and refreshed with one new bar";
  }

  @Override
  public Map<String, Object> measure() throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    // Warms up; its figures do not count.
    measure(WalkGenerator.series(BARS), 2);
    for (int instruments : new int[] {1, 10, 100, 500}) {
      if (instruments > Integer.getInteger("tradewind.bench.instruments", 500)) {
        continue;
      }
      values.put("instruments" + instruments, measure(WalkGenerator.series(BARS), instruments));
    }
    for (int bars : new int[] {100_000, 1_000_000}) {
      values.put("bars" + bars, measure(WalkGenerator.series(bars), 1));
    }
    return values;
  }

  private static Map<String, Object> measure(BarSeries bars, int count) throws Exception {
    List<BarSeries> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(bars.withInstrument(named(bars.instrument(), "WALK" + i)));
    }
    List<List<FeatureProgram>> programs =
        all.stream().map(FeatureStoreWorkloads::features).toList();
    Path folder = Files.createTempDirectory("features");
    try (DuckDbBarStore store = DuckDbBarStore.open(folder.resolve("market.duckdb"));
        DuckDbFeatureStore columns = DuckDbFeatureStore.open(store, Watermarks.NONE)) {
      double[] refreshes = new double[NEW_BARS];
      long start = System.nanoTime();
      refresh(columns, all, programs, NEW_BARS);
      double build = FeatureStoreWorkloads.millis(start);
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
      for (int bar = 0; bar < NEW_BARS; bar++) {
        start = System.nanoTime();
        refresh(columns, all, programs, NEW_BARS - 1 - bar);
        refreshes[bar] = FeatureStoreWorkloads.millis(start);
      }
      double[] later = Arrays.copyOfRange(refreshes, 1, NEW_BARS);
      Arrays.sort(later);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("buildMillisEach", build / count);
      values.put("firstNewBarMillisEach", refreshes[0] / count);
      values.put("nextNewBarMillisEach", later[later.length / 2] / count);
      values.put("heapBehindBuildMegabytes", heap);
      System.err.println(count + " instruments, " + bars.size() + " bars: " + values);
      return values;
    } finally {
      FeatureStoreWorkloads.delete(folder);
    }
  }

  private static void refresh(
      DuckDbFeatureStore columns,
      List<BarSeries> all,
      List<List<FeatureProgram>> programs,
      int without) {
    for (int i = 0; i < all.size(); i++) {
      BarSeries bars = all.get(i);
      ProgramData data =
          without == 0 ? ProgramData.of(bars) : FeatureStoreWorkloads.without(bars, without);
      columns.refresh(programs.get(i), data, Instant.EPOCH);
    }
  }

  private static Instrument named(Instrument instrument, String id) {
    return new Instrument(
        id,
        instrument.assetClass(),
        instrument.currency(),
        instrument.tickSize(),
        instrument.lotSize(),
        instrument.calendar());
  }
}

package dev.tradewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureBatch;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureRefresh;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import dev.tradewind.store.duckdb.SmallStores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over random histories the refreshed columns are those of a full build, to the bit, and what was
 * known after each refresh can be read again. {@code -Dtradewind.seed=N} begins with another seed,
 * {@code -Dtradewind.histories=N} runs another number: thousands take minutes.
 */
class IncrementalRefreshTest {
  private static final int HISTORIES = Integer.getInteger("tradewind.histories", 60);

  @Test
  void incrementalIsFull(@TempDir Path folder) throws Exception {
    long first = SeededBars.seed(1);
    FeatureStore store = null;
    FeatureStore rebuilt = null;
    for (long seed = first; seed < first + HISTORIES; seed++) {
      if (store == null || rebuilt == null || (seed - first) % 100 == 0) {
        close(store, rebuilt);
        SplittableRandom random = new SplittableRandom(seed);
        int bars = 4 + random.nextInt(30);
        Path own = random.nextBoolean() ? folder.resolve("s" + seed) : null;
        store = SmallStores.inMemory(own, bars, random.nextBoolean() ? 40 : 1_000_000);
        rebuilt = SmallStores.inMemory(null, bars, random.nextBoolean() ? 40 : 1_000_000);
      }
      run(seed, store, rebuilt);
    }
    close(store, rebuilt);
  }

  private static void close(FeatureStore... stores) {
    for (FeatureStore store : stores) {
      if (store != null) {
        store.close();
      }
    }
  }

  @Test
  void aStoreThatIsClosedAndOpenedAgainGoesOn(@TempDir Path folder) throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      Path file = folder.resolve("bars" + seed + ".duckdb");
      RandomHistory history = new RandomHistory(seed, "BASE", true);
      List<FeatureProgram> features = history.features(3);
      for (int step = 0; step < 12; step++) {
        history.step();
        try (DuckDbBarStore bars = DuckDbBarStore.open(file);
            FeatureStore store =
                SmallStores.open(bars, dev.tradewind.store.Watermarks.NONE, 16, 50)) {
          for (int again = 0; again < 3; again++) {
            ProgramData data = history.data();
            store.refresh(features, data, history.now());
            assertFull(store, features, data, "seed " + seed + ", step " + step);
            history.step();
          }
        }
      }
    }
  }

  /** One history in a store that has others; the instrument's name is its own. */
  static void run(long seed, FeatureStore store, FeatureStore rebuilt) {
    boolean calm = seed % 3 == 0;
    String id = "BASE" + seed;
    RandomHistory history = new RandomHistory(seed, id, calm);
    List<FeatureProgram> features = history.features(2);
    int steps = calm ? 16 : 4;
    List<FeatureVersion> names =
        features.stream().map(each -> FeatureKey.of(each).feature()).toList();
    FeatureQuery all = FeatureQuery.all(id, history.timeframe(), names);
    List<Instant> times = new ArrayList<>();
    List<FeatureFrame> frames = new ArrayList<>();
    List<FeatureRefresh> newest = List.of();
    for (int step = 0; step < steps; step++) {
      history.step();
      newest = store.refresh(features, history.data(), history.now());
      assertFull(store, features, history.data(), "seed " + seed + ", step " + step);
      times.add(history.now());
      frames.add(store.read(all));
    }
    for (int step = 0; step < times.size(); step++) {
      String what = "seed " + seed + ", as of step " + step;
      assertSame(store.read(all.knownAt(times.get(step))), frames.get(step), what);
    }
    List<FeatureRefresh> full = rebuilt.refresh(features, history.data(), history.now());
    for (int f = 0; f < features.size(); f++) {
      FeatureKey key = FeatureKey.of(features.get(f));
      String what = "seed " + seed + ", " + features.get(f);
      assertThat(newest.get(f).watermark().columnHash())
          .as(what)
          .isEqualTo(full.get(f).watermark().columnHash());
      assertThat(newest.get(f).watermark().inputHash())
          .as(what)
          .isEqualTo(full.get(f).watermark().inputHash());
      assertThat(store.undefined(key, Long.MIN_VALUE, Long.MAX_VALUE))
          .as(what)
          .isEqualTo(rebuilt.undefined(key, Long.MIN_VALUE, Long.MAX_VALUE));
    }
  }

  static void assertFull(
      FeatureStore store, List<FeatureProgram> features, ProgramData data, String what) {
    List<double[][]> expected = FeatureBatch.compute(features, data);
    BarSeries base = data.base();
    FeatureFrame frame =
        store.read(
            FeatureQuery.all(
                base.instrument().id(),
                base.timeframe(),
                features.stream().map(each -> FeatureKey.of(each).feature()).toList()));
    assertThat(frame.rows()).as(what).isEqualTo(base.size());
    for (int i = 0; i < base.size(); i++) {
      assertThat(frame.openMicros()[i]).as(what).isEqualTo(base.openTime(i));
    }
    for (int f = 0; f < features.size(); f++) {
      assertThat(frame.values(f)).as("%s, %s", what, features.get(f)).isEqualTo(expected.get(f)[0]);
    }
  }

  private static void assertSame(FeatureFrame actual, FeatureFrame expected, String what) {
    assertThat(actual.openMicros()).as(what).isEqualTo(expected.openMicros());
    for (int f = 0; f < expected.features().size(); f++) {
      assertThat(actual.values(f)).as(what).isEqualTo(expected.values(f));
      assertThat(actual.knownAtMicros(f)).as(what).isEqualTo(expected.knownAtMicros(f));
    }
  }
}

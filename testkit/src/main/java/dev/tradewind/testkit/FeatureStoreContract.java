package dev.tradewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureBatch;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.NullFill;
import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.engine.feature.OutlierRule;
import dev.tradewind.engine.feature.UndefinedReason;
import dev.tradewind.engine.feature.UndefinedSpan;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureRefresh;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVerification;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.Watermark;
import dev.tradewind.store.Watermarks;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every feature store must do. The test of an implementation extends it and supplies {@link
 * #open}.
 */
public abstract class FeatureStoreContract {
  private static final Timeframe HOUR = Timeframe.parse("1h");
  private static final Instrument BTC = SeededBars.instrument("BTC-USD");
  private int built;
  private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

  private Path folder;
  private FeatureStore store;

  /** Opens the store that is kept in a folder; the same folder is the same store. */
  protected abstract FeatureStore open(Path folder, Watermarks watermarks);

  /** The folder of the store under test. */
  protected final Path folder() {
    return folder;
  }

  /** The store under test. */
  protected final FeatureStore store() {
    return store;
  }

  @BeforeEach
  final void openStore(@TempDir Path given) {
    folder = given;
    store = open(folder, Watermarks.NONE);
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  /** Compiles a feature for the instrument of the tests. */
  protected static FeatureProgram feature(String name, String expression) {
    return feature(FeatureDefinition.of(name, expression, ""));
  }

  /** Compiles a feature for the instrument of the tests. */
  protected static FeatureProgram feature(FeatureDefinition definition) {
    return FeatureProgram.compile(
        CheckedFeature.of(definition, ExpressionScope.standard()), ProgramScope.of(BTC, HOUR));
  }

  private static BarSeries walk(long seed, int bars) {
    return SeededBars.walk(seed, BTC, HOUR, bars, 0.02);
  }

  private static BarSeries part(BarSeries series, int to) {
    return to == series.size() ? series : series.between(series.openTime(0), series.openTime(to));
  }

  private FeatureFrame read(FeatureProgram feature) {
    return store.read(FeatureQuery.all("BTC-USD", HOUR, List.of(FeatureKey.of(feature).feature())));
  }

  private static double[] expected(FeatureProgram feature, BarSeries bars) {
    return FeatureBatch.compute(List.of(feature), ProgramData.of(bars)).getFirst()[0];
  }

  @Test
  void anEmptyStoreKnowsNothing() {
    FeatureKey key = new FeatureKey("BTC-USD", HOUR, new FeatureVersion("x", 1));
    assertThat(store.catalogue()).isEmpty();
    assertThat(store.info(key)).isEmpty();
    assertThat(store.undefined(key, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
    assertThat(store.delete(key)).isFalse();
    assertThat(store.read(FeatureQuery.all("BTC-USD", HOUR, List.of(key.feature()))).rows())
        .isZero();
  }

  @Test
  void whatIsBuiltReadsBackBitForBit() {
    BarSeries bars = walk(1, 20_000);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    FeatureProgram change = feature("change", "log_return(close, 7)@4h");
    store.refresh(List.of(ema, change), ProgramData.of(bars), NOW);

    for (FeatureProgram feature : List.of(ema, change)) {
      FeatureFrame frame = read(feature);
      assertThat(frame.values(0)).isEqualTo(expected(feature, bars));
      assertThat(frame.openMicros()[19_999]).isEqualTo(bars.openTime(19_999));
      assertThat(frame.knownAtMicros(0)[19_999]).isEqualTo(bars.knownAt(19_999));
    }
  }

  @Test
  void aRefreshComputesOnlyWhatIsNew() {
    BarSeries bars = walk(2, 20_000);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    store.refresh(List.of(ema), ProgramData.of(part(bars, 19_990)), NOW);
    store.refresh(List.of(ema), ProgramData.of(part(bars, 19_995)), NOW);

    FeatureRefresh done = store.refresh(List.of(ema), ProgramData.of(bars), NOW).getFirst();

    assertThat(done.computed()).isBetween(5L, 4_096L);
    assertThat(done.revised()).isZero();
    assertThat(read(ema).values(0)).isEqualTo(expected(ema, bars));
    FeatureRefresh again = store.refresh(List.of(ema), ProgramData.of(bars), NOW).getFirst();
    assertThat(again.computed()).isZero();
    assertThat(again.watermark()).isEqualTo(done.watermark());
  }

  @Test
  void aCorrectionIsKnownFromTheRefreshOnAndTheOldValueStays() {
    BarSeries bars = walk(3, 12_000);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    store.refresh(List.of(ema), ProgramData.of(bars), NOW);
    double[] before = read(ema).values(0).clone();
    BarSeries corrected = SeededBars.withClose(bars, 6_000, 1.5);
    Instant later = NOW.plusSeconds(3_600);

    FeatureRefresh done = store.refresh(List.of(ema), ProgramData.of(corrected), later).getFirst();

    assertThat(done.revised()).isBetween(100L, 6_000L);
    FeatureFrame now = read(ema);
    assertThat(now.values(0)).isEqualTo(expected(ema, corrected));
    assertThat(now.knownAtMicros(0)[5_999]).isEqualTo(bars.knownAt(5_999));
    assertThat(now.knownAtMicros(0)[6_000]).isEqualTo(micros(later));
    FeatureQuery query = FeatureQuery.all("BTC-USD", HOUR, List.of(FeatureKey.of(ema).feature()));
    assertThat(store.read(query.knownAt(later)).values(0)).isEqualTo(now.values(0));
    assertThat(store.read(query.knownAt(later.minusNanos(1_000))).values(0)).isEqualTo(before);
    Instant half = Instant.EPOCH.plus(bars.knownAt(5_999), ChronoUnit.MICROS);
    assertThat(store.read(query.knownAt(half)).rows()).isEqualTo(6_000);
  }

  @Test
  void onlyTheWindowThatACorrectionTouchesIsComputedAgain() {
    BarSeries bars = walk(4, 20_000);
    FeatureProgram change = feature("change", "close / close[5] - 1");
    store.refresh(List.of(change), ProgramData.of(part(bars, 19_998)), NOW);
    store.refresh(List.of(change), ProgramData.of(bars), NOW);
    // The first correction behind a build leaves checkpoints in all blocks.
    BarSeries once = SeededBars.withClose(bars, 2_990, 91);
    store.refresh(List.of(change), ProgramData.of(once), NOW);
    BarSeries corrected = SeededBars.withClose(once, 3_000, 90);

    FeatureRefresh done = store.refresh(List.of(change), ProgramData.of(corrected), NOW).getFirst();

    assertThat(read(change).values(0)).isEqualTo(expected(change, corrected));
    assertThat(done.revised()).isEqualTo(2);
    assertThat(done.computed()).isLessThanOrEqualTo(2 * 4_096);
  }

  @Test
  void aLateBarRevisesOnlyTheValuesItTouches() {
    BarSeries bars = walk(4, 20_000);
    FeatureProgram change = feature("change", "close / close[5] - 1");
    BarSeries without = SeededBars.without(bars, 3_000);
    store.refresh(List.of(change), ProgramData.of(without), NOW);

    FeatureRefresh done = store.refresh(List.of(change), ProgramData.of(bars), NOW).getFirst();

    assertThat(read(change).values(0)).isEqualTo(expected(change, bars));
    assertThat(done.revised()).isEqualTo(6);
  }

  @Test
  void whyAFeatureIsUndefinedCanBeAsked() {
    BarSeries bars = SeededBars.walk(5, BTC, HOUR, 100);
    BarSeries gap = SeededBars.without(bars, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    FeatureProgram nowhere = feature("nowhere", "close of \"NOWHERE\"");
    FeatureProgram flat = feature("flat", "1 / (close - close)");
    store.refresh(List.of(ema, nowhere, flat), ProgramData.of(gap), NOW);

    assertThat(undefined(ema))
        .containsExactly(
            new UndefinedSpan(bars.openTime(0), bars.openTime(7), 8, UndefinedReason.WARM_UP),
            new UndefinedSpan(bars.openTime(50), bars.openTime(57), 8, UndefinedReason.GAP));
    assertThat(undefined(nowhere))
        .containsExactly(
            new UndefinedSpan(
                bars.openTime(0), bars.openTime(99), 90, UndefinedReason.UNKNOWN_INSTRUMENT));
    assertThat(undefined(flat))
        .extracting(UndefinedSpan::reason)
        .containsExactly(UndefinedReason.NO_RESULT);
    assertThat(read(nowhere).rows()).isEqualTo(90);
    assertThat(store.undefined(FeatureKey.of(ema), bars.openTime(5), bars.openTime(52)))
        .containsExactly(
            new UndefinedSpan(bars.openTime(5), bars.openTime(7), 3, UndefinedReason.WARM_UP),
            new UndefinedSpan(bars.openTime(50), bars.openTime(51), 2, UndefinedReason.GAP));
  }

  @Test
  void aMissingVolumeOfAnotherInstrumentIsTheReason() {
    BarSeries bars = SeededBars.walk(15, BTC, HOUR, 100);
    BarSeries other =
        SeededBars.withoutVolume(
            SeededBars.walk(16, SeededBars.instrument("ETH"), HOUR, 100), 50, 70, 71);
    ProgramData data = new ProgramData(bars, Map.of("ETH", other), Map.of());
    FeatureProgram average = feature("average", "sma(volume, 5) of \"ETH\"");
    FeatureProgram spread = feature("spread", "sma(volume of \"ETH\" - volume, 3)");
    FeatureProgram close = feature("close_of", "1 / (close of \"ETH\" - close of \"ETH\")");
    store.refresh(List.of(average, spread, close), data, NOW);

    assertThat(undefined(average))
        .containsExactly(
            new UndefinedSpan(bars.openTime(0), bars.openTime(3), 4, UndefinedReason.WARM_UP),
            new UndefinedSpan(
                bars.openTime(50), bars.openTime(54), 5, UndefinedReason.NON_FINITE_INPUT),
            new UndefinedSpan(
                bars.openTime(70), bars.openTime(75), 6, UndefinedReason.NON_FINITE_INPUT));
    assertThat(undefined(spread))
        .containsExactly(
            new UndefinedSpan(bars.openTime(0), bars.openTime(1), 2, UndefinedReason.WARM_UP),
            new UndefinedSpan(
                bars.openTime(50), bars.openTime(52), 3, UndefinedReason.NON_FINITE_INPUT),
            new UndefinedSpan(
                bars.openTime(70), bars.openTime(73), 4, UndefinedReason.NON_FINITE_INPUT));
    assertThat(undefined(close))
        .as("it reads no volume")
        .extracting(UndefinedSpan::reason)
        .containsExactly(UndefinedReason.NO_RESULT);
  }

  @Test
  void reasonsOfARefreshAreThoseOfABuildFromNothing() {
    long seed = SeededBars.seed(17);
    BarSeries bars = walk(seed, 9_000);
    BarSeries whole = SeededBars.walk(seed + 1, SeededBars.instrument("ETH"), HOUR, 9_000, 0.3);
    BarSeries other = SeededBars.withoutVolume(whole, 10, 2_990, 2_991, 4_000, 5_700, 5_703, 8_000);
    List<FeatureProgram> features =
        List.of(
            feature("average", "sma(volume, 5) of \"ETH\""),
            feature("spread", "sma(volume of \"ETH\" - volume, 30)"),
            feature("never", "sma(volume, 9) of \"ETH\" / (close - close)"));
    for (int to : new int[] {4_000, 4_090, 4_096, 4_097, 4_098, 8_190, 8_193, 9_000}) {
      store.refresh(features, new ProgramData(part(bars, to), Map.of("ETH", other), Map.of()), NOW);
    }
    assertReasonsOfABuild(features, new ProgramData(bars, Map.of("ETH", other), Map.of()), seed);

    BarSeries corrected = SeededBars.withoutVolume(whole, 11, 2_991, 4_000, 5_701, 8_000);
    ProgramData late = new ProgramData(bars, Map.of("ETH", corrected), Map.of());
    store.refresh(features, late, NOW.plusSeconds(1));
    assertReasonsOfABuild(features, late, seed);
  }

  private void assertReasonsOfABuild(List<FeatureProgram> features, ProgramData data, long seed) {
    List<List<UndefinedSpan>> refreshed = features.stream().map(this::undefined).toList();
    Path elsewhere = folder.resolve("from-nothing-" + built++);
    try (FeatureStore fresh = open(elsewhere, Watermarks.NONE)) {
      fresh.refresh(features, data, NOW);
      for (int f = 0; f < features.size(); f++) {
        assertThat(refreshed.get(f))
            .as("%s, seed %d", features.get(f), seed)
            .isEqualTo(
                fresh.undefined(FeatureKey.of(features.get(f)), Long.MIN_VALUE, Long.MAX_VALUE));
      }
    }
    assertThat(refreshed.getFirst())
        .extracting(UndefinedSpan::reason)
        .contains(UndefinedReason.NON_FINITE_INPUT);
  }

  private List<UndefinedSpan> undefined(FeatureProgram feature) {
    return store.undefined(FeatureKey.of(feature), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void holesAreFilledWhenTheyAreRead() {
    BarSeries bars = SeededBars.walk(6, BTC, HOUR, 300);
    for (NullPolicy policy : List.of(NullPolicy.FORWARD_FILL, NullPolicy.INTERPOLATE)) {
      FeatureProgram filled =
          feature(
              FeatureDefinition.of(
                      "filled", "close / max(close - open, 0) * max(close - open, 0)", "")
                  .withNulls(policy));
      store.refresh(List.of(filled), ProgramData.of(bars), NOW);
      double[] values = expected(filled, bars);
      long[] known = new long[300];
      Arrays.setAll(known, bars::knownAt);
      FeatureQuery query =
          FeatureQuery.all("BTC-USD", HOUR, List.of(FeatureKey.of(filled).feature()));
      assertThat(store.read(query.unfilled()).values(0)).isEqualTo(values);
      NullFill.fill(policy, values, known, new int[0]);
      FeatureFrame frame = store.read(query);
      assertThat(frame.values(0)).isEqualTo(values);
      assertThat(frame.knownAtMicros(0)).isEqualTo(known);
      assertThat(store.read(query.between(bars.openTime(100), bars.openTime(110))).values(0))
          .isEqualTo(Arrays.copyOfRange(values, 100, 110));
    }
  }

  @Test
  void outliersAreFlaggedAndKept() {
    BarSeries bars = SeededBars.withClose(walk(7, 1_000), 800, 500);
    FeatureProgram change =
        feature(
            FeatureDefinition.of("change", "log_return(close, 1)", "")
                .withOutliers(OutlierRule.Z_SCORE));
    store.refresh(List.of(change), ProgramData.of(bars), NOW);

    FeatureFrame frame = read(change);
    assertThat(frame.isOutlier(0, 800)).isTrue();
    assertThat(frame.isOutlier(0, 799)).isFalse();
    assertThat(frame.values(0)).isEqualTo(expected(change, bars));
    assertThat(store.info(FeatureKey.of(change)).orElseThrow().flagged()).isTrue();
  }

  @Test
  void aChangedSplitIsDirtyFromItsTimeOn() {
    BarSeries bars = walk(8, 20_000);
    FeatureProgram adjusted = feature("adjusted_close", "adjusted(close)");
    store.refresh(List.of(adjusted), ProgramData.of(part(bars, 19_999)), NOW);
    store.refresh(List.of(adjusted), ProgramData.of(bars), NOW);
    SplitSchedule splits = SplitSchedule.of(new long[] {bars.openTime(15_000)}, new double[] {4});
    ProgramData split = new ProgramData(bars, Map.of(), Map.of("BTC-USD", splits));

    FeatureRefresh done = store.refresh(List.of(adjusted), split, NOW).getFirst();

    assertThat(done.revised()).isEqualTo(5_000);
    assertThat(done.fromMicros()).isGreaterThan(bars.openTime(15_000 - 4_096));
    assertThat(read(adjusted).values(0)[15_000]).isEqualTo(4 * bars.close(15_000));
  }

  @Test
  void aVerifiedColumnHasNoMismatch() {
    BarSeries bars = walk(9, 9_000);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    store.refresh(List.of(ema), ProgramData.of(part(bars, 8_000)), NOW);

    FeatureVerification proof = FeatureVerification.of(store, List.of(ema), ProgramData.of(bars));

    assertThat(proof.intact()).isTrue();
    assertThat(proof.values()).isEqualTo(8_000);
    BarSeries changed = SeededBars.withClose(bars, 5_000, 77);
    FeatureVerification other =
        FeatureVerification.of(store, List.of(ema), ProgramData.of(changed));
    assertThat(other.mismatches()).hasSize(1);
    FeatureVerification.Mismatch mismatch = other.mismatches().getFirst();
    assertThat(mismatch.openMicros()).isEqualTo(bars.openTime(5_000));
    assertThat(mismatch.stored()).isEqualTo(expected(ema, bars)[5_000]);
    assertThat(mismatch.computed()).isEqualTo(expected(ema, changed)[5_000]);
    assertThat(mismatch).asString().contains("ema_9 v1 of BTC-USD 1h").contains("VALUE");
  }

  @Test
  void watermarksKeptElsewhereAreRepaired() {
    Map<FeatureKey, Watermark> kept = new HashMap<>();
    boolean[] failing = {true};
    Watermarks elsewhere =
        new Watermarks() {
          @Override
          public Optional<Watermark> find(FeatureKey key) {
            return Optional.ofNullable(kept.get(key));
          }

          @Override
          public void save(Watermark watermark) {
            if (failing[0]) {
              throw new IllegalStateException("crashed between the stores");
            }
            kept.put(watermark.key(), watermark);
          }

          @Override
          public void delete(FeatureKey key) {
            kept.remove(key);
          }
        };
    store.close();
    store = open(folder, elsewhere);
    ProgramData data = ProgramData.of(walk(10, 500));
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    assertThatThrownBy(() -> store.refresh(List.of(ema), data, NOW))
        .hasMessageContaining("crashed between");
    failing[0] = false;

    FeatureRefresh done = store.refresh(List.of(ema), data, NOW).getFirst();

    assertThat(done.computed()).isZero();
    assertThat(kept).containsExactly(Map.entry(FeatureKey.of(ema), done.watermark()));
    assertThat(store.delete(FeatureKey.of(ema))).isTrue();
    assertThat(kept).isEmpty();
    assertThat(store.catalogue()).isEmpty();
    assertThat(read(ema).rows()).isZero();
  }

  @Test
  void anotherExpressionOfTheSameVersionIsBuiltAnew() {
    BarSeries bars = walk(11, 500);
    store.refresh(List.of(feature("x", "close")), ProgramData.of(bars), NOW);
    FeatureProgram other = feature("x", "open");

    store.refresh(List.of(other), ProgramData.of(bars), NOW.plusSeconds(1));

    assertThat(read(other).values(0)).isEqualTo(expected(other, bars));
  }

  @Test
  void barsOfAnotherInstrumentAreRefused() {
    BarSeries other = SeededBars.walk(12, SeededBars.instrument("ETH"), HOUR, 10);
    assertThatThrownBy(
            () -> store.refresh(List.of(feature("x", "close")), ProgramData.of(other), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ETH 1h");
  }

  @Test
  void aSecondReadIsTheFirstAndAPartIsAPart() {
    BarSeries bars = walk(13, 20_000);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    FeatureProgram change = feature("change", "log_return(close, 7)");
    store.refresh(List.of(ema, change), ProgramData.of(bars), NOW);
    FeatureFrame first = read(ema);
    FeatureQuery both =
        FeatureQuery.all(
            "BTC-USD",
            HOUR,
            List.of(FeatureKey.of(change).feature(), FeatureKey.of(ema).feature()));

    assertThat(read(ema).values(0)).isEqualTo(first.values(0));
    assertThat(read(ema).openMicros()).isEqualTo(first.openMicros());
    assertThat(store.read(both).values(1)).isEqualTo(first.values(0));
    assertThat(store.read(both).values(0)).isEqualTo(expected(change, bars));
    FeatureFrame between = store.read(both.between(bars.openTime(5_000), bars.openTime(15_000)));
    assertThat(between.values(1)).isEqualTo(Arrays.copyOfRange(first.values(0), 5_000, 15_000));
    assertThat(between.knownAtMicros(0)[0]).isEqualTo(bars.knownAt(5_000));
    store.delete(FeatureKey.of(ema));
    assertThat(read(ema).rows()).isZero();
    assertThat(read(change).values(0)).isEqualTo(expected(change, bars));
  }

  @Test
  void readsBesideRefreshesSeeFinishedOnes() throws Exception {
    BarSeries bars = walk(14, 9_000);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    double[] whole = expected(ema, bars);
    int[] lengths = {8_000, 8_001, 8_002, 8_300, 8_301, 8_302, 8_303, 8_700, 9_000};
    store.refresh(List.of(ema), ProgramData.of(part(bars, lengths[0])), NOW);
    AtomicBoolean done = new AtomicBoolean();
    FutureTask<Set<Integer>> reader =
        new FutureTask<>(
            () -> {
              Set<Integer> seen = new TreeSet<>();
              while (!done.get()) {
                double[] values = read(ema).values(0);
                assertThat(values).isEqualTo(Arrays.copyOf(whole, values.length));
                seen.add(values.length);
              }
              return seen;
            });
    Thread thread = new Thread(reader);
    thread.start();
    try {
      for (int length : lengths) {
        store.refresh(List.of(ema), ProgramData.of(part(bars, length)), NOW.plusSeconds(length));
        assertThat(read(ema).values(0)).isEqualTo(Arrays.copyOf(whole, length));
      }
    } finally {
      done.set(true);
      thread.join();
    }
    assertThat(Arrays.stream(lengths).boxed().toList()).containsAll(reader.get());
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}

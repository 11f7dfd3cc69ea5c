package dev.tradewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureBatch;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureRefresh;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.Watermarks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
    return series.between(series.openTime(0), series.openTime(to));
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
}

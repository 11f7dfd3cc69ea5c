package dev.tradewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVerification;
import dev.tradewind.store.StoreException;
import dev.tradewind.store.Watermarks;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import dev.tradewind.store.duckdb.DuckDbFeatureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DuckDbFeatureStoreTest extends FeatureStoreContract {
  private final List<DuckDbBarStore> bars = new ArrayList<>();

  @Override
  protected FeatureStore open(Path folder, Watermarks watermarks) {
    bars.forEach(DuckDbBarStore::close);
    bars.clear();
    bars.add(DuckDbBarStore.open(folder.resolve("market/bars.duckdb")));
    return DuckDbFeatureStore.open(bars.getFirst(), watermarks);
  }

  @AfterEach
  void closeBars() {
    bars.forEach(DuckDbBarStore::close);
  }

  @Test
  void aCorruptedBlockIsFound() throws Exception {
    BarSeries series =
        SeededBars.walk(1, SeededBars.instrument("BTC-USD"), Timeframe.parse("1h"), 9_000);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    store().refresh(List.of(ema), ProgramData.of(series), Instant.EPOCH);
    store().close();
    closeBars();
    Path file = onlyFile();
    byte[] bytes = Files.readAllBytes(file);
    bytes[8 * 5_000] ^= 1;
    Files.write(file, bytes);
    try (FeatureStore again = open(folder(), Watermarks.NONE)) {
      FeatureQuery all =
          FeatureQuery.all("BTC-USD", Timeframe.parse("1h"), List.of(FeatureKey.of(ema).feature()));
      assertThatThrownBy(() -> again.read(all))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("damaged")
          .hasMessageContaining(file.getFileName().toString());
      FeatureVerification proof =
          FeatureVerification.of(again, List.of(ema), ProgramData.of(series));
      assertThat(proof.mismatches()).hasSize(1);
      assertThat(proof.mismatches().getFirst().differing()).isEqualTo(1);
      assertThat(proof.mismatches().getFirst().key().feature().name()).isEqualTo("ema_9");

      // The inputs are the same, so that a refresh alone has nothing to do.
      again.refresh(List.of(ema), ProgramData.of(series), Instant.EPOCH.plusSeconds(1));
      assertThat(FeatureVerification.of(again, List.of(ema), ProgramData.of(series)).intact())
          .isFalse();
      assertThat(again.distrust(FeatureKey.of(ema))).isTrue();
      var repaired =
          again.refresh(List.of(ema), ProgramData.of(series), Instant.EPOCH.plusSeconds(2));
      assertThat(repaired.getFirst().revised()).isEqualTo(1);
      assertThat(FeatureVerification.of(again, List.of(ema), ProgramData.of(series)).intact())
          .isTrue();
      again.delete(FeatureKey.of(ema));
      assertThat(again.distrust(FeatureKey.of(ema))).isFalse();
    }
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder().resolve("market/bars.duckdb.features"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aColumnWhoseFileNeverReachedTheDiskIsBuiltAgain() throws Exception {
    BarSeries series =
        SeededBars.walk(1, SeededBars.instrument("BTC-USD"), Timeframe.parse("1h"), 9_000);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    store().refresh(List.of(ema), ProgramData.of(series), Instant.EPOCH);
    store().close();
    closeBars();
    Path database = folder().resolve("market/bars.duckdb");
    // As if the machine had gone down before the file was written.
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("DELETE FROM feature_segment")).isEqualTo(1);
    }
    byte[] bytes = Files.readAllBytes(onlyFile());
    Files.write(onlyFile(), Arrays.copyOf(bytes, bytes.length / 2));
    try (FeatureStore again = open(folder(), Watermarks.NONE)) {
      assertThat(again.catalogue()).isEmpty();

      again.refresh(List.of(ema), ProgramData.of(series), Instant.EPOCH.plusSeconds(1));

      assertThat(FeatureVerification.of(again, List.of(ema), ProgramData.of(series)).intact())
          .isTrue();
    }
  }

  @Test
  void newBarsAreOneRowEachUntilTheyGoIntoTheBlocks() throws Exception {
    BarSeries series =
        SeededBars.walk(1, SeededBars.instrument("BTC-USD"), Timeframe.parse("1h"), 9_080);
    FeatureProgram ema = feature("ema_9", "ema(close, 9)");
    FeatureProgram flat = feature("flat", "1 / (close - close)");
    List<FeatureProgram> both = List.of(ema, flat);
    for (int bars = 9_000; bars <= 9_070; bars++) {
      store().refresh(both, first(series, bars), Instant.EPOCH);
      assertThat(FeatureVerification.of(store(), both, first(series, bars)).intact()).isTrue();
      assertThat(store().info(FeatureKey.of(ema)).orElseThrow().watermark().rows()).isEqualTo(bars);
    }
    assertThat(store().undefined(FeatureKey.of(flat), series.openTime(8), Long.MAX_VALUE))
        .singleElement()
        .satisfies(span -> assertThat(span.bars()).isEqualTo(9_062));
    store().close();
    closeBars();
    Path database = folder().resolve("market/bars.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*), sum(bars) FROM feature_tail")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).as("of 70 rows 64 went into the blocks").isEqualTo(6);
    }
    try (FeatureStore again = open(folder(), Watermarks.NONE)) {
      assertThat(again.catalogue())
          .allSatisfy(each -> assertThat(each.watermark().rows()).isEqualTo(9_070));
      var done = again.refresh(both, first(series, 9_080), Instant.EPOCH.plusSeconds(1));
      assertThat(done.getFirst().computed()).isEqualTo(16);
      assertThat(done.getFirst().revised()).isZero();
      assertThat(FeatureVerification.of(again, both, ProgramData.of(series)).intact()).isTrue();
    }
  }

  private static ProgramData first(BarSeries series, int bars) {
    return ProgramData.of(
        bars == series.size() ? series : series.between(Long.MIN_VALUE, series.openTime(bars)));
  }
}

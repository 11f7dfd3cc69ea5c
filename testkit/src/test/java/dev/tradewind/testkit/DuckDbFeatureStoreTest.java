package dev.tradewind.testkit;

import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.Watermarks;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import dev.tradewind.store.duckdb.DuckDbFeatureStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

class DuckDbFeatureStoreTest extends FeatureStoreContract {
  private DuckDbBarStore bars;

  @Override
  protected FeatureStore open(Path folder, Watermarks watermarks) {
    bars = DuckDbBarStore.open(folder.resolve("market/bars.duckdb"));
    return DuckDbFeatureStore.open(bars, watermarks);
  }

  @AfterEach
  void closeBars() {
    bars.close();
  }
}

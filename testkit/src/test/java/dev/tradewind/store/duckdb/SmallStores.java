package dev.tradewind.store.duckdb;

import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.Watermarks;
import java.nio.file.Path;
import java.sql.SQLException;

/** Feature stores with short blocks, so that short histories have many. */
public final class SmallStores {
  private SmallStores() {}

  /** A store in DuckDB's memory. */
  public static FeatureStore inMemory(int barsPerBlock, int shortest) throws SQLException {
    return DuckDbFeatureStore.open(
        Path.of("memory"),
        DuckDb.inMemory(Path.of("none")),
        Watermarks.NONE,
        barsPerBlock,
        shortest);
  }

  /** A store in the file of a bar store. */
  public static FeatureStore open(
      DuckDbBarStore bars, Watermarks watermarks, int barsPerBlock, int shortest) {
    return DuckDbFeatureStore.open(bars, watermarks, barsPerBlock, shortest);
  }
}

package dev.tradewind.store.duckdb;

import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.Watermarks;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Feature stores with short blocks, so that short histories have many. */
public final class SmallStores {
  private SmallStores() {}

  /**
   * A store in DuckDB's memory.
   *
   * @param folder where the values of long columns go; {@code null} for the memory
   */
  public static FeatureStore inMemory(@Nullable Path folder, int barsPerBlock, int shortest)
      throws SQLException {
    return DuckDbFeatureStore.open(
        Path.of("memory"),
        DuckDb.inMemory(Path.of("none")),
        folder == null ? null : Segments.beside(folder.resolve("memory")),
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

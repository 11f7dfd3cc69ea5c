package dev.tradewind.store.duckdb;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Writes what came of the columns of a refresh, all columns with each statement. Stateless. */
final class RefreshWrites {
  private RefreshWrites() {}

  /** Writes within the transaction of the connection. */
  static void write(DuckDBConnection connection, RefreshScope scope, List<ColumnRefresh> columns)
      throws SQLException {
    Map<Integer, Set<Long>> deletedBlocks = new HashMap<>();
    Map<Integer, Set<Long>> deletedCheckpoints = new HashMap<>();
    Map<Integer, Collection<StoredBlock>> blocks = new HashMap<>();
    Map<Integer, Map<Long, BlockTables.Checkpoint>> memories = new HashMap<>();
    Set<Long> replaced = new HashSet<>();
    for (ColumnRefresh column : columns) {
      if (column.replacesAll()) {
        FeatureTables.delete(connection, "feature_block", "feature", column.id);
        FeatureTables.delete(connection, "feature_checkpoint", "feature", column.id);
      } else {
        deletedBlocks.put(column.id, column.deletedBlocks());
        deletedCheckpoints.put(column.id, column.deletedCheckpoints());
      }
      replaced.addAll(column.deletedBlocks());
      blocks.put(column.id, column.written.values());
      memories.put(column.id, column.memories());
    }
    BlockTables.delete(connection, "feature_block", deletedBlocks);
    BlockTables.delete(connection, "feature_checkpoint", deletedCheckpoints);
    for (ColumnRefresh column : columns) {
      BlockTables.retire(connection, column.id, column.retired, column.nowMicros());
    }
    BlockTables.append(connection, blocks);
    BlockTables.appendCheckpoints(connection, memories);
    FeatureTables.put(
        connection, columns.stream().flatMap(column -> column.newRow().stream()).toList());
    scope.finishTimes(replaced);
  }
}

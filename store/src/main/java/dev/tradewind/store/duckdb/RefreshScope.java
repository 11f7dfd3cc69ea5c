package dev.tradewind.store.duckdb;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.store.FeatureKey;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** What the columns of one refresh share: the data, how they are cut, and their times. */
final class RefreshScope {
  final DuckDBConnection connection;
  final ProgramData data;
  final BlockPlan plan;
  final BlockInputs inputs;
  private final FeatureKey any;
  private final Map<Integer, BlockTimes> times = new HashMap<>();
  private final TreeMap<Integer, BlockTimes> used = new TreeMap<>();
  private final Map<String, BlockTimes> stored = new HashMap<>();

  RefreshScope(DuckDBConnection connection, ProgramData data, FeatureKey any, int barsPerBlock) {
    this.connection = connection;
    this.data = data;
    this.any = any;
    this.plan = BlockPlan.of(data.base(), barsPerBlock);
    this.inputs = new BlockInputs(data, plan);
  }

  /** The times of a block of the data, which are then stored. */
  BlockTimes times(int block) {
    BlockTimes found =
        times.computeIfAbsent(block, index -> BlockTimes.of(data.base(), plan, index));
    used.put(block, found);
    return found;
  }

  /** The stored times that belong to a stored block. */
  @Nullable BlockTimes storedTimes(@Nullable StoredBlock block) throws SQLException {
    if (block == null) {
      return null;
    }
    BlockTimes found = stored.get(block.barsHash);
    if (found == null) {
      stored.putAll(BlockTables.times(connection, any, block.block, block.block));
      found = stored.get(block.barsHash);
    }
    return found;
  }

  /** Stores the times of all blocks that were written, and removes those no longer needed. */
  void finish() throws SQLException {
    if (used.isEmpty()) {
      return;
    }
    var there = BlockTables.timesHashes(connection, any);
    used.values().removeIf(each -> there.contains(each.barsHash));
    BlockTables.appendTimes(connection, any, used.values());
    if (!there.isEmpty()) {
      BlockTables.deleteUnusedTimes(connection, any);
    }
  }
}

package dev.tradewind.store.duckdb;

import dev.tradewind.store.FeatureKey;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Puts the tail of a series into the blocks of its columns. Stateless. */
final class TailFold {
  private TailFold() {}

  /**
   * Folds a tail within the transaction of the connection. What can be read stays the same.
   *
   * @param live columns of the series whose memory behind the tail is known
   */
  static void fold(
      DuckDBConnection connection,
      @Nullable Segments segments,
      FeatureKey any,
      Map<Integer, LiveColumn> live)
      throws SQLException {
    Tail tail = Tail.of(connection, any);
    if (tail.isEmpty()) {
      return;
    }
    Map<Integer, StoredBlock> before = new HashMap<>();
    Map<Integer, Set<Long>> deleted = new HashMap<>();
    for (int id : tail.ids()) {
      long block = Objects.requireNonNull(tail.blockOf(id));
      BlockTables.blocks(connection, Set.of(id), Set.of(block), (of, read) -> before.put(of, read));
      deleted.put(id, Set.of(block));
    }
    Map<Integer, FeatureTables.Row> rows = new HashMap<>();
    FeatureTables.of(connection, any).values().forEach(row -> rows.put(row.id(), row));
    Map<Integer, List<StoredBlock>> blocks = new HashMap<>();
    Map<Integer, Map<Long, BlockTables.Checkpoint>> checkpoints = new HashMap<>();
    Map<Integer, Set<Long>> oldCheckpoints = new HashMap<>();
    List<FeatureTables.Row> marks = new ArrayList<>();
    Map<String, BlockTimes> times = new HashMap<>();
    for (Map.Entry<Integer, StoredBlock> each : before.entrySet()) {
      int id = each.getKey();
      StoredBlock stored = each.getValue();
      FeatureTables.Row mark = tail.behind(Objects.requireNonNull(rows.get(id)));
      StoredBlock read = withValues(stored, segments, true);
      if (read == null) {
        // Damaged values are kept as they are; the column is built again.
        read = Objects.requireNonNull(withValues(stored, segments, false));
        mark = new FeatureTables.Row(id, "", mark.info(), mark.seen());
        live.remove(id);
      }
      StoredBlock folded = tail.behind(read, id);
      blocks.put(id, List.of(folded));
      marks.add(mark);
      BlockTimes old =
          Objects.requireNonNull(
              BlockTables.times(connection, any, stored.block, stored.block).get(stored.barsHash));
      times.put(folded.barsHash, tail.behind(old, id, any.timeframe()));
      LiveColumn column = live.get(id);
      if (column != null && column.bars() == mark.info().watermark().rows()) {
        oldCheckpoints.put(id, Set.of(folded.block));
        checkpoints.put(
            id,
            Map.of(
                folded.block,
                new BlockTables.Checkpoint(
                    new BlockTables.Mark(folded.bars, folded.inputHash), column.checkpoint())));
      }
    }
    BlockTables.delete(connection, "feature_block", deleted);
    BlockTables.delete(connection, "feature_checkpoint", oldCheckpoints);
    BlockTables.append(connection, blocks);
    BlockTables.appendCheckpoints(connection, checkpoints);
    FeatureTables.put(connection, marks);
    List<Long> touched = times.values().stream().map(each -> each.block).distinct().toList();
    times.keySet().removeAll(BlockTables.timesHashes(connection, any, touched));
    BlockTables.appendTimes(connection, any, times.values());
    BlockTables.deleteUnusedTimes(connection, any, touched);
    Tail.delete(connection, any);
  }

  /** A block with its values; {@code null} if they are not those that were written. */
  private static @Nullable StoredBlock withValues(
      StoredBlock stored, @Nullable Segments segments, boolean checks) {
    if (stored.place == null || segments == null) {
      return stored;
    }
    try (Segments.Reader reader = segments.reader(checks)) {
      return stored.with(reader);
    } catch (UncheckedIOException e) {
      if (checks) {
        return null;
      }
      throw e;
    }
  }
}

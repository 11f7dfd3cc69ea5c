package dev.tradewind.store.duckdb;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.GapRule;
import dev.tradewind.store.FeatureKey;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of one refresh share: the data, how they are cut, their times, and what is
 * stored of them. Columns may be computed on several threads; only one at a time is in here.
 */
final class RefreshScope {
  /** More dirty blocks than these are read one by one. */
  private static final int PREFETCHED = 4;

  private final DuckDBConnection connection;
  private final @Nullable Segments segments;
  final ProgramData data;
  final BlockPlan plan;
  final BlockInputs inputs;
  private final FeatureKey any;
  private final GapRule.Gaps gaps;
  private final Map<FeatureKey, FeatureTables.Row> rows;
  private final Map<Integer, NavigableMap<Long, BlockTables.Entry>> indices;
  private final Map<Integer, Map<Long, BlockTables.Mark>> checkpoints;
  private final Map<FeatureKey, Integer> ids = new HashMap<>();
  private final Map<Integer, BlockTimes> times = new HashMap<>();
  private final TreeMap<Integer, BlockTimes> used = new TreeMap<>();
  private final Map<String, BlockTimes> stored = new HashMap<>();
  private final Map<Integer, Map<Long, StoredBlock>> blocks = new HashMap<>();
  private final Map<Integer, Map<Long, byte[]>> memories = new HashMap<>();
  private final Set<Long> prefetched = new HashSet<>();

  /**
   * Reads what is stored.
   *
   * @param segments where long columns are written; {@code null} to keep all in the database
   * @param rows what is stored of the instrument and timeframe
   */
  RefreshScope(
      DuckDBConnection connection,
      @Nullable Segments segments,
      ProgramData data,
      BlockPlan plan,
      List<FeatureProgram> features,
      Map<FeatureKey, FeatureTables.Row> rows)
      throws SQLException {
    this.connection = connection;
    this.segments = segments;
    this.data = data;
    this.any = FeatureKey.of(features.getFirst());
    this.plan = plan;
    this.inputs = new BlockInputs(data, plan);
    this.gaps = features.getFirst().gaps(data.base());
    this.rows = rows;
    Set<Integer> stored = new TreeSet<>();
    int nextId = FeatureTables.nextId(connection);
    for (FeatureProgram feature : features) {
      FeatureTables.Row row = rows.get(FeatureKey.of(feature));
      if (row != null) {
        stored.add(row.id());
      }
      ids.put(FeatureKey.of(feature), row == null ? nextId++ : row.id());
    }
    this.indices = BlockTables.index(connection, stored);
    this.checkpoints = BlockTables.checkpoints(connection, stored);
    prefetch(features);
  }

  /** Reads the few blocks and checkpoints that a refresh of new bars needs, for all columns. */
  private void prefetch(List<FeatureProgram> features) throws SQLException {
    Set<Integer> ids = new TreeSet<>();
    Set<Long> dirty = new TreeSet<>();
    for (FeatureProgram feature : features) {
      FeatureTables.Row row = rows.get(FeatureKey.of(feature));
      if (row == null) {
        continue;
      }
      ids.add(row.id());
      NavigableMap<Long, BlockTables.Entry> index = index(row.id());
      String[] hashes = inputs.of(feature);
      for (int b = 0; b < hashes.length && dirty.size() <= PREFETCHED; b++) {
        BlockTables.Entry entry = index.get(plan.id(b));
        if (entry == null || !entry.inputHash().equals(hashes[b])) {
          dirty.add(plan.id(b));
        }
      }
    }
    if (dirty.isEmpty() || dirty.size() > PREFETCHED) {
      return;
    }
    BlockTables.blocks(connection, ids, dirty, (id, block) -> put(blocks, id, block.block, block));
    prefetched.addAll(dirty);
    Set<Long> ends = new TreeSet<>(dirty);
    for (long block : dirty) {
      int b = plan.indexOf(block);
      if (b > 0) {
        ends.add(plan.id(b - 1));
      }
    }
    BlockTables.checkpoints(
        connection, ids, ends, (id, block, memory) -> put(memories, id, block, memory));
  }

  private static <T> void put(Map<Integer, Map<Long, T>> map, int id, long block, T value) {
    map.computeIfAbsent(id, any -> new HashMap<>()).put(block, value);
  }

  /** What is stored of a column. */
  Optional<FeatureTables.Row> row(FeatureProgram feature) {
    return Optional.ofNullable(rows.get(FeatureKey.of(feature)));
  }

  /** The key of a column in the tables, new or stored. */
  int id(FeatureProgram feature) {
    return Objects.requireNonNull(ids.get(FeatureKey.of(feature)));
  }

  /** The stored blocks of a column. */
  synchronized NavigableMap<Long, BlockTables.Entry> index(int id) {
    return indices.computeIfAbsent(id, any -> new TreeMap<>());
  }

  /** The blocks in which a column has a checkpoint, and where. */
  synchronized Map<Long, BlockTables.Mark> checkpoints(int id) {
    return checkpoints.computeIfAbsent(id, any -> new HashMap<>());
  }

  /** Where a feature begins afresh. */
  int[] restarts(FeatureProgram feature) {
    return feature.restarts(gaps);
  }

  /** A stored block with its values. */
  synchronized Optional<StoredBlock> block(int id, long block) throws SQLException {
    if (!prefetched.contains(block)) {
      BlockTables.blocks(
          connection, Set.of(id), Set.of(block), (of, read) -> put(blocks, of, block, read));
    }
    StoredBlock found = blocks.getOrDefault(id, Map.of()).get(block);
    return Optional.ofNullable(found == null ? null : withValues(found, false));
  }

  /** The values of a stored block and its flags, which must be those that were written. */
  synchronized StoredBlock wholeBlock(int id, long block) throws SQLException {
    StoredBlock found = blocks.getOrDefault(id, Map.of()).get(block);
    if (found == null) {
      BlockTables.blocks(
          connection, Set.of(id), Set.of(block), (of, read) -> put(blocks, of, block, read));
      found = blocks.getOrDefault(id, Map.of()).get(block);
    }
    if (found == null) {
      throw new IllegalStateException("block " + block + " of column " + id + " is not stored");
    }
    return withValues(found, true);
  }

  /** Reads the values of a block that lie in a file. */
  private StoredBlock withValues(StoredBlock found, boolean checks) {
    if (found.place == null || segments == null) {
      return found;
    }
    try (Segments.Reader reader = segments.reader(checks)) {
      return found.with(reader);
    }
  }

  /** The memory of the checkpoint in a block, empty if there is none. */
  synchronized double[] memory(int id, long block) throws SQLException {
    byte[] found = memories.getOrDefault(id, Map.of()).get(block);
    if (found == null) {
      byte[][] read = {new byte[0]};
      BlockTables.checkpoints(
          connection, Set.of(id), Set.of(block), (of, at, memory) -> read[0] = memory);
      found = read[0];
    }
    return BlockBytes.toDoubles(found);
  }

  /** The times of a block of the data, which are then stored. */
  synchronized BlockTimes times(int block) {
    BlockTimes found =
        times.computeIfAbsent(block, index -> BlockTimes.of(data.base(), plan, index));
    used.put(block, found);
    return found;
  }

  /** The stored times that belong to a stored block. */
  synchronized @Nullable BlockTimes storedTimes(@Nullable StoredBlock block) throws SQLException {
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

  /**
   * Stores the times of all blocks that were written, and removes those no longer needed.
   *
   * @param touched the blocks that were written or removed
   */
  void finishTimes(Collection<Long> touched) throws SQLException {
    if (!used.isEmpty()) {
      Set<String> there =
          BlockTables.timesHashes(
              connection, any, used.values().stream().map(each -> each.block).toList());
      used.values().removeIf(each -> there.contains(each.barsHash));
      BlockTables.appendTimes(connection, any, used.values());
    }
    if (!rows.isEmpty() && !touched.isEmpty()) {
      BlockTables.deleteUnusedTimes(connection, any, touched);
    }
  }
}

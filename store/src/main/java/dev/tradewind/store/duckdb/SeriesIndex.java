package dev.tradewind.store.duckdb;

import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of some columns of a series: where their blocks lie, when the bars open
 * and the bars that are not yet in blocks. Values are in it only where the database holds them.
 * Never changed.
 */
final class SeriesIndex {
  /** What an entry of a block or of its times takes besides its arrays, in bytes, about. */
  private static final long ENTRY = 400;

  private final Map<FeatureKey, FeatureTables.Row> rows;
  private final Map<Integer, NavigableMap<Long, StoredBlock>> blocks;
  private final Map<String, BlockTimes> times;
  private final Tail tail;

  private SeriesIndex(
      Map<FeatureKey, FeatureTables.Row> rows,
      Map<Integer, NavigableMap<Long, StoredBlock>> blocks,
      Map<String, BlockTimes> times,
      Tail tail) {
    this.rows = rows;
    this.blocks = blocks;
    this.times = times;
    this.tail = tail;
  }

  /**
   * Which blocks are wanted.
   *
   * @param from number of the first
   * @param to number of the last
   */
  record Span(long from, long to) {
    static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static FeatureKey key(FeatureQuery query, FeatureVersion feature) {
    return new FeatureKey(query.instrumentId(), query.timeframe(), feature);
  }

  /** Reads what a query needs. */
  static SeriesIndex read(Connection connection, FeatureQuery query, int barsPerBlock)
      throws SQLException {
    FeatureKey any = key(query, query.features().getFirst());
    Map<FeatureKey, FeatureTables.Row> rows = FeatureTables.of(connection, any);
    Map<Integer, NavigableMap<Long, StoredBlock>> blocks = new HashMap<>();
    for (FeatureVersion feature : query.features()) {
      FeatureTables.Row row = rows.get(key(query, feature));
      if (row != null) {
        blocks.put(row.id(), new TreeMap<>());
      }
    }
    if (blocks.isEmpty()) {
      return new SeriesIndex(rows, blocks, Map.of(), Tail.NONE);
    }
    Span span = span(rows, query, barsPerBlock);
    load(connection, blocks, span);
    Map<String, BlockTimes> times = BlockTables.times(connection, any, span.from(), span.to());
    return new SeriesIndex(rows, blocks, times, Tail.of(connection, any));
  }

  private static void load(
      Connection connection, Map<Integer, NavigableMap<Long, StoredBlock>> blocks, Span span)
      throws SQLException {
    String sql =
        "SELECT feature, "
            + BlockTables.PLACES
            + " FROM feature_block WHERE feature IN "
            + BlockTables.list(blocks.keySet())
            + " AND block BETWEEN ? AND ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, span.from());
      statement.setLong(2, span.to());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          StoredBlock block = BlockTables.place(result, 2);
          blocks.computeIfAbsent(result.getInt(1), any -> new TreeMap<>()).put(block.block, block);
        }
      }
    }
  }

  private static Span span(
      Map<FeatureKey, FeatureTables.Row> rows, FeatureQuery query, int barsPerBlock) {
    long length = query.timeframe().micros() * barsPerBlock;
    long from = query.fromMicros();
    long to = query.toMicros();
    // What fills a hole may lie in any block.
    return fills(rows, query)
        ? Span.ALL
        : new Span(
            from == Long.MIN_VALUE ? from : Math.floorDiv(from, length),
            to == Long.MAX_VALUE ? to : Math.floorDiv(to, length));
  }

  private static boolean fills(Map<FeatureKey, FeatureTables.Row> rows, FeatureQuery query) {
    for (FeatureVersion feature : query.features()) {
      FeatureTables.Row row = rows.get(key(query, feature));
      if (query.filled() && row != null && row.info().nulls() != NullPolicy.SKIP) {
        return true;
      }
    }
    return false;
  }

  /** The blocks that a query needs. */
  Span span(FeatureQuery query, int barsPerBlock) {
    return span(rows, query, barsPerBlock);
  }

  /** The catalogue row of a column, if it is stored. */
  FeatureTables.@Nullable Row row(FeatureQuery query, FeatureVersion feature) {
    return rows.get(key(query, feature));
  }

  Tail tail() {
    return tail;
  }

  Map<String, BlockTimes> times() {
    return times;
  }

  /** The blocks of a column within a span; of no other columns than those that were asked for. */
  Iterable<StoredBlock> blocks(int column, Span span) {
    NavigableMap<Long, StoredBlock> all = blocks.getOrDefault(column, new TreeMap<>());
    return all.subMap(span.from(), true, span.to(), true).values();
  }

  /** Whether the blocks of all columns of a query that are stored at all are here. */
  boolean has(FeatureQuery query) {
    for (FeatureVersion feature : query.features()) {
      FeatureTables.Row row = rows.get(key(query, feature));
      if (row != null && !blocks.containsKey(row.id())) {
        return false;
      }
    }
    return true;
  }

  /** This one with the columns of another of the same state of the database. */
  SeriesIndex with(SeriesIndex other) {
    Map<Integer, NavigableMap<Long, StoredBlock>> all = new HashMap<>(blocks);
    all.putAll(other.blocks);
    return new SeriesIndex(
        rows, all, times.isEmpty() ? other.times : times, tail.isEmpty() ? other.tail : tail);
  }

  /** What it takes of memory, about. */
  long bytes() {
    long bytes = ENTRY * (rows.size() + times.size());
    for (NavigableMap<Long, StoredBlock> column : blocks.values()) {
      for (StoredBlock block : column.values()) {
        bytes +=
            ENTRY
                + block.values.length
                + block.flags.length
                + block.known.length
                + block.restarts.length
                + block.undefined.length;
      }
    }
    for (BlockTimes each : times.values()) {
      bytes += each.bytes();
    }
    return bytes;
  }
}

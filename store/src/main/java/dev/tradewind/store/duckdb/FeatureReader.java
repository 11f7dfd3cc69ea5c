package dev.tradewind.store.duckdb;

import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One query of features. */
final class FeatureReader {
  private final @Nullable Segments segments;
  private final boolean checks;
  private final FeatureQuery query;
  private final SeriesIndex.Span span;
  private final NullPolicy[] policies;
  private final Map<Integer, Integer> columnOf = new HashMap<>();
  private final TreeMap<Long, @Nullable StoredBlock[]> blocks = new TreeMap<>();
  private final Map<String, BlockTimes> times;

  /**
   * A query.
   *
   * @param index that has it
   * @param segments values that lie outside the database
   * @param checks whether damaged values are refused
   */
  FeatureReader(
      SeriesIndex index,
      @Nullable Segments segments,
      FeatureQuery query,
      int barsPerBlock,
      boolean checks) {
    this.checks = checks;
    this.segments = segments;
    this.query = query;
    this.span = index.span(query, barsPerBlock);
    this.times = new HashMap<>(index.times());
    this.policies = new NullPolicy[query.features().size()];
    Arrays.fill(policies, NullPolicy.SKIP);
    for (int c = 0; c < policies.length; c++) {
      FeatureTables.Row row = index.row(query, query.features().get(c));
      if (row != null) {
        columnOf.put(row.id(), c);
        policies[c] = query.filled() ? row.info().nulls() : NullPolicy.SKIP;
      }
    }
    for (int feature : columnOf.keySet()) {
      for (StoredBlock block : index.blocks(feature, span)) {
        put(feature, block);
      }
    }
    if (!index.tail().isEmpty()) {
      put(index.tail());
    }
  }

  /** What is known now. */
  FeatureFrame read() {
    return frame(Long.MAX_VALUE - 1);
  }

  /**
   * What was known at an instant.
   *
   * @param connection at the state of the index
   * @param micros the instant, UTC
   */
  FeatureFrame readAsOf(Connection connection, long micros) throws SQLException {
    if (!columnOf.isEmpty()) {
      putHistory(connection, micros);
    }
    return frame(micros);
  }

  private FeatureFrame frame(long asOf) {
    FrameRows rows = new FrameRows(policies.length, asOf, segments, checks);
    for (@Nullable StoredBlock[] block : blocks.values()) {
      rows.add(block, times);
    }
    rows.finish();
    for (int c = 0; c < policies.length; c++) {
      rows.fill(c, policies[c]);
    }
    return rows.frame(query.features(), query.fromMicros(), query.toMicros());
  }

  private void put(int feature, StoredBlock block) {
    @Nullable StoredBlock[] row =
        blocks.computeIfAbsent(block.block, any -> new StoredBlock[policies.length]);
    row[Objects.requireNonNull(columnOf.get(feature))] = block;
  }

  /** Puts the bars of a tail behind the blocks. */
  private void put(Tail tail) {
    try (Segments.Reader reader = segments == null ? null : segments.reader(checks)) {
      for (int feature : columnOf.keySet()) {
        Long block = tail.blockOf(feature);
        @Nullable StoredBlock[] row = block == null ? null : blocks.get(block);
        StoredBlock stored =
            row == null ? null : row[Objects.requireNonNull(columnOf.get(feature))];
        if (stored != null) {
          put(feature, tail.behind(reader == null ? stored : stored.with(reader), feature));
          BlockTimes own = times.get(stored.barsHash);
          if (own != null) {
            BlockTimes all = tail.behind(own, feature, query.timeframe());
            times.putIfAbsent(all.barsHash, all);
          }
        }
      }
    }
  }

  /** Puts the block that was valid at an instant in the place of the one that replaced it. */
  private void putHistory(Connection connection, long asOf) throws SQLException {
    String sql =
        "SELECT feature, "
            + BlockTables.PLACES
            + " FROM feature_history WHERE feature IN "
            + BlockTables.list(columnOf.keySet())
            + " AND block BETWEEN ? AND ? AND until > ? ORDER BY until DESC, seq DESC";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, span.from());
      statement.setLong(2, span.to());
      statement.setLong(3, asOf);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          put(result.getInt(1), BlockTables.place(result, 2));
        }
      }
    }
  }
}

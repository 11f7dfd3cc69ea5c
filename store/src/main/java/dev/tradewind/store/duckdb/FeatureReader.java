package dev.tradewind.store.duckdb;

import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One query of features. */
final class FeatureReader {
  private final Connection connection;
  private final @Nullable Segments segments;
  private final boolean checks;
  private final FeatureQuery query;
  private final int barsPerBlock;
  private final NullPolicy[] policies;
  private final Map<Integer, Integer> columnOf = new HashMap<>();
  private final TreeMap<Long, @Nullable StoredBlock[]> blocks = new TreeMap<>();
  private Map<String, BlockTimes> times = Map.of();

  /**
   * A query.
   *
   * @param segments values that lie outside the database
   * @param checks whether damaged values are refused
   */
  FeatureReader(
      Connection connection,
      @Nullable Segments segments,
      FeatureQuery query,
      int barsPerBlock,
      boolean checks)
      throws SQLException {
    this.connection = connection;
    this.checks = checks;
    this.segments = segments;
    this.query = query;
    this.barsPerBlock = barsPerBlock;
    this.policies = new NullPolicy[query.features().size()];
    Arrays.fill(policies, NullPolicy.SKIP);
    Map<FeatureKey, FeatureTables.Row> rows = FeatureTables.of(connection, key(0));
    for (int c = 0; c < policies.length; c++) {
      FeatureTables.Row row = rows.get(key(c));
      if (row != null) {
        columnOf.put(row.id(), c);
        policies[c] = query.filled() ? row.info().nulls() : NullPolicy.SKIP;
      }
    }
  }

  private FeatureKey key(int column) {
    return new FeatureKey(query.instrumentId(), query.timeframe(), query.features().get(column));
  }

  FeatureFrame read() throws SQLException {
    boolean fills = Arrays.stream(policies).anyMatch(each -> each != NullPolicy.SKIP);
    long length = query.timeframe().micros() * barsPerBlock;
    // What fills a hole may lie in any block.
    long from = fills ? Long.MIN_VALUE : Math.floorDiv(query.fromMicros(), length);
    long to = fills ? Long.MAX_VALUE : Math.floorDiv(query.toMicros(), length);
    if (!columnOf.isEmpty()) {
      load(from, to);
      Tail tail = Tail.of(connection, key(0));
      List<Longer> longer = tail.isEmpty() ? List.of() : put(tail);
      if (query.asOf().isPresent()) {
        loadHistory(from, to, FeatureTables.micros(query.asOf().get()));
      }
      times = BlockTables.times(connection, key(0), from, to);
      put(tail, longer);
    }
    FrameRows rows = new FrameRows(policies.length, asOf(), segments, checks);
    for (@Nullable StoredBlock[] block : blocks.values()) {
      rows.add(block, times);
    }
    rows.finish();
    for (int c = 0; c < policies.length; c++) {
      rows.fill(c, policies[c]);
    }
    return rows.frame(query.features(), query.fromMicros(), query.toMicros());
  }

  private long asOf() {
    return query.asOf().map(FeatureTables::micros).orElse(Long.MAX_VALUE - 1);
  }

  private String features() {
    return columnOf.keySet().stream()
        .sorted()
        .map(String::valueOf)
        .reduce((a, b) -> a + ", " + b)
        .orElseThrow();
  }

  private void load(long from, long to) throws SQLException {
    String sql =
        "SELECT feature, "
            + BlockTables.COLUMNS
            + " FROM feature_block WHERE feature IN ("
            + features()
            + ") AND block BETWEEN ? AND ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          put(result.getInt(1), BlockTables.read(result, 2));
        }
      }
    }
  }

  /**
   * A block that was put together.
   *
   * @param barsHash of the bars that it had before
   */
  private record Longer(int feature, String barsHash) {}

  /** Puts the bars of a tail behind the blocks. */
  private List<Longer> put(Tail tail) {
    List<Longer> longer = new ArrayList<>();
    try (Segments.Reader reader = segments == null ? null : segments.reader(checks)) {
      for (int feature : columnOf.keySet()) {
        Long block = tail.blockOf(feature);
        @Nullable StoredBlock[] row = block == null ? null : blocks.get(block);
        StoredBlock stored =
            row == null ? null : row[Objects.requireNonNull(columnOf.get(feature))];
        if (stored != null) {
          longer.add(new Longer(feature, stored.barsHash));
          put(feature, tail.behind(reader == null ? stored : stored.with(reader), feature));
        }
      }
    }
    return longer;
  }

  /** Adds the times of the blocks that were put together. */
  private void put(Tail tail, List<Longer> longer) {
    for (Longer each : longer) {
      BlockTimes own = times.get(each.barsHash());
      if (own != null) {
        BlockTimes all = tail.behind(own, each.feature(), query.timeframe());
        times.put(all.barsHash, all);
      }
    }
  }

  private void put(int feature, StoredBlock block) {
    @Nullable StoredBlock[] row =
        blocks.computeIfAbsent(block.block, any -> new StoredBlock[policies.length]);
    row[Objects.requireNonNull(columnOf.get(feature))] = block;
  }

  /** Puts the block that was valid at an instant in the place of the one that replaced it. */
  private void loadHistory(long from, long to, long asOf) throws SQLException {
    String sql =
        "SELECT feature, "
            + BlockTables.COLUMNS
            + " FROM feature_history WHERE feature IN ("
            + features()
            + ") AND block BETWEEN ? AND ? AND until > ? ORDER BY until DESC, seq DESC";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      statement.setLong(3, asOf);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          put(result.getInt(1), BlockTables.read(result, 2));
        }
      }
    }
  }
}

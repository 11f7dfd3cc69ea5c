package dev.tradewind.store.duckdb;

import dev.tradewind.store.FeatureKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Blocks of columns, their times, their history and their checkpoints, in and out of tables. */
final class BlockTables {
  static final String COLUMNS =
      "block, bars_hash, input_hash, vals, flags, known, restarts, undefined";

  private BlockTables() {}

  /** What is known of a stored block without reading its values. */
  record Entry(String barsHash, String inputHash, String valuesHash, int bars) {}

  /** All blocks of a column, in order of time. */
  static SortedMap<Long, Entry> index(Connection connection, int feature) throws SQLException {
    SortedMap<Long, Entry> index = new TreeMap<>();
    String sql =
        "SELECT block, bars_hash, input_hash, vals_hash, octet_length(vals) FROM feature_block"
            + " WHERE feature = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, feature);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          index.put(
              result.getLong(1),
              new Entry(
                  result.getString(2),
                  result.getString(3),
                  result.getString(4),
                  result.getInt(5) / Double.BYTES));
        }
      }
    }
    return index;
  }

  static StoredBlock read(ResultSet result, int from) throws SQLException {
    return new StoredBlock(
        result.getLong(from),
        result.getString(from + 1),
        result.getString(from + 2),
        bytes(result, from + 3),
        nullable(result, from + 4),
        nullable(result, from + 5),
        nullable(result, from + 6),
        nullable(result, from + 7));
  }

  static byte[] bytes(ResultSet result, int column) throws SQLException {
    byte[] bytes = nullable(result, column);
    return bytes == null ? new byte[0] : bytes;
  }

  static byte @Nullable [] nullable(ResultSet result, int column) throws SQLException {
    return result.getBytes(column);
  }

  static Optional<StoredBlock> block(Connection connection, int feature, long block)
      throws SQLException {
    String sql = "SELECT " + COLUMNS + " FROM feature_block WHERE feature = ? AND block = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, feature);
      statement.setLong(2, block);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(read(result, 1)) : Optional.empty();
      }
    }
  }

  static void append(DuckDBConnection connection, int feature, Collection<StoredBlock> blocks)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("feature_block")) {
      for (StoredBlock block : blocks) {
        appender.beginRow();
        appendBlock(appender, feature, block);
        appender.endRow();
      }
    }
  }

  private static void appendBlock(DuckDBAppender appender, int feature, StoredBlock block)
      throws SQLException {
    appender.append(feature);
    appender.append(block.block);
    appender.append(block.barsHash);
    appender.append(block.inputHash);
    appender.append(block.valuesHash());
    appender.append(block.values);
    for (byte[] part : new byte[][] {block.flags, block.known, block.restarts, block.undefined}) {
      if (part.length == 0) {
        appender.appendNull();
      } else {
        appender.append(part);
      }
    }
  }

  /** Keeps blocks as history. */
  static void retire(
      DuckDBConnection connection, int feature, Collection<StoredBlock> blocks, long until)
      throws SQLException {
    if (blocks.isEmpty()) {
      return;
    }
    long seq = historySize(connection, feature);
    try (DuckDBAppender appender = connection.createAppender("feature_history")) {
      for (StoredBlock block : blocks) {
        appender.beginRow();
        appendBlock(appender, feature, block);
        appender.append(until);
        appender.append(seq);
        appender.endRow();
        seq++;
      }
    }
  }

  private static long historySize(Connection connection, int feature) throws SQLException {
    String sql = "SELECT count(*) FROM feature_history WHERE feature = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, feature);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  static void delete(Connection connection, String table, int feature, Collection<Long> blocks)
      throws SQLException {
    String sql = "DELETE FROM " + table + " WHERE feature = ? AND block = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (long block : blocks) {
        statement.setInt(1, feature);
        statement.setLong(2, block);
        statement.executeUpdate();
      }
    }
  }

  static Set<Long> checkpoints(Connection connection, int feature) throws SQLException {
    Set<Long> blocks = new HashSet<>();
    String sql = "SELECT block FROM feature_checkpoint WHERE feature = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, feature);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          blocks.add(result.getLong(1));
        }
      }
    }
    return blocks;
  }

  static double[] checkpoint(Connection connection, int feature, long block) throws SQLException {
    String sql = "SELECT memory FROM feature_checkpoint WHERE feature = ? AND block = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, feature);
      statement.setLong(2, block);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? BlockBytes.toDoubles(bytes(result, 1)) : new double[0];
      }
    }
  }

  static void appendCheckpoints(
      DuckDBConnection connection, int feature, Map<Long, byte[]> checkpoints) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("feature_checkpoint")) {
      for (Map.Entry<Long, byte[]> checkpoint : checkpoints.entrySet()) {
        appender.beginRow();
        appender.append(feature);
        appender.append((long) checkpoint.getKey());
        appender.append(checkpoint.getValue());
        appender.endRow();
      }
    }
  }

  /** Times of blocks in a span, by the hash of their bars. */
  static Map<String, BlockTimes> times(
      Connection connection, FeatureKey key, long fromBlock, long toBlock) throws SQLException {
    Map<String, BlockTimes> times = new HashMap<>();
    String sql =
        "SELECT block, bars_hash, opens, knowns FROM feature_times WHERE instrument = ? AND"
            + " timeframe = ? AND block BETWEEN ? AND ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key.instrumentId());
      statement.setString(2, key.timeframe().code());
      statement.setLong(3, fromBlock);
      statement.setLong(4, toBlock);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          BlockTimes read =
              BlockTimes.stored(
                  result.getLong(1),
                  result.getString(2),
                  bytes(result, 3),
                  nullable(result, 4),
                  key.timeframe().micros());
          times.put(read.barsHash, read);
        }
      }
    }
    return times;
  }

  static Set<String> timesHashes(Connection connection, FeatureKey key) throws SQLException {
    Set<String> hashes = new HashSet<>();
    String sql = "SELECT bars_hash FROM feature_times WHERE instrument = ? AND timeframe = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key.instrumentId());
      statement.setString(2, key.timeframe().code());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          hashes.add(result.getString(1));
        }
      }
    }
    return hashes;
  }

  static void appendTimes(
      DuckDBConnection connection, FeatureKey key, Collection<BlockTimes> blocks)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("feature_times")) {
      for (BlockTimes times : blocks) {
        appender.beginRow();
        appender.append(key.instrumentId());
        appender.append(key.timeframe().code());
        appender.append(times.block);
        appender.append(times.barsHash);
        appender.append(times.opens());
        byte[] knowns = times.knowns(key.timeframe().micros());
        if (knowns == null) {
          appender.appendNull();
        } else {
          appender.append(knowns);
        }
        appender.endRow();
      }
    }
  }

  /** Removes the times to which no block of the instrument and timeframe refers. */
  static void deleteUnusedTimes(Connection connection, FeatureKey key) throws SQLException {
    String ids = "(SELECT id FROM feature WHERE instrument = ? AND timeframe = ?)";
    String sql =
        "DELETE FROM feature_times WHERE instrument = ? AND timeframe = ? AND bars_hash NOT IN"
            + " (SELECT bars_hash FROM feature_block WHERE feature IN "
            + ids
            + ") AND bars_hash NOT IN (SELECT bars_hash FROM feature_history WHERE feature IN "
            + ids
            + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int p = 1; p <= 6; p += 2) {
        statement.setString(p, key.instrumentId());
        statement.setString(p + 1, key.timeframe().code());
      }
      statement.executeUpdate();
    }
  }
}

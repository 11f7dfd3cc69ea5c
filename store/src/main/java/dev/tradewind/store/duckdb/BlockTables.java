package dev.tradewind.store.duckdb;

import dev.tradewind.store.FeatureKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of columns, their times, their history and their checkpoints, in and out of tables. Each
 * statement serves all columns of a refresh: one statement a column would take longer than the
 * columns.
 */
final class BlockTables {
  static final String COLUMNS =
      "block, bars_hash, input_hash, vals_hash, bars, vals, segment, place, crc, flags, known, restarts,"
          + " undefined";

  /** What reading values needs of {@link #COLUMNS}. */
  static final String PLACES =
      "block, bars_hash, bars, vals, segment, place, crc, flags, known, restarts, undefined";

  private BlockTables() {}

  /** What is known of a stored block without reading its values. */
  record Entry(String inputHash, String valuesHash) {}

  /** Numbers as an SQL list. */
  static String list(Collection<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /** All blocks of columns, in order of time, by column. */
  static Map<Integer, NavigableMap<Long, Entry>> index(
      Connection connection, Collection<Integer> features) throws SQLException {
    Map<Integer, NavigableMap<Long, Entry>> index = new HashMap<>();
    if (features.isEmpty()) {
      return index;
    }
    String sql =
        "SELECT feature, block, input_hash, vals_hash FROM feature_block WHERE feature IN "
            + list(features);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        index
            .computeIfAbsent(result.getInt(1), any -> new TreeMap<>())
            .put(result.getLong(2), new Entry(result.getString(3), result.getString(4)));
      }
    }
    return index;
  }

  /** A block of {@link #COLUMNS} from a column of a result on; its values may be in a segment. */
  static StoredBlock read(ResultSet result, int from) throws SQLException {
    return read(
            result,
            from + 4,
            result.getLong(from),
            result.getString(from + 1),
            result.getString(from + 2))
        .hashed(result.getString(from + 3));
  }

  /** A block of {@link #PLACES} from a column of a result on, without its hashes. */
  static StoredBlock place(ResultSet result, int from) throws SQLException {
    return read(result, from + 2, result.getLong(from), result.getString(from + 1), "");
  }

  private static StoredBlock read(
      ResultSet result, int from, long block, String barsHash, String inputHash)
      throws SQLException {
    StoredBlock.Extras extras =
        new StoredBlock.Extras(
            result.getBytes(from + 5),
            result.getBytes(from + 6),
            result.getBytes(from + 7),
            result.getBytes(from + 8));
    byte[] values = result.getBytes(from + 1);
    return values != null
        ? StoredBlock.of(block, barsHash, inputHash, values, extras)
        : StoredBlock.in(
            new StoredBlock.Place(
                result.getLong(from + 2), result.getLong(from + 3), result.getInt(from + 4)),
            block,
            barsHash,
            inputHash,
            result.getInt(from),
            extras);
  }

  static byte[] bytes(ResultSet result, int column) throws SQLException {
    byte[] bytes = result.getBytes(column);
    return bytes == null ? new byte[0] : bytes;
  }

  /** Receives blocks. */
  interface BlockSink {
    void accept(int feature, StoredBlock block);
  }

  /** Reads some blocks of columns. */
  static void blocks(
      Connection connection, Collection<Integer> features, Collection<Long> blocks, BlockSink sink)
      throws SQLException {
    String sql =
        "SELECT feature, "
            + COLUMNS
            + " FROM feature_block WHERE feature IN "
            + list(features)
            + " AND block IN "
            + list(blocks);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        sink.accept(result.getInt(1), read(result, 2));
      }
    }
  }

  /** Adds blocks of columns. */
  static void append(
      DuckDBConnection connection, Map<Integer, ? extends Collection<StoredBlock>> columns)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("feature_block")) {
      for (Map.Entry<Integer, ? extends Collection<StoredBlock>> column : columns.entrySet()) {
        for (StoredBlock block : column.getValue()) {
          appender.beginRow();
          appendBlock(appender, column.getKey(), block);
          appender.endRow();
        }
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
    appender.append(block.bars);
    if (block.place == null) {
      appender.append(block.values);
      appender.appendNull();
      appender.appendNull();
      appender.appendNull();
    } else {
      appender.appendNull();
      appender.append(block.place.segment());
      appender.append(block.place.position());
      appender.append((long) block.place.crc());
    }
    for (byte[] part : new byte[][] {block.flags, block.known, block.restarts, block.undefined}) {
      if (part.length == 0) {
        appender.appendNull();
      } else {
        appender.append(part);
      }
    }
  }

  /** Keeps blocks, with their values, as history. */
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

  /** Removes blocks of columns from a table. */
  static void delete(Connection connection, String table, Map<Integer, Set<Long>> columns)
      throws SQLException {
    Map<Set<Long>, Set<Integer>> same = new HashMap<>();
    columns.forEach(
        (feature, blocks) -> {
          if (!blocks.isEmpty()) {
            same.computeIfAbsent(blocks, any -> new HashSet<>()).add(feature);
          }
        });
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<Set<Long>, Set<Integer>> group : same.entrySet()) {
        statement.execute(
            "DELETE FROM "
                + table
                + " WHERE feature IN "
                + list(group.getValue())
                + " AND block IN "
                + list(group.getKey()));
      }
    }
  }

  /**
   * Where a checkpoint was taken.
   *
   * @param bars of the block that had been computed
   * @param inputHash of what they were computed from
   */
  record Mark(int bars, String inputHash) {}

  /**
   * A program's memory within a block.
   *
   * @param mark where it was taken
   * @param memory its bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Checkpoint(Mark mark, byte[] memory) {}

  /** The blocks in which there is a checkpoint, by column. */
  static Map<Integer, Map<Long, Mark>> checkpoints(
      Connection connection, Collection<Integer> features) throws SQLException {
    Map<Integer, Map<Long, Mark>> blocks = new HashMap<>();
    if (features.isEmpty()) {
      return blocks;
    }
    String sql =
        "SELECT feature, block, bars, input_hash FROM feature_checkpoint WHERE feature IN "
            + list(features);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        blocks
            .computeIfAbsent(result.getInt(1), any -> new HashMap<>())
            .put(result.getLong(2), new Mark(result.getInt(3), result.getString(4)));
      }
    }
    return blocks;
  }

  /** Receives the memory of checkpoints. */
  interface CheckpointSink {
    void accept(int feature, long block, byte[] memory);
  }

  /** Reads some checkpoints of columns. */
  static void checkpoints(
      Connection connection,
      Collection<Integer> features,
      Collection<Long> blocks,
      CheckpointSink sink)
      throws SQLException {
    String sql =
        "SELECT feature, block, memory FROM feature_checkpoint WHERE feature IN "
            + list(features)
            + " AND block IN "
            + list(blocks);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        sink.accept(result.getInt(1), result.getLong(2), bytes(result, 3));
      }
    }
  }

  /** Adds checkpoints of columns. */
  static void appendCheckpoints(
      DuckDBConnection connection, Map<Integer, ? extends Map<Long, Checkpoint>> columns)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("feature_checkpoint")) {
      for (Map.Entry<Integer, ? extends Map<Long, Checkpoint>> column : columns.entrySet()) {
        for (Map.Entry<Long, Checkpoint> checkpoint : column.getValue().entrySet()) {
          appender.beginRow();
          appender.append((int) column.getKey());
          appender.append((long) checkpoint.getKey());
          appender.append(checkpoint.getValue().mark().bars());
          appender.append(checkpoint.getValue().mark().inputHash());
          appender.append(checkpoint.getValue().memory());
          appender.endRow();
        }
      }
    }
  }

  /** Times of blocks in a span, by the hash of their bars. */
  static Map<String, BlockTimes> times(
      Connection connection, FeatureKey key, long fromBlock, long toBlock) throws SQLException {
    Map<String, BlockTimes> times = new HashMap<>();
    String sql =
        "SELECT block, bars_hash, bars, first, opens, knowns FROM feature_times WHERE instrument ="
            + " ? AND timeframe = ? AND block BETWEEN ? AND ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key.instrumentId());
      statement.setString(2, key.timeframe().code());
      statement.setLong(3, fromBlock);
      statement.setLong(4, toBlock);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          BlockTimes.Bars bars =
              new BlockTimes.Bars(result.getInt(3), result.getLong(4), key.timeframe().micros());
          BlockTimes read =
              BlockTimes.stored(
                  result.getLong(1),
                  result.getString(2),
                  bars,
                  result.getBytes(5),
                  result.getBytes(6));
          times.put(read.barsHash, read);
        }
      }
    }
    return times;
  }

  /** The hashes of the bars of some blocks whose times are stored. */
  static Set<String> timesHashes(Connection connection, FeatureKey key, Collection<Long> blocks)
      throws SQLException {
    Set<String> hashes = new HashSet<>();
    String sql =
        "SELECT bars_hash FROM feature_times WHERE instrument = ? AND timeframe = ? AND block IN "
            + list(blocks);
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
    long micros = key.timeframe().micros();
    try (DuckDBAppender appender = connection.createAppender("feature_times")) {
      for (BlockTimes times : blocks) {
        appender.beginRow();
        appender.append(key.instrumentId());
        appender.append(key.timeframe().code());
        appender.append(times.block);
        appender.append(times.barsHash);
        appender.append(times.size());
        appender.append(times.first());
        appendOrNull(appender, times.opens(micros));
        appendOrNull(appender, times.knowns(micros));
        appender.endRow();
      }
    }
  }

  private static void appendOrNull(DuckDBAppender appender, byte @Nullable [] bytes)
      throws SQLException {
    if (bytes == null) {
      appender.appendNull();
    } else {
      appender.append(bytes);
    }
  }

  /**
   * Removes the times to which no block of the instrument and timeframe refers.
   *
   * @param within only these blocks are looked at; all if there are none
   */
  static void deleteUnusedTimes(Connection connection, FeatureKey key, Collection<Long> within)
      throws SQLException {
    String ids = "(SELECT id FROM feature WHERE instrument = ? AND timeframe = ?)";
    String blocks = within.isEmpty() ? "" : " AND block IN " + list(within);
    String sql =
        "DELETE FROM feature_times WHERE instrument = ? AND timeframe = ?"
            + blocks
            + " AND bars_hash NOT IN (SELECT bars_hash FROM feature_block WHERE feature IN "
            + ids
            + blocks
            + ") AND bars_hash NOT IN (SELECT bars_hash FROM feature_history WHERE feature IN "
            + ids
            + blocks
            + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int p = 1; p <= 6; p += 2) {
        statement.setString(p, key.instrumentId());
        statement.setString(p + 1, key.timeframe().code());
      }
      statement.executeUpdate();
    }
  }

  /** Numbers of the segments to which blocks refer. */
  static Set<Long> segments(Connection connection) throws SQLException {
    Set<Long> used = new HashSet<>();
    String sql = "SELECT DISTINCT segment FROM feature_block WHERE segment IS NOT NULL";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        used.add(result.getLong(1));
      }
    }
    return used;
  }

  /** Notes that the values of a segment are on the disk. */
  static void settle(Connection connection, long segment) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO feature_segment VALUES (" + segment + ")");
    }
  }

  /** Forgets the segments to which no block refers any more. */
  static void forgetSegments(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "DELETE FROM feature_segment WHERE id NOT IN (SELECT segment FROM feature_block WHERE"
              + " segment IS NOT NULL)");
    }
  }

  /** Receives the places of blocks. */
  interface PlaceSink {
    void accept(int feature, StoredBlock.Place place, int bars);
  }

  /** The blocks whose segments are not noted as being on the disk. */
  static void unsettled(Connection connection, PlaceSink sink) throws SQLException {
    String sql =
        "SELECT feature, segment, place, crc, bars FROM feature_block WHERE segment IS NOT NULL AND"
            + " segment NOT IN (SELECT id FROM feature_segment) ORDER BY segment, place";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        sink.accept(
            result.getInt(1),
            new StoredBlock.Place(result.getLong(2), result.getLong(3), result.getInt(4)),
            result.getInt(5));
      }
    }
  }

  static long nextSegment(Connection connection) throws SQLException {
    String sql = "SELECT coalesce(max(segment), 0) + 1 FROM feature_block";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}

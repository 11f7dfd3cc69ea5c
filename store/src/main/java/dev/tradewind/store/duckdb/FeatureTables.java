package dev.tradewind.store.duckdb;

import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.Watermark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The catalogue of features: one row a column, which is also its watermark. */
final class FeatureTables {
  private static final String SELECT =
      "SELECT id, instrument, timeframe, name, version, fingerprint, nulls, flagged, bar_count,"
          + " last_open, last_known, input_hash, column_hash, refreshed_at, seen FROM feature";

  private static final int FORMAT = 3;
  private static final List<String> TABLES =
      List.of(
          "feature",
          "feature_times",
          "feature_block",
          "feature_history",
          "feature_checkpoint",
          "feature_segment",
          "feature_tail");

  private FeatureTables() {}

  private static boolean isOfFormat(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT version FROM feature_format")) {
      return result.next() && result.getInt(1) == FORMAT;
    }
  }

  /**
   * A catalogue row.
   *
   * @param id its key in the other tables
   * @param fingerprint hash of what the values were computed by
   * @param seen opening time of the last bar that the column ever had, UTC microseconds
   */
  record Row(int id, String fingerprint, FeatureInfo info, long seen) {}

  /** Makes the tables; those of another format are dropped: what they held is built again. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS feature_format (version INTEGER NOT NULL)");
      if (!isOfFormat(statement)) {
        for (String table : TABLES) {
          statement.execute("DROP TABLE IF EXISTS " + table);
        }
        statement.execute("DELETE FROM feature_format");
        statement.execute("INSERT INTO feature_format VALUES (" + FORMAT + ")");
      }
      statement.execute(
          "CREATE TABLE IF NOT EXISTS feature (id INTEGER NOT NULL, instrument VARCHAR NOT NULL,"
              + " timeframe VARCHAR NOT NULL, name VARCHAR NOT NULL, version INTEGER NOT NULL,"
              + " fingerprint VARCHAR NOT NULL, nulls VARCHAR NOT NULL, flagged BOOLEAN NOT NULL,"
              + " bar_count BIGINT NOT NULL, last_open BIGINT NOT NULL, last_known BIGINT NOT NULL,"
              + " input_hash VARCHAR NOT NULL, column_hash VARCHAR NOT NULL, refreshed_at BIGINT"
              + " NOT NULL, seen BIGINT NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS feature_times (instrument VARCHAR NOT NULL, timeframe VARCHAR"
              + " NOT NULL, block BIGINT NOT NULL, bars_hash VARCHAR NOT NULL, bars INTEGER NOT"
              + " NULL, first BIGINT NOT NULL, opens BLOB, knowns BLOB)");
      String columns =
          " (feature INTEGER NOT NULL, block BIGINT NOT NULL, bars_hash VARCHAR NOT NULL,"
              + " input_hash VARCHAR NOT NULL, vals_hash VARCHAR NOT NULL, bars INTEGER NOT NULL,"
              + " vals BLOB, segment BIGINT, place BIGINT, crc BIGINT,"
              + " flags BLOB, known BLOB, restarts BLOB, undefined BLOB";
      statement.execute("CREATE TABLE IF NOT EXISTS feature_block" + columns + ")");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS feature_history"
              + columns
              + ", until BIGINT NOT NULL, seq BIGINT NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS feature_checkpoint (feature INTEGER NOT NULL, block BIGINT"
              + " NOT NULL, bars INTEGER NOT NULL, input_hash VARCHAR NOT NULL, memory BLOB NOT"
              + " NULL)");
      Tail.create(statement);
      statement.execute("CREATE TABLE IF NOT EXISTS feature_segment (id BIGINT NOT NULL)");
    }
  }

  static Optional<Row> find(Connection connection, FeatureKey key) throws SQLException {
    String sql = SELECT + " WHERE instrument = ? AND timeframe = ? AND name = ? AND version = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key.instrumentId());
      statement.setString(2, key.timeframe().code());
      statement.setString(3, key.feature().name());
      statement.setInt(4, key.feature().version());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(row(result)) : Optional.empty();
      }
    }
  }

  /** Forgets what computed a column, so that it is computed by something else. */
  static boolean distrust(Connection connection, FeatureKey key) throws SQLException {
    Optional<Row> row = find(connection, key);
    if (row.isPresent()) {
      String sql = "UPDATE feature SET fingerprint = '' WHERE id = ?";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setInt(1, row.get().id());
        statement.executeUpdate();
      }
    }
    return row.isPresent();
  }

  static List<FeatureInfo> all(Connection connection) throws SQLException {
    List<Row> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(SELECT + " ORDER BY instrument, timeframe, name, version")) {
      while (result.next()) {
        all.add(row(result));
      }
    }
    return Tail.behind(connection, all).stream().map(Row::info).toList();
  }

  /** All columns of an instrument and timeframe. */
  static Map<FeatureKey, Row> of(Connection connection, FeatureKey any) throws SQLException {
    Map<FeatureKey, Row> rows = new HashMap<>();
    String sql = SELECT + " WHERE instrument = ? AND timeframe = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, any.instrumentId());
      statement.setString(2, any.timeframe().code());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Row row = row(result);
          rows.put(row.info().watermark().key(), row);
        }
      }
    }
    return rows;
  }

  private static Row row(ResultSet result) throws SQLException {
    FeatureKey key =
        new FeatureKey(
            result.getString(2),
            Timeframe.parse(result.getString(3)),
            new FeatureVersion(result.getString(4), result.getInt(5)));
    Watermark watermark =
        new Watermark(
            key,
            result.getLong(9),
            result.getLong(10),
            result.getLong(11),
            result.getString(12),
            result.getString(13),
            Instant.EPOCH.plus(result.getLong(14), ChronoUnit.MICROS));
    return new Row(
        result.getInt(1),
        result.getString(6),
        new FeatureInfo(watermark, NullPolicy.valueOf(result.getString(7)), result.getBoolean(8)),
        result.getLong(15));
  }

  static int nextId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT coalesce(max(id), 0) + 1 FROM feature")) {
      result.next();
      return result.getInt(1);
    }
  }

  /** Writes the rows of columns in place of those before. */
  static void put(DuckDBConnection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "DELETE FROM feature WHERE id IN "
              + BlockTables.list(rows.stream().map(Row::id).toList()));
    }
    try (DuckDBAppender appender = connection.createAppender("feature")) {
      for (Row row : rows) {
        Watermark mark = row.info().watermark();
        appender.beginRow();
        appender.append(row.id());
        appender.append(mark.key().instrumentId());
        appender.append(mark.key().timeframe().code());
        appender.append(mark.key().feature().name());
        appender.append(mark.key().feature().version());
        appender.append(row.fingerprint());
        appender.append(row.info().nulls().name());
        appender.append(row.info().flagged());
        appender.append(mark.rows());
        appender.append(mark.lastOpenMicros());
        appender.append(mark.lastKnownAtMicros());
        appender.append(mark.inputHash());
        appender.append(mark.columnHash());
        appender.append(micros(mark.refreshedAt()));
        appender.append(row.seen());
        appender.endRow();
      }
    }
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** Removes a column from every table. */
  static void deleteAll(Connection connection, int id) throws SQLException {
    delete(connection, "feature", "id", id);
    for (String table : List.of("feature_block", "feature_history", "feature_checkpoint")) {
      delete(connection, table, "feature", id);
    }
  }

  static void delete(Connection connection, String table, String column, int id)
      throws SQLException {
    String sql = "DELETE FROM " + table + " WHERE " + column + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      statement.executeUpdate();
    }
  }
}

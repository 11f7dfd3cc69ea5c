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
import java.util.List;
import java.util.Optional;

/** The catalogue of features: one row a column, which is also its watermark. */
final class FeatureTables {
  private static final String SELECT =
      "SELECT id, instrument, timeframe, name, version, fingerprint, nulls, flagged, bar_count,"
          + " last_open, last_known, input_hash, column_hash, refreshed_at, seen FROM feature";

  private FeatureTables() {}

  /**
   * A catalogue row.
   *
   * @param id its key in the other tables
   * @param fingerprint hash of what the values were computed by
   * @param seen opening time of the last bar that the column ever had, UTC microseconds
   */
  record Row(int id, String fingerprint, FeatureInfo info, long seen) {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS feature (id INTEGER NOT NULL, instrument VARCHAR NOT NULL,"
              + " timeframe VARCHAR NOT NULL, name VARCHAR NOT NULL, version INTEGER NOT NULL,"
              + " fingerprint VARCHAR NOT NULL, nulls VARCHAR NOT NULL, flagged BOOLEAN NOT NULL,"
              + " bar_count BIGINT NOT NULL, last_open BIGINT NOT NULL, last_known BIGINT NOT NULL,"
              + " input_hash VARCHAR NOT NULL, column_hash VARCHAR NOT NULL, refreshed_at BIGINT"
              + " NOT NULL, seen BIGINT NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS feature_times (instrument VARCHAR NOT NULL, timeframe VARCHAR"
              + " NOT NULL, block BIGINT NOT NULL, bars_hash VARCHAR NOT NULL, opens BLOB NOT NULL,"
              + " knowns BLOB)");
      String columns =
          " (feature INTEGER NOT NULL, block BIGINT NOT NULL, bars_hash VARCHAR NOT NULL,"
              + " input_hash VARCHAR NOT NULL, vals_hash VARCHAR NOT NULL, vals BLOB NOT NULL,"
              + " flags BLOB, known BLOB, restarts BLOB, undefined BLOB";
      statement.execute("CREATE TABLE IF NOT EXISTS feature_block" + columns + ")");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS feature_history"
              + columns
              + ", until BIGINT NOT NULL, seq BIGINT NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS feature_checkpoint (feature INTEGER NOT NULL, block BIGINT"
              + " NOT NULL, memory BLOB NOT NULL)");
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

  static List<FeatureInfo> all(Connection connection) throws SQLException {
    List<FeatureInfo> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(SELECT + " ORDER BY instrument, timeframe, name, version")) {
      while (result.next()) {
        all.add(row(result).info());
      }
    }
    return all;
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

  /** Writes the row of a column in place of the one before. */
  static void put(Connection connection, Row row) throws SQLException {
    delete(connection, "feature", "id", row.id());
    Watermark mark = row.info().watermark();
    String sql = "INSERT INTO feature VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, row.id());
      statement.setString(2, mark.key().instrumentId());
      statement.setString(3, mark.key().timeframe().code());
      statement.setString(4, mark.key().feature().name());
      statement.setInt(5, mark.key().feature().version());
      statement.setString(6, row.fingerprint());
      statement.setString(7, row.info().nulls().name());
      statement.setBoolean(8, row.info().flagged());
      statement.setLong(9, mark.rows());
      statement.setLong(10, mark.lastOpenMicros());
      statement.setLong(11, mark.lastKnownAtMicros());
      statement.setString(12, mark.inputHash());
      statement.setString(13, mark.columnHash());
      statement.setLong(14, micros(mark.refreshedAt()));
      statement.setLong(15, row.seen());
      statement.executeUpdate();
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

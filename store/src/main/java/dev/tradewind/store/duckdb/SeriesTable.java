package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.duckdb.BarTable.SeriesKey;
import java.math.BigDecimal;
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

/** The catalogue: one row a series, one row an instrument. */
final class SeriesTable {
  private static final String SELECT =
      "SELECT s.key, s.timeframe, s.bars, s.first_time, s.last_time, s.content_hash, s.source,"
          + " s.attribution, s.updated_at, i.id, i.asset_class, i.currency, i.tick_size,"
          + " i.lot_size, i.calendar, i.periods_per_year, i.round_the_clock"
          + " FROM series s JOIN instrument i ON i.id = s.instrument WHERE s.bars > 0";

  private SeriesTable() {}

  /** A catalogue row with its key in the bar table. */
  record Row(int key, SeriesInfo info) {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS instrument (id VARCHAR NOT NULL, asset_class VARCHAR NOT"
              + " NULL, currency VARCHAR NOT NULL, tick_size VARCHAR NOT NULL, lot_size VARCHAR"
              + " NOT NULL, calendar VARCHAR NOT NULL, periods_per_year INTEGER NOT NULL,"
              + " round_the_clock BOOLEAN NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS series (key INTEGER NOT NULL, instrument VARCHAR NOT NULL,"
              + " timeframe VARCHAR NOT NULL, micros BIGINT NOT NULL, bars BIGINT NOT NULL,"
              + " first_time BIGINT NOT NULL, last_time BIGINT NOT NULL, content_hash VARCHAR NOT"
              + " NULL, source VARCHAR NOT NULL, attribution VARCHAR, updated_at BIGINT NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS bar (series INTEGER NOT NULL, open_time BIGINT NOT NULL, open"
              + " DOUBLE NOT NULL, high DOUBLE NOT NULL, low DOUBLE NOT NULL, close DOUBLE NOT"
              + " NULL, volume DOUBLE NOT NULL)");
    }
  }

  /** The key of a series; a new one if it is not stored yet. */
  static SeriesKey key(Connection connection, Instrument instrument, Timeframe timeframe)
      throws SQLException {
    int key = existingKey(connection, instrument.id(), timeframe);
    if (key < 0) {
      try (Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery("SELECT coalesce(max(key), 0) + 1 FROM series")) {
        result.next();
        key = result.getInt(1);
      }
    }
    return new SeriesKey(key, instrument, timeframe);
  }

  private static int existingKey(Connection connection, String id, Timeframe timeframe)
      throws SQLException {
    String sql = "SELECT key FROM series WHERE instrument = ? AND timeframe = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.setString(2, timeframe.code());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? result.getInt(1) : -1;
      }
    }
  }

  static void deleteBars(Connection connection, int key, long fromMicros) throws SQLException {
    String sql = "DELETE FROM bar WHERE series = ? AND open_time >= ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, key);
      statement.setLong(2, fromMicros);
      statement.executeUpdate();
    }
  }

  /** Writes the catalogue row of a series. */
  static void note(
      Connection connection, int key, BarSeries series, SeriesSource source, Instant now)
      throws SQLException {
    deleteRow(connection, key);
    String sql = "INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, key);
      statement.setString(2, series.instrument().id());
      statement.setString(3, series.timeframe().code());
      statement.setLong(4, series.timeframe().micros());
      statement.setLong(5, series.size());
      statement.setLong(6, series.openTime(0));
      statement.setLong(7, series.openTime(series.size() - 1));
      statement.setString(8, series.contentHash());
      statement.setString(9, source.name());
      statement.setString(10, source.attribution());
      statement.setLong(11, ChronoUnit.MICROS.between(Instant.EPOCH, now));
      statement.executeUpdate();
    }
  }

  /** Writes the row of an instrument. */
  static void describe(Connection connection, Instrument instrument) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM instrument WHERE id = ?")) {
      statement.setString(1, instrument.id());
      statement.executeUpdate();
    }
    String sql = "INSERT INTO instrument VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, instrument.id());
      statement.setString(2, instrument.assetClass().name());
      statement.setString(3, instrument.currency());
      statement.setString(4, instrument.tickSize().toPlainString());
      statement.setString(5, instrument.lotSize().toPlainString());
      statement.setString(6, instrument.calendar().code());
      statement.setInt(7, instrument.calendar().periodsPerYear());
      statement.setBoolean(8, instrument.calendar().roundTheClock());
      statement.executeUpdate();
    }
  }

  static boolean delete(Connection connection, String id, Timeframe timeframe) throws SQLException {
    int key = existingKey(connection, id, timeframe);
    if (key < 0) {
      return false;
    }
    deleteBars(connection, key, Long.MIN_VALUE);
    BarHistory.delete(connection, key);
    deleteRow(connection, key);
    return true;
  }

  private static void deleteRow(Connection connection, int key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM series WHERE key = ?")) {
      statement.setInt(1, key);
      statement.executeUpdate();
    }
  }

  static Optional<Row> find(Connection connection, String id, Timeframe timeframe)
      throws SQLException {
    String sql = SELECT + " AND s.instrument = ? AND s.timeframe = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.setString(2, timeframe.code());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(row(result)) : Optional.empty();
      }
    }
  }

  static List<SeriesInfo> all(Connection connection) throws SQLException {
    List<SeriesInfo> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(SELECT + " ORDER BY s.instrument, s.micros")) {
      while (result.next()) {
        all.add(row(result).info());
      }
    }
    return all;
  }

  private static Row row(ResultSet result) throws SQLException {
    Instrument instrument =
        new Instrument(
            result.getString(10),
            AssetClass.valueOf(result.getString(11)),
            result.getString(12),
            new BigDecimal(result.getString(13)),
            new BigDecimal(result.getString(14)),
            new TradingCalendar(result.getString(15), result.getInt(16), result.getBoolean(17)));
    SeriesInfo info =
        new SeriesInfo(
            instrument,
            Timeframe.parse(result.getString(2)),
            result.getLong(3),
            result.getLong(4),
            result.getLong(5),
            result.getString(6),
            new SeriesSource(result.getString(7), result.getString(8)),
            Instant.EPOCH.plus(result.getLong(9), ChronoUnit.MICROS));
    return new Row(result.getInt(1), info);
  }
}

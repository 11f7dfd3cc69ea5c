package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.TradeHash;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.TradesInfo;
import dev.tradewind.store.TradesOutcome;
import dev.tradewind.store.Verification;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.duckdb.BarTable.Span;
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
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * The market's trades: one row each, with its place among those of its moment, and one row an
 * instrument that says what there is.
 */
final class TradeTable {
  private static final String SELECT =
      "SELECT key, instrument, trades, first_time, last_time, content_hash, source, attribution,"
          + " updated_at FROM trade_series";

  private TradeTable() {}

  /** A catalogue row with its key in the table of trades. */
  private record Row(int key, TradesInfo info) {}

  /** Where a write comes from, and when it is made. */
  record Origin(SeriesSource source, Instant time) {}

  /** Takes trades in order. */
  interface Sink {
    void take(long time, double price, double quantity);
  }

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS trade_series (key INTEGER NOT NULL, instrument VARCHAR NOT"
              + " NULL, trades BIGINT NOT NULL, first_time BIGINT NOT NULL, last_time BIGINT NOT"
              + " NULL, content_hash VARCHAR NOT NULL, source VARCHAR NOT NULL, attribution"
              + " VARCHAR, updated_at BIGINT NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS trade (series INTEGER NOT NULL, trade_time BIGINT NOT NULL,"
              + " place INTEGER NOT NULL, price DOUBLE NOT NULL, quantity DOUBLE NOT NULL)");
    }
  }

  // --- writing -----------------------------------------------------------------------------------

  static TradesOutcome write(
      DuckDBConnection connection,
      String instrument,
      List<TradeTick> trades,
      WriteMode mode,
      Origin origin)
      throws SQLException {
    TradeColumns offered = checked(instrument, trades);
    if (offered.size() == 0) {
      return new TradesOutcome.Written(0, 0, 0);
    }
    Optional<Row> row = find(connection, instrument);
    int key = row.isPresent() ? row.get().key() : newKey(connection);
    Span span = new Span(offered.time(0), offered.time(offered.size() - 1) + 1);
    TradeMerge merge = new TradeMerge(read(connection, instrument, span), offered);
    if (merge.conflicts() > 0 && mode == WriteMode.KEEP) {
      return new TradesOutcome.Conflict(merge.conflicts(), merge.examples());
    }
    if (merge.isChange()) {
      delete(connection, key, new Span(merge.firstChange(), merge.lastChange() + 1));
      append(connection, key, merge);
      note(connection, key, instrument, origin);
    }
    return new TradesOutcome.Written(merge.inserted(), merge.unchanged(), merge.replaced());
  }

  private static TradeColumns checked(String instrument, List<TradeTick> trades) {
    TradeColumns columns = new TradeColumns(trades.size());
    long last = Long.MIN_VALUE;
    for (TradeTick trade : trades) {
      String problem = null;
      if (trade.timeMicros() < last) {
        problem = "time must not be before " + last + ", was " + trade.timeMicros();
      } else if (!(trade.price() > 0) || !Double.isFinite(trade.price())) {
        problem = "price must be > 0, was " + trade.price();
      } else if (!(trade.quantity() >= 0) || !Double.isFinite(trade.quantity())) {
        problem = "quantity must be >= 0, was " + trade.quantity();
      }
      if (problem != null) {
        throw new IllegalArgumentException(
            problem + " (trade " + columns.size() + " of " + instrument + ")");
      }
      last = trade.timeMicros();
      columns.append(last, trade.price(), trade.quantity());
    }
    return columns;
  }

  /** Appends what the merge holds from its first change to its last. */
  private static void append(DuckDBConnection connection, int key, TradeMerge merge)
      throws SQLException {
    TradeColumns joined = merge.joined();
    try (DuckDBAppender appender = connection.createAppender("trade")) {
      int place = 0;
      for (int i = 0; i < joined.size(); i++) {
        long time = joined.time(i);
        place = i > 0 && joined.time(i - 1) == time ? place + 1 : 0;
        if (time >= merge.firstChange() && time <= merge.lastChange()) {
          appender.beginRow();
          appender.append(key);
          appender.append(time);
          appender.append(place);
          appender.append(joined.price(i));
          appender.append(joined.quantity(i));
          appender.endRow();
        }
      }
    }
  }

  private static int newKey(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT coalesce(max(key), 0) + 1 FROM trade_series")) {
      result.next();
      return result.getInt(1);
    }
  }

  /** Writes the catalogue row of what is stored now. */
  private static void note(DuckDBConnection connection, int key, String instrument, Origin origin)
      throws SQLException {
    long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
    TradeHash hash = new TradeHash();
    each(
        connection,
        key,
        Span.ALL,
        (time, price, quantity) -> {
          ends[0] = Math.min(ends[0], time);
          ends[1] = time;
          hash.add(time, price, quantity);
        });
    deleteRow(connection, key);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO trade_series VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setInt(1, key);
      statement.setString(2, instrument);
      statement.setLong(3, hash.count());
      statement.setLong(4, ends[0]);
      statement.setLong(5, ends[1]);
      statement.setString(6, hash.hex());
      statement.setString(7, origin.source().name());
      statement.setString(8, origin.source().attribution());
      statement.setLong(9, ChronoUnit.MICROS.between(Instant.EPOCH, origin.time()));
      statement.executeUpdate();
    }
  }

  /** Deletes all of an instrument and says how many there were. */
  static long delete(Connection connection, String instrument) throws SQLException {
    Optional<Row> row = find(connection, instrument);
    if (row.isEmpty()) {
      return 0;
    }
    delete(connection, row.get().key(), Span.ALL);
    deleteRow(connection, row.get().key());
    return row.get().info().trades();
  }

  private static void delete(Connection connection, int key, Span span) throws SQLException {
    String sql = "DELETE FROM trade WHERE series = ? AND trade_time >= ? AND trade_time < ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, key, span);
      statement.executeUpdate();
    }
  }

  private static void deleteRow(Connection connection, int key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM trade_series WHERE key = ?")) {
      statement.setInt(1, key);
      statement.executeUpdate();
    }
  }

  // --- reading -----------------------------------------------------------------------------------

  static TradeColumns read(DuckDBConnection connection, String instrument, Span span)
      throws SQLException {
    Optional<Row> row = find(connection, instrument);
    if (row.isEmpty()) {
      return new TradeColumns(0);
    }
    int key = row.get().key();
    TradeColumns columns = new TradeColumns(Math.toIntExact(count(connection, key, span)));
    each(connection, key, span, columns::append);
    return columns;
  }

  static long count(Connection connection, String instrument, Span span) throws SQLException {
    Optional<Row> row = find(connection, instrument);
    return row.isEmpty() ? 0 : count(connection, row.get().key(), span);
  }

  private static long count(Connection connection, int key, Span span) throws SQLException {
    String sql =
        "SELECT count(*) FROM trade WHERE series = ? AND trade_time >= ? AND trade_time < ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, key, span);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  /** Shows the trades of a span, in order, without holding them. */
  static void each(DuckDBConnection connection, String instrument, Span span, Sink sink)
      throws SQLException {
    Optional<Row> row = find(connection, instrument);
    if (row.isPresent()) {
      each(connection, row.get().key(), span, sink);
    }
  }

  private static void each(DuckDBConnection connection, int key, Span span, Sink sink)
      throws SQLException {
    String sql =
        "SELECT trade_time, price, quantity FROM trade WHERE series = ? AND trade_time >= ? AND"
            + " trade_time < ? ORDER BY trade_time, place";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, key, span);
      try (DuckDBChunkedResult result = statement.unwrap(DuckDBPreparedStatement.class).query()) {
        while (result.nextChunk()) {
          DuckDBDataChunkReader chunk = result.chunk();
          DuckDBReadableVector times = chunk.vector(0);
          DuckDBReadableVector prices = chunk.vector(1);
          DuckDBReadableVector quantities = chunk.vector(2);
          long rows = chunk.rowCount();
          for (long row = 0; row < rows; row++) {
            sink.take(times.getLong(row), prices.getDouble(row), quantities.getDouble(row));
          }
        }
      }
    }
  }

  private static void bind(PreparedStatement statement, int key, Span span) throws SQLException {
    statement.setInt(1, key);
    statement.setLong(2, span.fromMicros());
    statement.setLong(3, span.toMicros());
  }

  static List<TradesInfo> all(Connection connection) throws SQLException {
    List<TradesInfo> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(SELECT + " ORDER BY instrument")) {
      while (result.next()) {
        all.add(row(result).info());
      }
    }
    return all;
  }

  static Optional<TradesInfo> info(Connection connection, String instrument) throws SQLException {
    return find(connection, instrument).map(Row::info);
  }

  static Optional<Verification> verify(DuckDBConnection connection, String instrument)
      throws SQLException {
    Optional<Row> row = find(connection, instrument);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    TradeHash hash = new TradeHash();
    each(connection, row.get().key(), Span.ALL, hash::add);
    return Optional.of(new Verification(row.get().info().contentHash(), hash.hex()));
  }

  private static Optional<Row> find(Connection connection, String instrument) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SELECT + " WHERE instrument = ?")) {
      statement.setString(1, instrument);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(row(result)) : Optional.empty();
      }
    }
  }

  private static Row row(ResultSet result) throws SQLException {
    TradesInfo info =
        new TradesInfo(
            result.getString(2),
            result.getLong(3),
            result.getLong(4),
            result.getLong(5),
            result.getString(6),
            new SeriesSource(result.getString(7), result.getString(8)),
            Instant.EPOCH.plus(result.getLong(9), ChronoUnit.MICROS));
    return new Row(result.getInt(1), info);
  }
}

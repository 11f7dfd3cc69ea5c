package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/** Bars in and out of a table, column chunks at a time, bit for bit. */
final class BarTable {
  private BarTable() {}

  /** Appends bars {@code [from, size)} to a table of {@code key, time, o, h, l, c, v}. */
  static void append(DuckDBConnection connection, String table, int key, BarSeries series, int from)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender(table)) {
      for (int i = from; i < series.size(); i++) {
        appender.beginRow();
        appender.append(key);
        appender.append(series.openTime(i));
        appender.append(series.open(i));
        appender.append(series.high(i));
        appender.append(series.low(i));
        appender.append(series.close(i));
        appender.append(series.volume(i));
        appender.endRow();
      }
    }
  }

  /** Reads the bars of a key that open in {@code [fromMicros, toMicros)}. */
  static BarSeries read(DuckDBConnection connection, SeriesKey key, Span span, int expected)
      throws SQLException {
    BarSeries.Builder builder = BarSeries.builder(key.instrument(), key.timeframe(), expected);
    String sql =
        "SELECT open_time, open, high, low, close, volume FROM bar"
            + " WHERE series = ? AND open_time >= ? AND open_time < ? ORDER BY open_time";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, key.key());
      statement.setLong(2, span.fromMicros());
      statement.setLong(3, span.toMicros());
      readAll(statement, builder);
    }
    return builder.build();
  }

  private static void readAll(PreparedStatement statement, BarSeries.Builder builder)
      throws SQLException {
    try (DuckDBChunkedResult result = statement.unwrap(DuckDBPreparedStatement.class).query()) {
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        DuckDBReadableVector times = chunk.vector(0);
        DuckDBReadableVector opens = chunk.vector(1);
        DuckDBReadableVector highs = chunk.vector(2);
        DuckDBReadableVector lows = chunk.vector(3);
        DuckDBReadableVector closes = chunk.vector(4);
        DuckDBReadableVector volumes = chunk.vector(5);
        long rows = chunk.rowCount();
        for (long row = 0; row < rows; row++) {
          builder.append(
              times.getLong(row),
              opens.getDouble(row),
              highs.getDouble(row),
              lows.getDouble(row),
              closes.getDouble(row),
              volumes.getDouble(row));
        }
      }
    }
  }

  /** What names a stored series. */
  record SeriesKey(int key, Instrument instrument, Timeframe timeframe) {}

  /** Opening times from (inclusive) to (exclusive), UTC microseconds. */
  record Span(long fromMicros, long toMicros) {
    static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}

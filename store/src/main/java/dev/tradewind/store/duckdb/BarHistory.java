package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.store.duckdb.BarTable.SeriesKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * What stored bars were before they were corrected: each row says what was at a time until when, a
 * bar or none. Only what changes is kept, so that bars cost nothing here until they are corrected.
 */
final class BarHistory {
  private BarHistory() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS bar_before (series INTEGER NOT NULL, open_time BIGINT NOT"
              + " NULL, existed BOOLEAN NOT NULL, open DOUBLE NOT NULL, high DOUBLE NOT NULL, low"
              + " DOUBLE NOT NULL, close DOUBLE NOT NULL, volume DOUBLE NOT NULL, until BIGINT NOT"
              + " NULL, seq BIGINT NOT NULL)");
    }
  }

  /** Keeps what a merge changes, known until a moment. */
  static void keep(
      DuckDBConnection connection, SeriesKey key, BarSeries stored, Merge merge, long untilMicros)
      throws SQLException {
    boolean follows =
        stored.size() == 0 || merge.firstChange() > stored.openTime(stored.size() - 1);
    if (follows) {
      return;
    }
    long sequence = next(connection);
    try (DuckDBAppender appender = connection.createAppender("bar_before")) {
      merge.changes(
          new Merge.Change() {
            @Override
            public void replaced(int i) throws SQLException {
              row(stored.openTime(i), true, i);
            }

            @Override
            public void filledIn(long openTime) throws SQLException {
              row(openTime, false, -1);
            }

            private void row(long openTime, boolean existed, int i) throws SQLException {
              appender.beginRow();
              appender.append(key.key());
              appender.append(openTime);
              appender.append(existed);
              appender.append(existed ? stored.open(i) : 0.0);
              appender.append(existed ? stored.high(i) : 0.0);
              appender.append(existed ? stored.low(i) : 0.0);
              appender.append(existed ? stored.close(i) : 0.0);
              appender.append(existed ? stored.volume(i) : 0.0);
              appender.append(untilMicros);
              appender.append(sequence);
              appender.endRow();
            }
          });
    }
  }

  private static long next(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT coalesce(max(seq), 0) + 1 FROM bar_before")) {
      result.next();
      return result.getLong(1);
    }
  }

  static void delete(Connection connection, int key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM bar_before WHERE series = ?")) {
      statement.setInt(1, key);
      statement.executeUpdate();
    }
  }

  /** The bars that were known at a moment, of those that are stored now. */
  static BarSeries asOf(Connection connection, SeriesKey key, BarSeries now, long asOfMicros)
      throws SQLException {
    BarSeries.Builder then = BarSeries.builder(key.instrument(), key.timeframe(), now.size());
    String sql =
        "SELECT open_time, existed, open, high, low, close, volume FROM bar_before"
            + " WHERE series = ? AND until > ?"
            + " QUALIFY row_number() OVER (PARTITION BY open_time ORDER BY until, seq) = 1"
            + " ORDER BY open_time";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, key.key());
      statement.setLong(2, asOfMicros);
      try (ResultSet before = statement.executeQuery()) {
        boolean more = before.next();
        for (int i = 0; i < now.size() && now.knownAt(i) <= asOfMicros; i++) {
          while (more && before.getLong(1) < now.openTime(i)) {
            more = before.next();
          }
          if (!more || before.getLong(1) > now.openTime(i)) {
            then.append(
                now.openTime(i), now.open(i), now.high(i), now.low(i), now.close(i), now.volume(i));
          } else if (before.getBoolean(2)) {
            then.append(
                before.getLong(1),
                before.getDouble(3),
                before.getDouble(4),
                before.getDouble(5),
                before.getDouble(6),
                before.getDouble(7));
          }
        }
      }
    }
    return then.build();
  }
}

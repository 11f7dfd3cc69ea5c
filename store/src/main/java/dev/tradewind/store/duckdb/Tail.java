package dev.tradewind.store.duckdb;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
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
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The newest bars of a series, which refreshes have added one row at a time and which are not yet
 * in the blocks of its columns. Who reads blocks or the catalogue puts them behind.
 */
final class Tail {
  /** Times of a series that has no tail. */
  static final Tail NONE = new Tail(List.of());

  private final List<TailRow> rows;

  private Tail(List<TailRow> rows) {
    this.rows = rows;
  }

  static void create(Statement statement) throws SQLException {
    statement.execute(
        "CREATE TABLE IF NOT EXISTS feature_tail (instrument VARCHAR NOT NULL, timeframe VARCHAR"
            + " NOT NULL, seq BIGINT NOT NULL, block BIGINT NOT NULL, bars_hash VARCHAR NOT NULL,"
            + " bars INTEGER NOT NULL, last_open BIGINT NOT NULL, opens BLOB NOT NULL, ids BLOB NOT NULL, vals BLOB NOT NULL, flags BLOB NOT NULL,"
            + " undefined BLOB, hashes VARCHAR NOT NULL, refreshed_at BIGINT NOT NULL)");
  }

  /** How many rows each series has, by its name. */
  static Map<String, Integer> counts(Connection connection) throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    String sql = "SELECT instrument, timeframe, count(*) FROM feature_tail GROUP BY ALL";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        counts.put(name(result.getString(1), result.getString(2)), result.getInt(3));
      }
    }
    return counts;
  }

  /** The name of a series. */
  static String name(String instrument, String timeframe) {
    return timeframe + " " + instrument;
  }

  static Tail of(Connection connection, FeatureKey any) throws SQLException {
    List<TailRow> rows = new ArrayList<>();
    String sql =
        "SELECT block, bars_hash, opens, ids, vals, flags, undefined, hashes, refreshed_at FROM"
            + " feature_tail WHERE instrument = ? AND timeframe = ? ORDER BY seq";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, any.instrumentId());
      statement.setString(2, any.timeframe().code());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row(result));
        }
      }
    }
    return rows.isEmpty() ? NONE : new Tail(rows);
  }

  private static TailRow row(ResultSet result) throws SQLException {
    TailRow.Bars bars =
        new TailRow.Bars(
            result.getLong(1),
            result.getString(2),
            BlockBytes.toLongs(BlockTables.bytes(result, 3)));
    TailRow.Columns columns =
        new TailRow.Columns(
            BlockBytes.toInts(BlockTables.bytes(result, 4)),
            BlockTables.bytes(result, 5),
            BlockTables.bytes(result, 6),
            BlockBytes.toInts(BlockTables.bytes(result, 7)));
    return new TailRow(bars, columns, TailRow.Hashes.of(result.getString(8)), result.getLong(9));
  }

  static void append(DuckDBConnection connection, FeatureKey any, long seq, TailRow row)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("feature_tail")) {
      appender.beginRow();
      appender.append(any.instrumentId());
      appender.append(any.timeframe().code());
      appender.append(seq);
      appender.append(row.block);
      appender.append(row.barsHash);
      appender.append(row.opens.length);
      appender.append(row.opens[row.opens.length - 1]);
      appender.append(BlockBytes.ofLongs(row.opens, 0, row.opens.length));
      appender.append(BlockBytes.ofInts(row.ids, row.ids.length));
      appender.append(row.values);
      appender.append(row.flags);
      if (row.undefined.length == 0) {
        appender.appendNull();
      } else {
        appender.append(BlockBytes.ofInts(row.undefined, row.undefined.length));
      }
      appender.append(row.hashes.text());
      appender.append(row.refreshedAt);
      appender.endRow();
    }
  }

  static void delete(Connection connection, FeatureKey any) throws SQLException {
    String sql = "DELETE FROM feature_tail WHERE instrument = ? AND timeframe = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, any.instrumentId());
      statement.setString(2, any.timeframe().code());
      statement.executeUpdate();
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The columns that have bars here. */
  Set<Integer> ids() {
    Set<Integer> ids = new TreeSet<>();
    for (TailRow row : rows) {
      for (int id : row.ids) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** The block in which the bars of a column are; {@code null} if there are none. */
  @Nullable Long blockOf(int id) {
    for (TailRow row : rows) {
      if (row.indexOf(id) >= 0) {
        return row.block;
      }
    }
    return null;
  }

  /** The block of a column, with its values, and the bars that are here behind its own. */
  StoredBlock behind(StoredBlock before, int id) {
    StoredBlock block = before;
    for (TailRow row : rows) {
      int index = row.indexOf(id);
      if (index >= 0) {
        block = row.behind(block, index);
      }
    }
    return block;
  }

  /** The undefined stretches of a column's block with those of the bars that are here. */
  int[] behind(int[] stored, int bars, int id) {
    int[] spans = stored;
    int count = bars;
    for (TailRow row : rows) {
      int index = row.indexOf(id);
      if (index >= 0) {
        spans = row.behind(spans, count, index);
        count += row.opens.length;
      }
    }
    return spans;
  }

  /** The times of a column's block with the bars that are here behind its own. */
  BlockTimes behind(BlockTimes before, int id, Timeframe timeframe) {
    BlockTimes times = before;
    for (TailRow row : rows) {
      if (row.indexOf(id) >= 0) {
        times = row.behind(times, timeframe.micros());
      }
    }
    return times;
  }

  /** The catalogue row of a column as it is with the bars that are here. */
  FeatureTables.Row behind(FeatureTables.Row before) {
    FeatureTables.Row row = before;
    for (TailRow each : rows) {
      int index = each.indexOf(before.id());
      if (index >= 0) {
        row =
            moved(
                row,
                new Mark(
                    each.opens.length,
                    each.opens[each.opens.length - 1],
                    each.hashes.input(),
                    each.hashes.column().get(index),
                    each.refreshedAt));
      }
    }
    return row;
  }

  /**
   * Where columns stand with their tails.
   *
   * @param bars behind the stored blocks
   */
  private record Mark(long bars, long lastOpen, String input, String column, long refreshedAt) {}

  /** Catalogue rows as they are with their tails. */
  static List<FeatureTables.Row> behind(Connection connection, List<FeatureTables.Row> rows)
      throws SQLException {
    Map<Integer, Mark> marks = marks(connection);
    if (marks.isEmpty()) {
      return rows;
    }
    List<FeatureTables.Row> all = new ArrayList<>();
    for (FeatureTables.Row row : rows) {
      Mark mark = marks.get(row.id());
      all.add(mark == null ? row : moved(row, mark));
    }
    return all;
  }

  private static Map<Integer, Mark> marks(Connection connection) throws SQLException {
    Map<Integer, Mark> marks = new HashMap<>();
    String sql =
        "SELECT ids, sum(bars)::BIGINT, max(last_open), arg_max(hashes, seq), max(refreshed_at)"
            + " FROM feature_tail GROUP BY instrument, timeframe, ids ORDER BY max(seq)";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        int[] ids = BlockBytes.toInts(BlockTables.bytes(result, 1));
        TailRow.Hashes hashes = TailRow.Hashes.of(result.getString(4));
        for (int i = 0; i < ids.length; i++) {
          Mark before = marks.get(ids[i]);
          marks.put(
              ids[i],
              new Mark(
                  result.getLong(2) + (before == null ? 0 : before.bars()),
                  result.getLong(3),
                  hashes.input(),
                  hashes.column().get(i),
                  result.getLong(5)));
        }
      }
    }
    return marks;
  }

  private static FeatureTables.Row moved(FeatureTables.Row before, Mark to) {
    Watermark mark = before.info().watermark();
    Watermark moved =
        new Watermark(
            mark.key(),
            mark.rows() + to.bars(),
            to.lastOpen(),
            to.lastOpen() + mark.key().timeframe().micros(),
            to.input(),
            to.column(),
            Instant.EPOCH.plus(to.refreshedAt(), ChronoUnit.MICROS));
    FeatureInfo info = new FeatureInfo(moved, before.info().nulls(), before.info().flagged());
    return new FeatureTables.Row(before.id(), before.fingerprint(), info, to.lastOpen());
  }
}

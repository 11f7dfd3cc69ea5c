package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.signal.Direction;
import dev.tradewind.engine.signal.EntryMatcher;
import dev.tradewind.engine.signal.OpenEntry;
import dev.tradewind.engine.signal.SignalKind;
import dev.tradewind.engine.signal.SignalRows;
import dev.tradewind.platform.shared.Times;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes signals. Every method is called in the transaction of one step of a generation. */
@Component
final class SignalTable {
  private static final int BATCH = 1_000;

  private final JdbcTemplate db;

  SignalTable(JdbcTemplate db) {
    this.db = db;
  }

  /** A bar and a condition. */
  record Key(long bar, int code) {}

  /** What is remembered of a stored signal. */
  record Stored(long hash, long partner) {}

  /** Exit long, exit short, entry long, entry short. */
  static int code(SignalKind kind, Direction direction) {
    return (kind == SignalKind.ENTRY ? 2 : 0) + (direction == Direction.SHORT ? 1 : 0);
  }

  static SignalKind kind(int code) {
    return code < 2 ? SignalKind.EXIT : SignalKind.ENTRY;
  }

  static Direction direction(int code) {
    return code % 2 == 0 ? Direction.LONG : Direction.SHORT;
  }

  /** Signals on bars in {@code [from, to)}. */
  Map<Key, Stored> between(long state, long from, long to) {
    Map<Key, Stored> found = new HashMap<>();
    db.query(
        "SELECT bar, code, hash, partner FROM signals.signal WHERE state_id = ? AND bar >= ? AND"
            + " bar <= ?",
        row -> {
          long partner = row.getLong("partner");
          found.put(
              new Key(row.getLong("bar"), row.getInt("code")),
              new Stored(row.getLong("hash"), row.wasNull() ? EntryMatcher.NONE : partner));
        },
        state,
        from,
        to == Long.MAX_VALUE ? to : to - 1);
    return found;
  }

  /** Entries before a bar that no exit before it closed, oldest first. */
  List<OpenEntry> openBefore(long state, long from) {
    return db.query(
        "SELECT bar, code FROM signals.signal WHERE state_id = ? AND bar < ? AND code >= 2 AND"
            + " (partner IS NULL OR partner >= ?) ORDER BY bar, code",
        (row, n) -> new OpenEntry(direction(row.getInt("code")), row.getLong("bar")),
        state,
        from,
        from);
  }

  /** Forgets the exits from a bar on that closed entries before it. */
  void reopen(long state, long from) {
    db.update(
        "UPDATE signals.signal SET partner = NULL WHERE state_id = ? AND bar < ? AND partner >= ?",
        state,
        from,
        from);
  }

  void delete(long state, List<Key> keys) {
    db.batchUpdate(
        "DELETE FROM signals.signal WHERE state_id = ? AND bar = ? AND code = ?",
        keys,
        BATCH,
        (statement, key) -> key(statement, 1, state, key));
  }

  private static void key(PreparedStatement statement, int at, long state, Key key)
      throws SQLException {
    statement.setLong(at, state);
    statement.setLong(at + 1, key.bar());
    statement.setInt(at + 2, key.code());
  }

  /** Adds rows by their index. */
  void insert(long state, SignalRows rows, List<Integer> which, List<Long> partners, Instant now) {
    db.batchUpdate(
        "INSERT INTO signals.signal (state_id, bar, code, known_at, strength, snapshot, hash,"
            + " partner, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        which,
        BATCH,
        (statement, row) -> {
          key(
              statement,
              1,
              state,
              new Key(rows.barTime(row), code(rows.kind(row), rows.direction(row))));
          statement.setLong(4, rows.knownAt(row));
          statement.setDouble(5, rows.strength(row));
          Double[] snapshot = new Double[rows.columns().size()];
          for (int c = 0; c < snapshot.length; c++) {
            snapshot[c] = rows.value(row, c);
          }
          statement.setArray(6, statement.getConnection().createArrayOf("float8", snapshot));
          statement.setLong(7, rows.hash(row));
          partner(statement, 8, partners.get(row));
          statement.setObject(9, Times.sql(now));
        });
  }

  private static void partner(PreparedStatement statement, int at, long partner)
      throws SQLException {
    if (partner == EntryMatcher.NONE) {
      statement.setNull(at, Types.BIGINT);
    } else {
      statement.setLong(at, partner);
    }
  }

  /** Sets the partners of stored signals. */
  void partners(long state, Map<Key, Long> partners) {
    db.batchUpdate(
        "UPDATE signals.signal SET partner = ? WHERE state_id = ? AND bar = ? AND code = ?",
        List.copyOf(partners.entrySet()),
        BATCH,
        (statement, each) -> {
          partner(statement, 1, each.getValue());
          key(statement, 2, state, each.getKey());
        });
  }
}

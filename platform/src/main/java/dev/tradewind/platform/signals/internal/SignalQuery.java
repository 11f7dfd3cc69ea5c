package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.signal.Direction;
import dev.tradewind.engine.signal.SignalKind;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Times;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads signals. */
@Component
final class SignalQuery {
  private static final String FROM =
      " FROM signals.signal g JOIN signals.state s ON s.id = g.state_id";
  private static final String COLUMNS =
      "SELECT g.*, s.definition, s.version, s.instrument, s.timeframe";
  private static final int FETCH = 2_000;

  private final JdbcTemplate db;
  private final JdbcTemplate streaming;

  SignalQuery(JdbcTemplate db, DataSource source) {
    this.db = db;
    this.streaming = new JdbcTemplate(source);
    this.streaming.setFetchSize(FETCH);
  }

  /** Which signals; what is {@code null} does not matter. */
  record Filter(
      @Nullable String definition,
      @Nullable Integer version,
      @Nullable String instrument,
      @Nullable SignalKind kind,
      @Nullable Direction direction,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /** A stored signal; {@code snapshot} follows the columns of its definition's version. */
  record Row(
      SignalId id,
      String definition,
      int version,
      String instrument,
      String timeframe,
      SignalKind kind,
      Direction direction,
      long bar,
      long knownAt,
      double strength,
      List<Double> snapshot,
      String hash,
      @Nullable Long partner,
      Instant recordedAt) {
    Row {
      snapshot = List.copyOf(snapshot);
    }
  }

  /** A condition and its arguments; without a version those in use are meant. */
  private record Where(String text, List<Object> arguments) {
    static Where of(Filter filter) {
      List<String> parts = new ArrayList<>();
      List<Object> arguments = new ArrayList<>();
      add(parts, arguments, "s.definition = ?", filter.definition());
      add(parts, arguments, "s.instrument = ?", filter.instrument());
      Integer version = filter.version();
      if (version == null) {
        parts.add(
            "EXISTS (SELECT 1 FROM signals.definition d WHERE d.name = s.definition AND d.version ="
                + " s.version AND d.in_use)");
      } else {
        add(parts, arguments, "s.version = ?", version);
      }
      SignalKind kind = filter.kind();
      if (kind != null) {
        parts.add(kind == SignalKind.ENTRY ? "g.code >= 2" : "g.code < 2");
      }
      Direction direction = filter.direction();
      if (direction != null) {
        parts.add(direction == Direction.SHORT ? "g.code % 2 = 1" : "g.code % 2 = 0");
      }
      Instant from = filter.from();
      add(parts, arguments, "g.bar >= ?", from == null ? null : Times.micros(from));
      Instant to = filter.to();
      add(parts, arguments, "g.bar < ?", to == null ? null : Times.micros(to));
      return new Where(" WHERE " + String.join(" AND ", parts), arguments);
    }

    private static void add(
        List<String> parts, List<Object> arguments, String part, @Nullable Object argument) {
      if (argument != null) {
        parts.add(part);
        arguments.add(argument);
      }
    }

    Where and(String part, Object... more) {
      List<Object> all = new ArrayList<>(arguments);
      all.addAll(List.of(more));
      return new Where(text + " AND " + part, all);
    }
  }

  long count(Filter filter) {
    Where where = Where.of(filter);
    Long count =
        db.queryForObject(
            "SELECT count(*)" + FROM + where.text(), Long.class, where.arguments().toArray());
    return count == null ? 0 : count;
  }

  /** A page, newest first by the moment of being known. */
  List<Row> page(Filter filter, @Nullable Cursor after, int limit) {
    Where where = Where.of(filter);
    if (after != null) {
      SignalId id = SignalId.parse(after.id());
      where =
          where.and(
              "(g.known_at, g.bar, g.state_id, g.code) < (?, ?, ?, ?)",
              (long) after.key(),
              id.bar(),
              id.state(),
              id.code());
    }
    List<Object> arguments = new ArrayList<>(where.arguments());
    arguments.add(limit);
    return db.query(
        COLUMNS
            + FROM
            + where.text()
            + " ORDER BY g.known_at DESC, g.bar DESC, g.state_id DESC, g.code DESC LIMIT ?",
        (row, n) -> read(row),
        arguments.toArray());
  }

  static Cursor cursor(Row row) {
    return new Cursor(
        row.knownAt(), SignalId.of(row.id().state(), row.id().bar(), row.id().code()));
  }

  /** All of them in the order of their bars, one at a time; call it in a transaction. */
  void each(Filter filter, Consumer<Row> sink) {
    Where where = Where.of(filter);
    streaming.query(
        COLUMNS
            + FROM
            + where.text()
            + " ORDER BY s.definition COLLATE \"C\", s.version, s.instrument COLLATE \"C\", g.bar,"
            + " g.code",
        (ResultSet row) -> sink.accept(read(row)),
        where.arguments().toArray());
  }

  Optional<Row> find(SignalId id) {
    return db
        .query(
            COLUMNS + FROM + " WHERE g.state_id = ? AND g.bar = ? AND g.code = ?",
            (row, n) -> read(row),
            id.state(),
            id.bar(),
            id.code())
        .stream()
        .findFirst();
  }

  private static Row read(ResultSet row) throws SQLException {
    int code = row.getInt("code");
    Array array = row.getArray("snapshot");
    long partner = row.getLong("partner");
    Long known = row.wasNull() ? null : partner;
    return new Row(
        new SignalId(row.getLong("state_id"), row.getLong("bar"), code),
        row.getString("definition"),
        row.getInt("version"),
        row.getString("instrument"),
        row.getString("timeframe"),
        SignalTable.kind(code),
        SignalTable.direction(code),
        row.getLong("bar"),
        row.getLong("known_at"),
        row.getDouble("strength"),
        List.of((Double[]) array.getArray()),
        HexFormat.of().toHexDigits(row.getLong("hash")),
        known,
        Times.required(row, "recorded_at"));
  }
}

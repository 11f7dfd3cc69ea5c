package dev.tradewind.platform.signals.internal;

import dev.tradewind.platform.shared.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the signals of each version of a definition on each instrument stand. */
@Component
final class StateTable {
  private final JdbcClient db;

  StateTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * One state.
   *
   * @param sourceHash names the columns of which the signals were made; empty at first
   * @param dirtyFrom open time of the first bar whose signals have to be made again, UTC
   *     microseconds; {@code null} if none has
   * @param bars that were gone through
   * @param lastBar open time of the last of them; {@code null} if there is none
   */
  record Row(
      long id,
      String definition,
      int version,
      String instrument,
      String timeframe,
      String sourceHash,
      @Nullable Long dirtyFrom,
      long bars,
      @Nullable Long lastBar,
      @Nullable Instant generatedAt) {}

  /** A state with its counts. */
  record Counted(Row row, long entries, long exits, long open) {}

  /** The state, made if there is none. */
  Row ensure(Definition definition, String instrument) {
    db.sql(
            "INSERT INTO signals.state (definition, version, instrument, timeframe) VALUES (?, ?,"
                + " ?, ?) ON CONFLICT (definition, version, instrument) DO NOTHING")
        .params(definition.name(), definition.version(), instrument, definition.timeframe())
        .update();
    return find(definition.name(), definition.version(), instrument).orElseThrow();
  }

  Optional<Row> find(String definition, int version, String instrument) {
    return db.sql(
            "SELECT * FROM signals.state WHERE definition = ? AND version = ? AND instrument = ?")
        .params(definition, version, instrument)
        .query((row, n) -> read(row))
        .optional();
  }

  /** The states of a version with counts, by instrument. */
  List<Counted> ofDefinition(String definition, int version) {
    return db.sql(
            "SELECT s.*, count(g.bar) FILTER (WHERE g.code >= 2) AS entries, count(g.bar) FILTER"
                + " (WHERE g.code < 2) AS exits, count(g.bar) FILTER (WHERE g.code >= 2 AND"
                + " g.partner IS NULL) AS open FROM signals.state s LEFT JOIN signals.signal g ON"
                + " g.state_id = s.id WHERE s.definition = ? AND s.version = ? GROUP BY s.id ORDER"
                + " BY s.instrument COLLATE \"C\"")
        .params(definition, version)
        .query(
            (row, n) ->
                new Counted(
                    read(row), row.getLong("entries"), row.getLong("exits"), row.getLong("open")))
        .list();
  }

  /** Notes that signals from a bar on have to be made again, of columns that are these now. */
  void dirty(long id, String sourceHash, @Nullable Long from) {
    db.sql("UPDATE signals.state SET source_hash = ?, dirty_from = ? WHERE id = ?")
        .params(Arrays.<@Nullable Object>asList(sourceHash, from, id))
        .update();
  }

  /** Notes how far signals were made; {@code dirtyFrom} is {@code null} at the end. */
  void done(long id, @Nullable Long dirtyFrom, long bars, @Nullable Long lastBar, Instant now) {
    db.sql(
            "UPDATE signals.state SET dirty_from = ?, bars = ?, last_bar = ?, generated_at = ?"
                + " WHERE id = ?")
        .params(Arrays.<@Nullable Object>asList(dirtyFrom, bars, lastBar, Times.sql(now), id))
        .update();
  }

  static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        row.getString("definition"),
        row.getInt("version"),
        row.getString("instrument"),
        row.getString("timeframe"),
        row.getString("source_hash"),
        row.getObject("dirty_from", Long.class),
        row.getLong("bars"),
        row.getObject("last_bar", Long.class),
        Times.instant(row, "generated_at"));
  }
}

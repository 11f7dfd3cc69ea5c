package dev.tradewind.platform.instruments.internal;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.SessionChange;
import dev.tradewind.engine.time.SessionHours;
import dev.tradewind.engine.time.SessionRules;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Rows of calendars. A calendar is never changed, only added and removed. */
@Component
class CalendarTable implements Calendars {
  private final JdbcClient db;
  private final Clock clock;

  /** Sessions that were worked out, by code; good while the calendar is the one of that time. */
  private final Map<String, Worked> worked = new ConcurrentHashMap<>();

  CalendarTable(JdbcClient db, PlatformSettings settings) {
    this.db = db;
    this.clock = settings.clock();
  }

  /** A calendar without its days. */
  record Row(
      String code,
      String name,
      ZoneId zone,
      int periodsPerYear,
      boolean builtIn,
      Instant createdAt) {}

  /** How a deletion went. */
  enum Deletion {
    DONE,
    UNKNOWN,
    BUILT_IN,
    IN_USE
  }

  private record Worked(Instant createdAt, SessionCalendar calendar) {}

  List<Row> rows() {
    return db.sql("SELECT * FROM instruments.calendar ORDER BY built_in DESC, created_at, code")
        .query((row, n) -> read(row))
        .list();
  }

  Optional<Row> row(String code) {
    return db.sql("SELECT * FROM instruments.calendar WHERE code = ?")
        .param(code)
        .query((row, n) -> read(row))
        .optional();
  }

  /** The hours and days of a calendar. */
  SessionRules rules(Row row) {
    return row.builtIn()
        ? SessionCalendars.rules(row.code())
        : new SessionRules(row.code(), row.zone(), hours(row), changes(row));
  }

  private List<SessionHours> hours(Row row) {
    return db.sql("SELECT * FROM instruments.calendar_hours WHERE calendar = ? ORDER BY day")
        .param(row.code())
        .query(
            (each, n) ->
                new SessionHours(
                    DayOfWeek.of(each.getInt("day")),
                    each.getObject("opens", LocalTime.class),
                    each.getObject("closes", LocalTime.class)))
        .list();
  }

  private List<SessionChange> changes(Row row) {
    return db.sql("SELECT * FROM instruments.calendar_change WHERE calendar = ? ORDER BY date")
        .param(row.code())
        .query(
            (each, n) ->
                new SessionChange(
                    each.getObject("date", LocalDate.class),
                    each.getObject("opens", LocalTime.class),
                    each.getObject("closes", LocalTime.class),
                    each.getString("reason")))
        .list();
  }

  @Override
  public Optional<SessionCalendar> find(String code) {
    Optional<SessionCalendar> builtIn = SessionCalendars.find(code);
    return builtIn.isPresent() ? builtIn : row(code).map(this::sessions);
  }

  private SessionCalendar sessions(Row row) {
    Worked known = worked.get(row.code());
    if (known == null || !known.createdAt().equals(row.createdAt())) {
      known = new Worked(row.createdAt(), SessionCalendars.custom(rules(row)));
      worked.put(row.code(), known);
    }
    return known.calendar();
  }

  @Override
  public Optional<TradingCalendar> trading(String code) {
    return row(code).map(CalendarTable::trading);
  }

  private static TradingCalendar trading(Row row) {
    return new TradingCalendar(row.code(), row.periodsPerYear(), row.code().equals("24x7"));
  }

  @Override
  public SessionCalendar of(Instrument instrument) {
    String code = instrument.calendar().code();
    return find(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "calendar "
                        + code
                        + " must be known (instrument "
                        + instrument.id()
                        + "); see GET /api/v1/calendars"));
  }

  /** Adds a calendar; whether there was none of that code. */
  @Transactional
  boolean insert(SessionRules rules, String name, int periodsPerYear) {
    int added =
        db.sql(
                "INSERT INTO instruments.calendar (code, name, zone, periods_per_year, created_at)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .params(
                rules.code(),
                name,
                rules.zone().getId(),
                periodsPerYear,
                Times.sql(clock.instant()))
            .update();
    if (added == 0) {
      return false;
    }
    for (SessionHours hours : rules.hours()) {
      db.sql("INSERT INTO instruments.calendar_hours VALUES (?, ?, ?, ?)")
          .params(rules.code(), hours.day().getValue(), hours.open(), hours.close())
          .update();
    }
    for (SessionChange change : rules.changes()) {
      db.sql("INSERT INTO instruments.calendar_change VALUES (?, ?, ?, ?, ?)")
          .param(rules.code())
          .param(change.date())
          .param(change.open())
          .param(change.close())
          .param(change.reason())
          .update();
    }
    return true;
  }

  Deletion delete(String code) {
    Optional<Row> row = row(code);
    if (row.isEmpty()) {
      return Deletion.UNKNOWN;
    }
    if (row.get().builtIn()) {
      return Deletion.BUILT_IN;
    }
    try {
      return db.sql("DELETE FROM instruments.calendar WHERE code = ?").param(code).update() > 0
          ? Deletion.DONE
          : Deletion.UNKNOWN;
    } catch (DataIntegrityViolationException e) {
      return Deletion.IN_USE;
    }
  }

  /** Some instruments that trade by a calendar. */
  List<String> users(String code) {
    return db.sql("SELECT id FROM instruments.instruments WHERE calendar = ? ORDER BY id LIMIT 5")
        .param(code)
        .query((row, n) -> row.getString("id"))
        .list();
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("code"),
        row.getString("name"),
        ZoneId.of(row.getString("zone")),
        row.getInt("periods_per_year"),
        row.getBoolean("built_in"),
        Times.required(row, "created_at"));
  }
}

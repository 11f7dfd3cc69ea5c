package dev.tradewind.platform.instruments.internal;

import dev.tradewind.engine.time.CalendarScheme;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.TimeframeUnit;
import dev.tradewind.platform.instruments.KnownTimeframes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of timeframes. */
@Component
final class TimeframeTable implements KnownTimeframes {
  private static final Comparator<Row> ORDER =
      Comparator.comparing((Row row) -> row.definition().scheme() == CalendarScheme.TRADING)
          .thenComparing(row -> row.definition().unit())
          .thenComparing(row -> row.definition().count());

  private final JdbcClient db;

  TimeframeTable(JdbcClient db) {
    this.db = db;
  }

  /** A timeframe and whether every installation has it. */
  record Row(TimeframeDefinition definition, boolean seeded) {}

  List<Row> rows() {
    return db
        .sql("SELECT * FROM instruments.timeframe")
        .query((row, n) -> read(row))
        .list()
        .stream()
        .sorted(ORDER)
        .toList();
  }

  Optional<Row> row(String code) {
    return db.sql("SELECT * FROM instruments.timeframe WHERE code = ?")
        .param(code)
        .query((row, n) -> read(row))
        .optional();
  }

  @Override
  public Optional<TimeframeDefinition> find(String code) {
    return row(code).map(Row::definition);
  }

  @Override
  public List<TimeframeDefinition> all() {
    return rows().stream().map(Row::definition).toList();
  }

  /** Whether there was no timeframe of that code. */
  boolean insert(TimeframeDefinition added) {
    return db.sql(
                "INSERT INTO instruments.timeframe (code, calendar_scheme, unit, count,"
                    + " nominal_days, min_days, max_days, canonical, partial_first, partial_last)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .params(
                added.code(),
                added.scheme().name(),
                added.unit().name(),
                added.count(),
                added.nominalDays(),
                added.minDays(),
                added.maxDays(),
                added.canonical(),
                added.partialFirst(),
                added.partialLast())
            .update()
        > 0;
  }

  /** Removes a timeframe that was added; whether there was one. */
  boolean delete(String code) {
    return db.sql("DELETE FROM instruments.timeframe WHERE code = ? AND NOT seeded")
            .param(code)
            .update()
        > 0;
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        new TimeframeDefinition(
            row.getString("code"),
            CalendarScheme.valueOf(row.getString("calendar_scheme")),
            TimeframeUnit.valueOf(row.getString("unit")),
            row.getInt("count"),
            row.getDouble("nominal_days"),
            row.getDouble("min_days"),
            row.getDouble("max_days"),
            row.getBoolean("canonical"),
            row.getBoolean("partial_first"),
            row.getBoolean("partial_last")),
        row.getBoolean("seeded"));
  }
}

package dev.tradewind.platform.instruments.internal;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.platform.instruments.InstrumentFields;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of instruments. */
@Component
final class InstrumentTable implements Instruments {
  private static final String SELECT =
      "SELECT i.*, c.periods_per_year FROM instruments.instruments i"
          + " JOIN instruments.calendar c ON c.code = i.calendar ";

  private final JdbcClient db;
  private final CalendarTable calendars;
  private final Clock clock;

  InstrumentTable(JdbcClient db, CalendarTable calendars, PlatformSettings settings) {
    this.db = db;
    this.calendars = calendars;
    this.clock = settings.clock();
  }

  /** An instrument with what people call it. */
  record Listed(Instrument instrument, String name, Instant updatedAt) {}

  List<Listed> listed() {
    return db.sql(SELECT + "ORDER BY i.id").query((row, n) -> read(row)).list();
  }

  Optional<Listed> findListed(String id) {
    return db.sql(SELECT + "WHERE i.id = ?").param(id).query((row, n) -> read(row)).optional();
  }

  @Override
  public Optional<Instrument> find(String id) {
    return findListed(id).map(Listed::instrument);
  }

  @Override
  public List<Instrument> all() {
    return listed().stream().map(Listed::instrument).toList();
  }

  @Override
  public Optional<Instrument> resolve(String id, InstrumentFields fields, Problems problems) {
    Optional<Instrument> known = find(id);
    if (known.isEmpty() || fields.isEmpty()) {
      return known.isPresent() ? known : fields.toInstrument(id, calendars, problems);
    }
    Instrument stored = known.get();
    InstrumentFields completed =
        new InstrumentFields(
            fields.assetClass() == null ? stored.assetClass().name() : fields.assetClass(),
            fields.currency() == null ? stored.currency() : fields.currency(),
            fields.tickSize() == null ? stored.tickSize().toPlainString() : fields.tickSize(),
            fields.lotSize() == null ? stored.lotSize().toPlainString() : fields.lotSize(),
            fields.calendar() == null ? stored.calendar().code() : fields.calendar());
    Optional<Instrument> asked = completed.toInstrument(id, calendars, problems);
    if (asked.isPresent() && !asked.get().equals(stored)) {
      problems.add(
          "instrument",
          id,
          "instrument "
              + id
              + " is known with other properties; leave them out, or change the instrument first");
      return Optional.empty();
    }
    return asked;
  }

  @Override
  public void ensure(Instrument instrument) {
    write(instrument, instrument.id(), "ON CONFLICT DO NOTHING");
  }

  void put(Instrument instrument, String name) {
    write(
        instrument,
        name,
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, asset_class = excluded.asset_class,"
            + " currency = excluded.currency, tick_size = excluded.tick_size, lot_size ="
            + " excluded.lot_size, calendar = excluded.calendar, updated_at = excluded.updated_at");
  }

  private void write(Instrument instrument, String name, String onConflict) {
    db.sql(
            "INSERT INTO instruments.instruments (id, name, asset_class, currency, tick_size,"
                + " lot_size, calendar, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                + onConflict)
        .params(
            instrument.id(),
            name,
            instrument.assetClass().name(),
            instrument.currency(),
            instrument.tickSize(),
            instrument.lotSize(),
            instrument.calendar().code(),
            Times.sql(clock.instant()),
            Times.sql(clock.instant()))
        .update();
  }

  private static Listed read(ResultSet row) throws SQLException {
    Instrument instrument =
        new Instrument(
            row.getString("id"),
            AssetClass.valueOf(row.getString("asset_class")),
            row.getString("currency"),
            row.getBigDecimal("tick_size"),
            row.getBigDecimal("lot_size"),
            calendar(row));
    return new Listed(instrument, row.getString("name"), Times.required(row, "updated_at"));
  }

  private static TradingCalendar calendar(ResultSet row) throws SQLException {
    String code = row.getString("calendar");
    return new TradingCalendar(code, row.getInt("periods_per_year"), code.equals("24x7"));
  }
}

package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.Watermark;
import dev.tradewind.store.Watermarks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of watermarks, moved after the feature store has moved its own. */
@Component
final class WatermarkTable implements Watermarks {
  private static final String KEY =
      " WHERE instrument = ? AND timeframe = ? AND feature = ? AND version = ?";

  private final JdbcClient db;

  WatermarkTable(JdbcClient db) {
    this.db = db;
  }

  @Override
  public Optional<Watermark> find(FeatureKey key) {
    return db.sql("SELECT * FROM features.watermark" + KEY)
        .params(params(key))
        .query((row, n) -> read(row))
        .optional();
  }

  /** Every watermark, by instrument, timeframe, feature and version. */
  List<Watermark> all() {
    return db.sql(
            "SELECT * FROM features.watermark ORDER BY instrument COLLATE \"C\", timeframe, feature"
                + " COLLATE \"C\", version")
        .query((row, n) -> read(row))
        .list();
  }

  @Override
  public void save(Watermark mark) {
    FeatureKey key = mark.key();
    db.sql(
            "INSERT INTO features.watermark (instrument, timeframe, feature, version, rows,"
                + " last_open_micros, last_known_micros, input_hash, column_hash, refreshed_micros)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (instrument, timeframe,"
                + " feature, version) DO UPDATE SET rows = excluded.rows, last_open_micros ="
                + " excluded.last_open_micros, last_known_micros = excluded.last_known_micros,"
                + " input_hash = excluded.input_hash, column_hash = excluded.column_hash,"
                + " refreshed_micros = excluded.refreshed_micros")
        .params(
            key.instrumentId(),
            key.timeframe().code(),
            key.feature().name(),
            key.feature().version(),
            mark.rows(),
            mark.lastOpenMicros(),
            mark.lastKnownAtMicros(),
            mark.inputHash(),
            mark.columnHash(),
            Times.micros(mark.refreshedAt()))
        .update();
  }

  /** With one statement: a new bar moves the watermarks of all features of its series. */
  @Override
  public void saveAll(List<Watermark> marks) {
    if (marks.isEmpty()) {
      return;
    }
    FeatureKey any = marks.getFirst().key();
    db.sql(
            "INSERT INTO features.watermark AS w (instrument, timeframe, feature, version, rows,"
                + " last_open_micros, last_known_micros, input_hash, column_hash, refreshed_micros)"
                + " SELECT ?, ?, * FROM unnest(?::text[], ?::integer[], ?::bigint[], ?::bigint[],"
                + " ?::bigint[], ?::text[], ?::text[], ?::bigint[]) ON CONFLICT (instrument,"
                + " timeframe, feature, version) DO UPDATE SET rows = excluded.rows,"
                + " last_open_micros = excluded.last_open_micros, last_known_micros ="
                + " excluded.last_known_micros, input_hash = excluded.input_hash, column_hash ="
                + " excluded.column_hash, refreshed_micros = excluded.refreshed_micros WHERE"
                + " (w.rows, w.last_open_micros, w.last_known_micros, w.input_hash, w.column_hash,"
                + " w.refreshed_micros) IS DISTINCT FROM (excluded.rows, excluded.last_open_micros,"
                + " excluded.last_known_micros, excluded.input_hash, excluded.column_hash,"
                + " excluded.refreshed_micros)")
        .params(
            any.instrumentId(),
            any.timeframe().code(),
            marks.stream().map(each -> each.key().feature().name()).toArray(String[]::new),
            marks.stream().map(each -> each.key().feature().version()).toArray(Integer[]::new),
            longs(marks, Watermark::rows),
            longs(marks, Watermark::lastOpenMicros),
            longs(marks, Watermark::lastKnownAtMicros),
            marks.stream().map(Watermark::inputHash).toArray(String[]::new),
            marks.stream().map(Watermark::columnHash).toArray(String[]::new),
            longs(marks, each -> Times.micros(each.refreshedAt())))
        .update();
  }

  private static Long[] longs(List<Watermark> marks, Function<Watermark, Long> value) {
    return marks.stream().map(value).toArray(Long[]::new);
  }

  @Override
  public void delete(FeatureKey key) {
    db.sql("DELETE FROM features.watermark" + KEY).params(params(key)).update();
  }

  private static List<Object> params(FeatureKey key) {
    return List.of(
        key.instrumentId(), key.timeframe().code(), key.feature().name(), key.feature().version());
  }

  /** Makes the rows say what the store says, after a crash between the two. */
  void repair(List<FeatureInfo> stored) {
    Map<FeatureKey, Watermark> extra = new HashMap<>();
    all().forEach(mark -> extra.put(mark.key(), mark));
    for (FeatureInfo info : stored) {
      Watermark mark = info.watermark();
      Watermark row = extra.remove(mark.key());
      if (row == null || !row.equals(micros(mark))) {
        save(mark);
      }
    }
    extra.keySet().forEach(this::delete);
  }

  private static Watermark micros(Watermark mark) {
    return new Watermark(
        mark.key(),
        mark.rows(),
        mark.lastOpenMicros(),
        mark.lastKnownAtMicros(),
        mark.inputHash(),
        mark.columnHash(),
        mark.refreshedAt().truncatedTo(ChronoUnit.MICROS));
  }

  private static Watermark read(ResultSet row) throws SQLException {
    return new Watermark(
        new FeatureKey(
            row.getString("instrument"),
            Timeframe.parse(row.getString("timeframe")),
            new FeatureVersion(row.getString("feature"), row.getInt("version"))),
        row.getLong("rows"),
        row.getLong("last_open_micros"),
        row.getLong("last_known_micros"),
        row.getString("input_hash"),
        row.getString("column_hash"),
        Times.ofMicros(row.getLong("refreshed_micros")));
  }
}

package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.FeatureVerification.Mismatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of verifications and of what they found. */
@Component
final class VerificationTable {
  private static final int MAX_KEPT = 1_000;

  private final JdbcClient db;
  private final RunTable<Row> runs;

  VerificationTable(JdbcClient db) {
    this.db = db;
    this.runs = new RunTable<>(db, "features.verification", (row, n) -> read(row));
  }

  /** Why a verification is made. */
  enum Cause {
    /** Somebody asked for it. */
    REQUEST,
    /** Its hour had come. */
    NIGHTLY
  }

  /**
   * What to verify; everything where nothing is named.
   *
   * @param sample share of the columns, in (0, 1]
   * @param seed chooses which
   */
  record Scope(
      @Nullable String instrument,
      @Nullable String timeframe,
      @Nullable String feature,
      double sample,
      long seed) {
    static final Scope ALL = new Scope(null, null, null, 1, 0);
  }

  /** One verification; counts are {@code null} until it is done. */
  record Row(
      UUID id,
      Cause cause,
      Scope scope,
      JobStatus status,
      @Nullable String message,
      @Nullable Long columns,
      @Nullable Long bars,
      @Nullable Long mismatches,
      Instant createdAt,
      @Nullable Instant finishedAt) {}

  /** A column that differs; what is undefined is {@code null}. */
  record Found(
      String instrument,
      String timeframe,
      String feature,
      int version,
      Instant bar,
      String kind,
      @Nullable Double stored,
      @Nullable Double computed,
      long differingBars) {}

  RunTable<Row> runs() {
    return runs;
  }

  void insert(UUID id, Cause cause, Scope scope, Instant createdAt) {
    db.sql(
            "INSERT INTO features.verification (id, cause, instrument, timeframe, feature, sample,"
                + " seed, status, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                id,
                cause.name(),
                scope.instrument(),
                scope.timeframe(),
                scope.feature(),
                scope.sample(),
                scope.seed(),
                Times.sql(createdAt)))
        .update();
  }

  /** When the newest nightly one was made. */
  Optional<Instant> newestNightly() {
    return db.sql(
            "SELECT created_at FROM features.verification WHERE cause = 'NIGHTLY' ORDER BY"
                + " created_at DESC LIMIT 1")
        .query((row, n) -> Times.required(row, "created_at"))
        .optional();
  }

  /**
   * Columns in use that differed when they were last compared, or were chosen for a sample, and
   * have not been found equal since.
   */
  long openMismatches() {
    return db.sql(
            "SELECT count(DISTINCT (m.instrument, m.timeframe, m.feature)) FROM features.mismatch m"
                + " JOIN features.verification v ON v.id = m.verification_id AND v.status = 'DONE'"
                + " JOIN features.watermark w ON w.instrument = m.instrument AND w.timeframe ="
                + " m.timeframe AND w.feature = m.feature AND w.version = m.version"
                + " JOIN features.definition d ON d.name = m.feature AND d.version = m.version AND"
                + " d.active WHERE NOT EXISTS (SELECT 1 FROM features.verification n WHERE n.status"
                + " = 'DONE' AND n.sample = 1 AND n.created_at > v.created_at"
                + " AND coalesce(n.instrument, m.instrument) = m.instrument"
                + " AND coalesce(n.timeframe, m.timeframe) = m.timeframe"
                + " AND coalesce(n.feature, m.feature) = m.feature)")
        .query(Long.class)
        .single();
  }

  void result(UUID id, long columns, long values, List<Mismatch> mismatches) {
    db.sql("UPDATE features.verification SET columns = ?, bars = ?, mismatches = ? WHERE id = ?")
        .params(columns, values, mismatches.size(), id)
        .update();
    for (int n = 0; n < Math.min(MAX_KEPT, mismatches.size()); n++) {
      insert(id, n, mismatches.get(n));
    }
  }

  private void insert(UUID id, int n, Mismatch found) {
    db.sql(
            "INSERT INTO features.mismatch (verification_id, n, instrument, timeframe, feature,"
                + " version, open_micros, stored, computed, what, differing) VALUES (?, ?, ?, ?, ?,"
                + " ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                id,
                n,
                found.key().instrumentId(),
                found.key().timeframe().code(),
                found.key().feature().name(),
                found.key().feature().version(),
                found.openMicros(),
                orNull(found.stored()),
                orNull(found.computed()),
                found.kind().name(),
                found.differing()))
        .update();
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  List<Found> mismatches(UUID id) {
    return db.sql("SELECT * FROM features.mismatch WHERE verification_id = ? ORDER BY n")
        .param(id)
        .query(
            (row, n) ->
                new Found(
                    row.getString("instrument"),
                    row.getString("timeframe"),
                    row.getString("feature"),
                    row.getInt("version"),
                    Times.ofMicros(row.getLong("open_micros")),
                    row.getString("what"),
                    Times.number(row, "stored"),
                    Times.number(row, "computed"),
                    row.getLong("differing")))
        .list();
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        Times.uuid(row, "id"),
        Cause.valueOf(row.getString("cause")),
        new Scope(
            row.getString("instrument"),
            row.getString("timeframe"),
            row.getString("feature"),
            row.getDouble("sample"),
            row.getLong("seed")),
        JobStatus.valueOf(row.getString("status")),
        row.getString("message"),
        (Long) row.getObject("columns"),
        (Long) row.getObject("bars"),
        (Long) row.getObject("mismatches"),
        Times.required(row, "created_at"),
        Times.instant(row, "finished_at"));
  }
}

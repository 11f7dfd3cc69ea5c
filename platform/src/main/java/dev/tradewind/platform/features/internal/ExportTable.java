package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.export.FeatureExport;
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
import tools.jackson.databind.json.JsonMapper;

/** Rows of exports. */
@Component
final class ExportTable {
  private final JdbcClient db;
  private final JsonMapper json;
  private final RunTable<Row> runs;

  ExportTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
    this.runs = new RunTable<>(db, "features.export", (row, n) -> read(row));
  }

  /**
   * What to write.
   *
   * @param instrument whose
   * @param code of the timeframe
   * @param features columns in their order
   * @param fromMicros bars that open at or after it, UTC
   * @param toMicros bars that open before it
   * @param asOf what was known then; {@code null} for what is known now
   * @param filled whether holes are filled by each feature's null policy
   * @param format of the file
   * @param labels columns behind those of the features; {@code null} in rows from before there were
   *     any
   */
  record Request(
      String instrument,
      String code,
      List<FeatureVersion> features,
      long fromMicros,
      long toMicros,
      @Nullable Instant asOf,
      boolean filled,
      FeatureExport.Format format,
      ExportedLabels.@Nullable Wanted labels) {
    ExportedLabels.Wanted wantedLabels() {
      return labels == null ? ExportedLabels.Wanted.NONE : labels;
    }

    Timeframe timeframe() {
      return Timeframe.parse(code);
    }

    Optional<Instant> asOfInstant() {
      return Optional.ofNullable(asOf);
    }
  }

  /** One export; {@code manifest} and {@code bytes} are {@code null} until it is done. */
  record Row(
      UUID id,
      Request request,
      JobStatus status,
      @Nullable String message,
      @Nullable String manifest,
      @Nullable Long bytes,
      Instant createdAt,
      @Nullable Instant finishedAt) {}

  RunTable<Row> runs() {
    return runs;
  }

  void insert(UUID id, Request request, Instant createdAt) {
    db.sql(
            "INSERT INTO features.export (id, request, status, created_at) VALUES (?, ?::jsonb,"
                + " 'QUEUED', ?)")
        .params(id, json.writeValueAsString(request), Times.sql(createdAt))
        .update();
  }

  void result(UUID id, String manifest, long bytes) {
    db.sql("UPDATE features.export SET manifest = ?::jsonb, bytes = ? WHERE id = ?")
        .params(Arrays.<@Nullable Object>asList(manifest, bytes, id))
        .update();
  }

  /** Removes an export that has ended; {@code false} if it has not. */
  boolean delete(UUID id) {
    return db.sql(
                "DELETE FROM features.export WHERE id = ? AND status NOT IN ('QUEUED', 'RUNNING')")
            .param(id)
            .update()
        == 1;
  }

  /** Exports that ended before an instant. */
  List<Row> endedBefore(Instant instant) {
    return db.sql("SELECT * FROM features.export WHERE finished_at < ? ORDER BY finished_at")
        .param(Times.sql(instant))
        .query((row, n) -> read(row))
        .list();
  }

  private Row read(ResultSet row) throws SQLException {
    return new Row(
        Times.uuid(row, "id"),
        json.readValue(row.getString("request"), Request.class),
        JobStatus.valueOf(row.getString("status")),
        row.getString("message"),
        row.getString("manifest"),
        (Long) row.getObject("bytes"),
        Times.required(row, "created_at"),
        Times.instant(row, "finished_at"));
  }
}

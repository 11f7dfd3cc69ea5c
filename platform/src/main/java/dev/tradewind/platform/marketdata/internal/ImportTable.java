package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Times;
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

/** Rows of imports and of the reports of stored series. */
@Component
final class ImportTable {
  /** Sort key of a row: creation in microseconds, exact in a double. */
  private static final String KEY =
      "(extract(epoch FROM created_at) * 1000000)::bigint::double precision";

  private final JdbcClient db;
  private final JsonMapper json;

  ImportTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** One import. */
  record Row(
      UUID id,
      String fileName,
      String upload,
      String instrument,
      @Nullable String timeframe,
      ImportRequest options,
      boolean replace,
      @Nullable String attribution,
      boolean demo,
      JobStatus status,
      @Nullable String message,
      ReportViews.@Nullable Report report,
      ReportViews.@Nullable Conflict conflict,
      Instant createdAt,
      @Nullable Instant finishedAt) {}

  void insert(Row row) {
    db.sql(
            "INSERT INTO marketdata.imports (id, file_name, upload, instrument, timeframe, options,"
                + " replace, attribution, demo, status, created_at) VALUES (?, ?, ?, ?, ?,"
                + " ?::jsonb, ?, ?, ?, ?, ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                row.id(),
                row.fileName(),
                row.upload(),
                row.instrument(),
                row.timeframe(),
                json.writeValueAsString(row.options()),
                row.replace(),
                row.attribution(),
                row.demo(),
                row.status().name(),
                Times.sql(row.createdAt())))
        .update();
  }

  Optional<Row> find(UUID id) {
    return db.sql("SELECT * FROM marketdata.imports WHERE id = ?")
        .param(id)
        .query((row, n) -> read(row))
        .optional();
  }

  List<Row> page(@Nullable Cursor after, int limit) {
    if (after == null) {
      return db.sql("SELECT * FROM marketdata.imports ORDER BY created_at DESC, id DESC LIMIT ?")
          .param(limit)
          .query((row, n) -> read(row))
          .list();
    }
    return db.sql(
            "SELECT * FROM marketdata.imports WHERE ("
                + KEY
                + ", id::text) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?")
        .params(after.key(), after.id(), limit)
        .query((row, n) -> read(row))
        .list();
  }

  long count() {
    return db.sql("SELECT count(*) FROM marketdata.imports").query(Long.class).single();
  }

  static Cursor cursor(Row row) {
    return new Cursor(Times.micros(row.createdAt()), row.id().toString());
  }

  void status(UUID id, JobStatus status, @Nullable String message, @Nullable Instant finishedAt) {
    db.sql("UPDATE marketdata.imports SET status = ?, message = ?, finished_at = ? WHERE id = ?")
        .params(
            Arrays.<@Nullable Object>asList(
                status.name(), message, Times.sqlOrNull(finishedAt), id))
        .update();
  }

  void result(UUID id, ReportViews.Report report, ReportViews.@Nullable Conflict conflict) {
    db.sql(
            "UPDATE marketdata.imports SET report = ?::jsonb, conflict = ?::jsonb, timeframe = ?"
                + " WHERE id = ?")
        .params(
            Arrays.<@Nullable Object>asList(
                json.writeValueAsString(report),
                conflict == null ? null : json.writeValueAsString(conflict),
                report.timeframe(),
                id))
        .update();
  }

  void replaceNext(UUID id) {
    db.sql(
            "UPDATE marketdata.imports SET replace = true, status = 'QUEUED', message = NULL,"
                + " conflict = NULL, finished_at = NULL WHERE id = ?")
        .param(id)
        .update();
  }

  void seriesReport(String instrument, String timeframe, UUID id, ReportViews.Report report) {
    db.sql(
            "INSERT INTO marketdata.series_reports (instrument, timeframe, import_id, report) VALUES"
                + " (?, ?, ?, ?::jsonb) ON CONFLICT (instrument, timeframe) DO UPDATE SET import_id"
                + " = excluded.import_id, report = excluded.report")
        .params(instrument, timeframe, id, json.writeValueAsString(report))
        .update();
  }

  Optional<ReportViews.Report> seriesReport(String instrument, String timeframe) {
    return db.sql(
            "SELECT report FROM marketdata.series_reports WHERE instrument = ? AND timeframe = ?")
        .params(instrument, timeframe)
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, ReportViews.Report.class));
  }

  void deleteSeriesReport(String instrument, String timeframe) {
    db.sql("DELETE FROM marketdata.series_reports WHERE instrument = ? AND timeframe = ?")
        .params(instrument, timeframe)
        .update();
  }

  /** Files that an import may still need. */
  List<String> neededUploads() {
    return db.sql(
            "SELECT upload FROM marketdata.imports WHERE status IN ('QUEUED', 'RUNNING',"
                + " 'CONFLICT')")
        .query(String.class)
        .list();
  }

  private Row read(ResultSet row) throws SQLException {
    String report = row.getString("report");
    String conflict = row.getString("conflict");
    return new Row(
        Times.uuid(row, "id"),
        row.getString("file_name"),
        row.getString("upload"),
        row.getString("instrument"),
        row.getString("timeframe"),
        json.readValue(row.getString("options"), ImportRequest.class),
        row.getBoolean("replace"),
        row.getString("attribution"),
        row.getBoolean("demo"),
        JobStatus.valueOf(row.getString("status")),
        row.getString("message"),
        report == null ? null : json.readValue(report, ReportViews.Report.class),
        conflict == null ? null : json.readValue(conflict, ReportViews.Conflict.class),
        Times.required(row, "created_at"),
        Times.instant(row, "finished_at"));
  }
}

package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.robustness.FeatureHash;
import dev.tradewind.platform.operations.JobStatus;
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

/** Rows of analyses, and the newest report of each check of a run. */
@Component
final class AnalysisTable {
  private final JdbcClient db;
  private final JsonMapper json;

  AnalysisTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** One analysis. */
  record Row(
      UUID id,
      UUID backtest,
      AnalysisRequest.Checked request,
      JobStatus status,
      @Nullable String message,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable Verification verification) {}

  /** A report and when it was made. */
  record Report(Instant madeAt, CheckDocument document) {}

  void insert(UUID id, UUID backtest, AnalysisRequest.Checked request, Instant createdAt) {
    db.sql(
            "INSERT INTO research.analyses (id, backtest_id, request, status, created_at) VALUES"
                + " (?, ?, ?::jsonb, 'QUEUED', ?)")
        .params(id, backtest, json.writeValueAsString(request), Times.sql(createdAt))
        .update();
  }

  Optional<Row> find(UUID id) {
    return db.sql("SELECT * FROM research.analyses WHERE id = ?")
        .param(id)
        .query((row, n) -> read(row))
        .optional();
  }

  /** The newest of a run. */
  List<Row> ofBacktest(UUID backtest, int limit) {
    return db.sql(
            "SELECT * FROM research.analyses WHERE backtest_id = ? ORDER BY created_at DESC, id"
                + " LIMIT ?")
        .params(backtest, limit)
        .query((row, n) -> read(row))
        .list();
  }

  void status(UUID id, JobStatus status, @Nullable String message, @Nullable Instant finishedAt) {
    db.sql("UPDATE research.analyses SET status = ?, message = ?, finished_at = ? WHERE id = ?")
        .params(
            Arrays.<@Nullable Object>asList(
                status.name(), message, Times.sqlOrNull(finishedAt), id))
        .update();
  }

  void verification(UUID id, Verification verification) {
    db.sql("UPDATE research.analyses SET verification = ?::jsonb WHERE id = ?")
        .params(json.writeValueAsString(verification), id)
        .update();
  }

  /** The newest verification that has ended. */
  Optional<Row> verified(UUID backtest) {
    return db.sql(
            "SELECT * FROM research.analyses WHERE backtest_id = ? AND verification IS NOT NULL"
                + " ORDER BY created_at DESC, id LIMIT 1")
        .param(backtest)
        .query((row, n) -> read(row))
        .optional();
  }

  void report(UUID backtest, CheckDocument document, Instant madeAt) {
    db.sql(
            "INSERT INTO research.check_reports (backtest_id, check_code, made_at, document)"
                + " VALUES (?, ?, ?, ?::jsonb) ON CONFLICT (backtest_id, check_code) DO UPDATE SET"
                + " made_at = excluded.made_at, document = excluded.document")
        .params(backtest, document.check(), Times.sql(madeAt), json.writeValueAsString(document))
        .update();
  }

  List<Report> reports(UUID backtest) {
    return db.sql("SELECT * FROM research.check_reports WHERE backtest_id = ?")
        .param(backtest)
        .query(
            (row, n) ->
                new Report(
                    Times.required(row, "made_at"),
                    json.readValue(row.getString("document"), CheckDocument.class)))
        .list();
  }

  /** Keeps the features of a run if none are kept. */
  void features(UUID backtest, FeatureHash features) {
    db.sql(
            "INSERT INTO research.feature_hashes (backtest_id, document) VALUES (?, ?::jsonb) ON"
                + " CONFLICT DO NOTHING")
        .params(backtest, json.writeValueAsString(features))
        .update();
  }

  Optional<FeatureHash> features(UUID backtest) {
    return db.sql("SELECT document FROM research.feature_hashes WHERE backtest_id = ?")
        .param(backtest)
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, FeatureHash.class));
  }

  private Row read(ResultSet row) throws SQLException {
    String verification = row.getString("verification");
    return new Row(
        Times.uuid(row, "id"),
        Times.uuid(row, "backtest_id"),
        json.readValue(row.getString("request"), AnalysisRequest.Checked.class),
        JobStatus.valueOf(row.getString("status")),
        row.getString("message"),
        Times.required(row, "created_at"),
        Times.instant(row, "finished_at"),
        verification == null ? null : json.readValue(verification, Verification.class));
  }
}

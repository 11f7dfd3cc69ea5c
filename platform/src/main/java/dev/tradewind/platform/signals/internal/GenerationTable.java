package dev.tradewind.platform.signals.internal;

import dev.tradewind.platform.operations.Job;
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

/** Rows of generations. */
@Component
final class GenerationTable {
  /** Sort key of a row: creation in microseconds, exact in a double. */
  private static final String KEY =
      "(extract(epoch FROM created_at) * 1000000)::bigint::double precision";

  private final JdbcClient db;
  private final JsonMapper json;

  GenerationTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** Why a generation is made. */
  enum Cause {
    /** Somebody asked for it. */
    REQUEST,
    /** Bars were imported, or corrected by splits. */
    BARS,
    /** A definition, a scanner or a feature was added or changed. */
    DEFINITION
  }

  /** One generation; of all definitions, instruments or timeframes where none is named. */
  record Row(
      UUID id,
      Cause cause,
      @Nullable String definition,
      @Nullable String instrument,
      @Nullable String timeframe,
      boolean afresh,
      JobStatus status,
      @Nullable String message,
      @Nullable GenerationResult result,
      Instant createdAt,
      @Nullable Instant finishedAt) {}

  /**
   * What a generation did.
   *
   * @param series how many pairs of a definition and an instrument were looked at
   * @param bars how many bars were gone through
   * @param added signals that are new
   * @param removed signals that are gone
   * @param skipped what could not be generated, the first ones
   * @param skippedCount how many could not
   */
  record GenerationResult(
      long series,
      long bars,
      long added,
      long removed,
      List<SkippedSignals> skipped,
      long skippedCount) {
    /** Copies. */
    GenerationResult {
      skipped = List.copyOf(skipped);
    }
  }

  /** What could not be generated, and why; without an instrument the definition is wrong. */
  record SkippedSignals(String definition, @Nullable String instrument, String reason) {}

  void insert(UUID id, Cause cause, Generations.Scope scope, boolean afresh, Instant createdAt) {
    db.sql(
            "INSERT INTO signals.generation (id, cause, definition, instrument, timeframe, afresh,"
                + " status, created_at) VALUES (?, ?, ?, ?, ?, ?, 'QUEUED', ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                id,
                cause.name(),
                scope.definition(),
                scope.instrument(),
                scope.timeframe(),
                afresh,
                Times.sql(createdAt)))
        .update();
  }

  /** Whether a generation that has not begun does at least what is asked for. */
  boolean isQueued(Generations.Scope scope) {
    return db.sql(
                "SELECT count(*) FROM signals.generation WHERE status = 'QUEUED' AND (definition IS"
                    + " NULL OR definition = ?) AND (instrument IS NULL OR instrument = ?) AND"
                    + " (timeframe IS NULL OR timeframe = ?)")
            .params(
                Arrays.<@Nullable Object>asList(
                    scope.definition(), scope.instrument(), scope.timeframe()))
            .query(Long.class)
            .single()
        > 0;
  }

  Optional<Row> find(UUID id) {
    return db.sql("SELECT * FROM signals.generation WHERE id = ?")
        .param(id)
        .query((row, n) -> read(row))
        .optional();
  }

  List<Row> page(@Nullable Cursor after, int limit) {
    if (after == null) {
      return db.sql("SELECT * FROM signals.generation ORDER BY created_at DESC, id DESC LIMIT ?")
          .param(limit)
          .query((row, n) -> read(row))
          .list();
    }
    return db.sql(
            "SELECT * FROM signals.generation WHERE ("
                + KEY
                + ", id::text) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?")
        .params(after.key(), after.id(), limit)
        .query((row, n) -> read(row))
        .list();
  }

  long count() {
    return db.sql("SELECT count(*) FROM signals.generation").query(Long.class).single();
  }

  void status(Job job) {
    db.sql("UPDATE signals.generation SET status = ?, message = ?, finished_at = ? WHERE id = ?")
        .params(
            Arrays.<@Nullable Object>asList(
                job.status().name(),
                job.status().isFinal() ? job.message() : null,
                Times.sqlOrNull(job.finishedAt()),
                job.subjectId()))
        .update();
  }

  void result(UUID id, GenerationResult result) {
    db.sql("UPDATE signals.generation SET result = ?::jsonb WHERE id = ?")
        .params(json.writeValueAsString(result), id)
        .update();
  }

  private Row read(ResultSet row) throws SQLException {
    String result = row.getString("result");
    return new Row(
        Times.uuid(row, "id"),
        Cause.valueOf(row.getString("cause")),
        row.getString("definition"),
        row.getString("instrument"),
        row.getString("timeframe"),
        row.getBoolean("afresh"),
        JobStatus.valueOf(row.getString("status")),
        row.getString("message"),
        result == null ? null : json.readValue(result, GenerationResult.class),
        Times.required(row, "created_at"),
        Times.instant(row, "finished_at"));
  }
}

package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.operations.Job;
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

/** Rows of builds. */
@Component
final class BuildTable {
  private final JdbcClient db;
  private final JsonMapper json;
  private final RunTable<Row> runs;

  BuildTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
    this.runs = new RunTable<>(db, "features.build", (row, n) -> read(row));
  }

  /** Why a build is made. */
  enum Cause {
    /** Somebody asked for it. */
    REQUEST,
    /** Bars were imported. */
    IMPORT,
    /** A feature was added or changed. */
    DEFINITION
  }

  /**
   * One build; of all instruments or timeframes where none is named. With {@code rebuild} it
   * computes again what is up to date.
   */
  record Row(
      UUID id,
      Cause cause,
      @Nullable String instrument,
      @Nullable String timeframe,
      boolean rebuild,
      JobStatus status,
      @Nullable String message,
      @Nullable Result result,
      Instant createdAt,
      @Nullable Instant finishedAt) {}

  /**
   * What a build did.
   *
   * @param series how many series were looked at
   * @param columns how many columns were brought up to date
   * @param bars how many values were computed
   * @param revised how many known values are others now
   * @param skipped what could not be built, the first ones
   * @param skippedCount how many could not be built
   */
  record Result(
      long series,
      long columns,
      long bars,
      long revised,
      List<Skipped> skipped,
      long skippedCount) {}

  /** A column that cannot be built, and why; without an instrument the definition is wrong. */
  record Skipped(
      @Nullable String instrument, @Nullable String timeframe, String feature, String reason) {}

  RunTable<Row> runs() {
    return runs;
  }

  void insert(
      UUID id,
      Cause cause,
      @Nullable String instrument,
      @Nullable String timeframe,
      boolean rebuild,
      Instant createdAt) {
    db.sql(
            "INSERT INTO features.build (id, cause, instrument, timeframe, rebuild, status,"
                + " created_at) VALUES (?, ?, ?, ?, ?, 'QUEUED', ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                id, cause.name(), instrument, timeframe, rebuild, Times.sql(createdAt)))
        .update();
  }

  /** A build that has not begun and does at least what is asked for. */
  Optional<Row> queued(@Nullable String instrument, @Nullable String timeframe) {
    return db.sql(
            "SELECT * FROM features.build WHERE status = 'QUEUED' AND (instrument IS NULL OR"
                + " instrument = ?) AND (timeframe IS NULL OR timeframe = ?) ORDER BY created_at,"
                + " id LIMIT 1")
        .params(Arrays.<@Nullable Object>asList(instrument, timeframe))
        .query((row, n) -> read(row))
        .optional();
  }

  void status(Job job) {
    runs.status(job);
  }

  void result(UUID id, Result result) {
    db.sql("UPDATE features.build SET result = ?::jsonb WHERE id = ?")
        .params(json.writeValueAsString(result), id)
        .update();
  }

  private Row read(ResultSet row) throws SQLException {
    String result = row.getString("result");
    return new Row(
        Times.uuid(row, "id"),
        Cause.valueOf(row.getString("cause")),
        row.getString("instrument"),
        row.getString("timeframe"),
        row.getBoolean("rebuild"),
        JobStatus.valueOf(row.getString("status")),
        row.getString("message"),
        result == null ? null : json.readValue(result, Result.class),
        Times.required(row, "created_at"),
        Times.instant(row, "finished_at"));
  }
}

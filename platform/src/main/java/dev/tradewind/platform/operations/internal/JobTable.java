package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of jobs. Every change of status names the status and attempt it expects. */
@Component
final class JobTable {
  private final JdbcClient db;
  private final Clock clock;

  JobTable(JdbcClient db, PlatformSettings settings) {
    this.db = db;
    this.clock = settings.clock();
  }

  Job insert(JobKind kind, UUID subjectId, String title) {
    Job job =
        new Job(
            UUID.randomUUID(),
            kind,
            subjectId,
            title,
            JobStatus.QUEUED,
            0,
            null,
            clock.instant(),
            null,
            null);
    db.sql(
            "INSERT INTO operations.jobs (id, kind, subject_id, title, status, created_at)"
                + " VALUES (?, ?, ?, ?, 'QUEUED', ?)")
        .params(job.id(), kind.name(), subjectId, title, Times.sql(job.createdAt()))
        .update();
    return job;
  }

  /** A job that was taken for execution. */
  record Taken(Job job, int attempt, boolean cancelRequested) {}

  /** Starts the next attempt of an unfinished job. */
  Optional<Taken> take(UUID id) {
    return db.sql(
            "UPDATE operations.jobs SET status = 'RUNNING', attempt = attempt + 1, progress = 0,"
                + " started_at = ? WHERE id = ? AND status IN ('QUEUED', 'RUNNING') RETURNING *")
        .params(Times.sql(clock.instant()), id)
        .query(
            (row, n) ->
                new Taken(read(row), row.getInt("attempt"), row.getBoolean("cancel_requested")))
        .optional();
  }

  void progress(UUID id, int attempt, double progress, @Nullable String message) {
    db.sql(
            "UPDATE operations.jobs SET progress = ?, message = ? WHERE id = ? AND attempt = ? AND"
                + " status = 'RUNNING'")
        .params(Arrays.<@Nullable Object>asList(progress, message, id, attempt))
        .update();
  }

  /** Ends the job, if that attempt still holds it. */
  Optional<Job> finish(UUID id, int attempt, JobStatus status, @Nullable String message) {
    return db.sql(
            "UPDATE operations.jobs SET status = ?, message = ?, finished_at = ?, progress = CASE"
                + " WHEN ? = 'DONE' THEN 1 ELSE progress END WHERE id = ? AND attempt = ? AND status"
                + " = 'RUNNING' RETURNING *")
        .params(
            Arrays.<@Nullable Object>asList(
                status.name(), message, Times.sql(clock.instant()), status.name(), id, attempt))
        .query((row, n) -> read(row))
        .optional();
  }

  Optional<Job> cancelQueued(UUID id) {
    return db.sql(
            "UPDATE operations.jobs SET status = 'CANCELLED', finished_at = ? WHERE id = ? AND"
                + " status = 'QUEUED' RETURNING *")
        .params(Times.sql(clock.instant()), id)
        .query((row, n) -> read(row))
        .optional();
  }

  boolean requestCancel(UUID id) {
    return db.sql(
                "UPDATE operations.jobs SET cancel_requested = true WHERE id = ? AND status ="
                    + " 'RUNNING'")
            .param(id)
            .update()
        == 1;
  }

  Optional<Job> find(UUID id) {
    return db.sql("SELECT * FROM operations.jobs WHERE id = ?")
        .param(id)
        .query((row, n) -> read(row))
        .optional();
  }

  Optional<Job> ofSubject(UUID subjectId) {
    return db.sql(
            "SELECT * FROM operations.jobs WHERE subject_id = ? ORDER BY created_at DESC, id LIMIT"
                + " 1")
        .param(subjectId)
        .query((row, n) -> read(row))
        .optional();
  }

  List<Job> recent(int limit) {
    return db.sql(
            "SELECT * FROM operations.jobs ORDER BY (status IN ('QUEUED', 'RUNNING')) DESC,"
                + " created_at DESC, id LIMIT ?")
        .param(limit)
        .query((row, n) -> read(row))
        .list();
  }

  List<UUID> unfinished() {
    return db.sql(
            "SELECT id FROM operations.jobs WHERE status IN ('QUEUED', 'RUNNING') ORDER BY"
                + " created_at, id")
        .query(UUID.class)
        .list();
  }

  /** Frees what a killed process had picked; this process is the only one on the database. */
  void releasePicked() {
    db.sql(
            "UPDATE operations.scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat"
                + " = NULL WHERE picked")
        .update();
  }

  private static Job read(ResultSet row) throws SQLException {
    return new Job(
        Times.uuid(row, "id"),
        JobKind.valueOf(row.getString("kind")),
        Times.uuid(row, "subject_id"),
        row.getString("title"),
        JobStatus.valueOf(row.getString("status")),
        row.getDouble("progress"),
        row.getString("message"),
        Times.required(row, "created_at"),
        Times.instant(row, "started_at"),
        Times.instant(row, "finished_at"));
  }
}

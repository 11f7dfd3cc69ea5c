package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the tables of builds, verifications and exports have in common: identity, status, and pages
 * with the newest first.
 *
 * @param <T> a row
 */
final class RunTable<T> {
  /** Sort key of a row: creation in microseconds, exact in a double. */
  private static final String KEY =
      "(extract(epoch FROM created_at) * 1000000)::bigint::double precision";

  private final JdbcClient db;
  private final String table;
  private final RowMapper<T> read;

  RunTable(JdbcClient db, String table, RowMapper<T> read) {
    this.db = db;
    this.table = table;
    this.read = read;
  }

  Optional<T> find(UUID id) {
    return db.sql("SELECT * FROM " + table + " WHERE id = ?").param(id).query(read).optional();
  }

  List<T> page(@Nullable Cursor after, int limit) {
    if (after == null) {
      return db.sql("SELECT * FROM " + table + " ORDER BY created_at DESC, id DESC LIMIT ?")
          .param(limit)
          .query(read)
          .list();
    }
    return db.sql(
            "SELECT * FROM "
                + table
                + " WHERE ("
                + KEY
                + ", id::text) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?")
        .params(after.key(), after.id(), limit)
        .query(read)
        .list();
  }

  static Cursor cursor(Instant createdAt, UUID id) {
    return new Cursor(Times.micros(createdAt), id.toString());
  }

  long count() {
    return db.sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  /** Notes where the job of a row stands. */
  void status(Job job) {
    db.sql("UPDATE " + table + " SET status = ?, message = ?, finished_at = ? WHERE id = ?")
        .params(
            Arrays.<@Nullable Object>asList(
                job.status().name(),
                job.status().isFinal() ? job.message() : null,
                Times.sqlOrNull(job.finishedAt()),
                job.subjectId()))
        .update();
  }
}

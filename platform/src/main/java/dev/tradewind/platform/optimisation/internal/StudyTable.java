package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.Dimension;
import dev.tradewind.engine.optimize.Objective;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows of studies. */
@Component
final class StudyTable {
  private static final String BEST =
      " LEFT JOIN LATERAL (SELECT t.n AS best_n, t.parameters AS best_parameters, t.objectives AS"
          + " best_objectives FROM optimisation.trials t WHERE t.study_id = s.id AND t.part = 0 AND"
          + " s.kind = 'SEARCH' AND t.place < 'Infinity' ORDER BY t.place, t.n LIMIT 1) b ON true";

  private final JdbcClient db;
  private final JsonMapper json;

  StudyTable(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** What a study does. */
  enum Kind {
    /** One search over all bars. */
    SEARCH,
    /** Searches in windows, each proved on the next bars. */
    WALK_FORWARD
  }

  /**
   * One study without its trials.
   *
   * @param parameters names of what is searched, in the order of the space
   * @param objectives texts in their order, each with its end
   * @param statistics names of what is kept of each trial
   * @param best number of the best trial so far; {@code null} while there is none
   */
  record Row(
      UUID id,
      Kind kind,
      String name,
      StudyRequest request,
      String strategy,
      List<String> instruments,
      String timeframe,
      String sampler,
      List<String> parameters,
      List<String> objectives,
      List<String> statistics,
      long planned,
      long done,
      JobStatus status,
      @Nullable String error,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable String planId,
      @Nullable String dataHash,
      @Nullable String verdict,
      @Nullable Long best,
      List<@Nullable String> bestParameters,
      List<Double> bestObjectives) {}

  void insert(UUID id, StudyRequest request, CheckedStudy checked, Instant createdAt) {
    db.sql(
            "INSERT INTO optimisation.studies (id, name, kind, request, strategy, instruments,"
                + " timeframe, sampler, parameters, objectives, statistics, planned, status,"
                + " created_at) VALUES (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " 'QUEUED', ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                id,
                checked.name(),
                (checked.windows().isPresent() ? Kind.WALK_FORWARD : Kind.SEARCH).name(),
                json.writeValueAsString(request),
                checked.strategy().id(),
                checked.instruments().toArray(String[]::new),
                checked.timeframe().code(),
                checked.plan().sampler().name(),
                checked.plan().space().dimensions().stream()
                    .map(Dimension::name)
                    .toArray(String[]::new),
                checked.plan().goals().objectives().stream()
                    .map(StudyTable::text)
                    .toArray(String[]::new),
                checked.statistics().toArray(String[]::new),
                checked.plan().trials(),
                Times.sql(createdAt)))
        .update();
  }

  private static String text(Objective objective) {
    return objective.text()
        + (objective.direction() == Objective.Direction.MAXIMIZE ? ":max" : ":min");
  }

  Optional<Row> find(UUID id) {
    return db.sql("SELECT s.*, b.* FROM optimisation.studies s" + BEST + " WHERE s.id = ?")
        .param(id)
        .query((row, n) -> read(row))
        .optional();
  }

  /** The newest first, after a moment in microseconds and an identity where given. */
  List<Row> newest(String where, Map<String, Object> params, int limit) {
    return db.sql(
            "SELECT s.*, b.* FROM optimisation.studies s"
                + BEST
                + " WHERE "
                + where
                + " ORDER BY s.created_at DESC, s.id::text DESC LIMIT "
                + limit)
        .params(params)
        .query((row, n) -> read(row))
        .list();
  }

  long count(String where, Map<String, Object> params) {
    return db.sql("SELECT count(*) FROM optimisation.studies s WHERE " + where)
        .params(params)
        .query(Long.class)
        .single();
  }

  /** The summary of a study as JSON; empty while there is none. */
  Optional<StudySummary> summary(UUID id) {
    return db.sql(
            "SELECT summary::text FROM optimisation.studies WHERE id = ? AND summary IS NOT NULL")
        .param(id)
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, StudySummary.class));
  }

  /** What a walk found; empty while there is nothing. */
  Optional<WalkSummary> walk(UUID id) {
    return db.sql("SELECT walk::text FROM optimisation.studies WHERE id = ? AND walk IS NOT NULL")
        .param(id)
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, WalkSummary.class));
  }

  /** Notes how many trials all windows have together. */
  void plan(UUID id, long planned) {
    db.sql("UPDATE optimisation.studies SET planned = ? WHERE id = ?").params(planned, id).update();
  }

  void finish(UUID id, WalkSummary walk) {
    db.sql("UPDATE optimisation.studies SET walk = ?::jsonb, verdict = ? WHERE id = ?")
        .params(json.writeValueAsString(walk), walk.verdict().level(), id)
        .update();
  }

  /** Notes what the trials belong to. */
  void begin(UUID id, String planId, String dataHash) {
    db.sql("UPDATE optimisation.studies SET plan_id = ?, data_hash = ? WHERE id = ?")
        .params(planId, dataHash, id)
        .update();
  }

  void finish(UUID id, StudySummary summary) {
    db.sql("UPDATE optimisation.studies SET summary = ?::jsonb, verdict = ? WHERE id = ?")
        .params(
            json.writeValueAsString(summary),
            summary.verdict().level().toLowerCase(Locale.ROOT),
            id)
        .update();
  }

  void status(UUID id, JobStatus status, @Nullable String error, @Nullable Instant finishedAt) {
    db.sql("UPDATE optimisation.studies SET status = ?, error = ?, finished_at = ? WHERE id = ?")
        .params(
            Arrays.<@Nullable Object>asList(status.name(), error, Times.sqlOrNull(finishedAt), id))
        .update();
  }

  boolean delete(UUID id) {
    return db.sql(
                "DELETE FROM optimisation.studies WHERE id = ? AND status NOT IN ('QUEUED',"
                    + " 'RUNNING')")
            .param(id)
            .update()
        == 1;
  }

  private Row read(ResultSet row) throws SQLException {
    return new Row(
        Times.uuid(row, "id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        json.readValue(row.getString("request"), StudyRequest.class),
        row.getString("strategy"),
        texts(row, "instruments"),
        row.getString("timeframe"),
        row.getString("sampler"),
        texts(row, "parameters"),
        texts(row, "objectives"),
        texts(row, "statistics"),
        row.getLong("planned"),
        row.getLong("done"),
        JobStatus.valueOf(row.getString("status")),
        row.getString("error"),
        Times.required(row, "created_at"),
        Times.instant(row, "finished_at"),
        row.getString("plan_id"),
        row.getString("data_hash"),
        row.getString("verdict"),
        (Long) row.getObject("best_n"),
        TrialTable.texts(row, "best_parameters"),
        TrialTable.numbers(row, "best_objectives"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return new ArrayList<>(Arrays.asList((String[]) row.getArray(column).getArray()));
  }
}

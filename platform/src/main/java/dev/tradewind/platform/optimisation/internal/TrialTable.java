package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.Evaluation;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.TrialState;
import dev.tradewind.engine.statistics.ReturnBlocks;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Rows of trials. A trial is written once; the same trial written again changes nothing. */
@Component
class TrialTable {
  private static final int CHUNK = 1_000;

  private final JdbcClient db;
  private final JdbcTemplate template;

  TrialTable(JdbcClient db, JdbcTemplate template) {
    this.db = db;
    this.template = template;
  }

  /**
   * A trial as it is stored; undefined numbers are {@code NaN}.
   *
   * @param parameters texts in the order of the space; {@code null} where not active
   * @param place the first objective, less being better; infinite for what cannot be the best
   */
  record Row(
      int part,
      long number,
      TrialState state,
      double fraction,
      List<@Nullable String> parameters,
      List<Double> objectives,
      List<Double> statistics,
      double place,
      boolean pareto,
      @Nullable String problem) {}

  /** Adds trials and counts them in their study. */
  @Transactional
  public void insert(
      UUID study,
      int part,
      List<String> parameters,
      List<String> statistics,
      Collection<Trial> trials) {
    int[][] counts =
        template.batchUpdate(
            "INSERT INTO optimisation.trials (study_id, part, n, state, fraction, parameters,"
                + " objectives, statistics, place, blocks, problem) VALUES (?, ?, ?, ?, ?,"
                + " ?::text[], ?::double precision[], ?::double precision[], ?, ?, ?) ON CONFLICT"
                + " DO NOTHING",
            trials,
            CHUNK,
            (statement, trial) -> {
              Map<String, String> texts = trial.parameters().texts();
              StringJoiner values = new StringJoiner(",", "{", "}");
              parameters.forEach(name -> values.add(texts.getOrDefault(name, "NULL")));
              StringJoiner objectives = new StringJoiner(",", "{", "}");
              for (int k = 0; k < trial.objectives(); k++) {
                objectives.add(Double.toString(trial.objective(k)));
              }
              StringJoiner measures = new StringJoiner(",", "{", "}");
              statistics.forEach(
                  name -> measures.add(Double.toString(trial.evaluation().statistic(name))));
              statement.setObject(1, study);
              statement.setInt(2, part);
              statement.setLong(3, trial.number());
              statement.setString(4, trial.state().name());
              statement.setDouble(5, trial.fraction());
              statement.setString(6, values.toString());
              statement.setString(7, objectives.toString());
              statement.setString(8, measures.toString());
              statement.setDouble(
                  9, trial.isCandidate() ? trial.loss(0) : Double.POSITIVE_INFINITY);
              statement.setBytes(
                  10, trial.evaluation().blocks().map(TrialTable::pack).orElse(null));
              statement.setString(11, trial.evaluation().problem().orElse(null));
            });
    // Counting all of them with every batch would grow with the square of their number.
    db.sql("UPDATE optimisation.studies SET done = done + ? WHERE id = ?")
        .params(Arrays.stream(counts).flatMapToInt(Arrays::stream).sum(), study)
        .update();
  }

  private static byte[] pack(ReturnBlocks blocks) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 16 * blocks.blocks());
    bytes.putInt(blocks.observations());
    for (int b = 0; b < blocks.blocks(); b++) {
      bytes.putDouble(blocks.sum(b)).putDouble(blocks.squares(b));
    }
    return bytes.array();
  }

  private static ReturnBlocks unpack(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed);
    int observations = bytes.getInt();
    double[] sums = new double[(packed.length - 4) / 16];
    double[] squares = new double[sums.length];
    for (int b = 0; b < sums.length; b++) {
      sums[b] = bytes.getDouble();
      squares[b] = bytes.getDouble();
    }
    return ReturnBlocks.ofSums(observations, sums, squares);
  }

  /** The trials of a plan, as they were when they were told, to the last bit. */
  List<Trial> known(UUID study, int part, StudyPlan plan, StudyTable.Row row) {
    return db.sql("SELECT * FROM optimisation.trials WHERE study_id = ? AND part = ? ORDER BY n")
        .params(study, part)
        .query((each, n) -> trial(each, plan, row))
        .list();
  }

  private static Trial trial(ResultSet row, StudyPlan plan, StudyTable.Row study)
      throws SQLException {
    Map<String, String> parameters = new HashMap<>();
    List<@Nullable String> texts = texts(row, "parameters");
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text != null) {
        parameters.put(study.parameters().get(i), text);
      }
    }
    TreeMap<String, Double> statistics = new TreeMap<>();
    List<Double> values = numbers(row, "statistics");
    String problem = row.getString("problem");
    if (problem == null) {
      for (int i = 0; i < values.size(); i++) {
        statistics.put(study.statistics().get(i), values.get(i));
      }
    }
    byte @Nullable [] blocks = row.getBytes("blocks");
    return plan.goals()
        .judge(
            row.getLong("n"),
            plan.space().parse(parameters),
            row.getDouble("fraction"),
            row.getString("state").equals(TrialState.PRUNED.name()),
            new Evaluation(
                statistics,
                blocks == null ? Optional.empty() : Optional.of(unpack(blocks)),
                Optional.ofNullable(problem)));
  }

  /** The returns of a trial on all data; empty where it was given up early or failed. */
  Optional<ReturnBlocks> blocks(UUID study, long number) {
    return db.sql(
            "SELECT blocks FROM optimisation.trials WHERE study_id = ? AND part = 0 AND n = ? AND"
                + " fraction = 1 AND blocks IS NOT NULL")
        .params(study, number)
        .query((row, n) -> unpack(row.getBytes("blocks")))
        .optional();
  }

  /** Those of all trials on all data, each set once, in the order of the trials. */
  List<ReturnBlocks> blocks(UUID study) {
    return db.sql(
            "SELECT blocks FROM (SELECT DISTINCT ON (parameters) n, blocks FROM"
                + " optimisation.trials WHERE study_id = ? AND part = 0 AND fraction = 1 AND blocks"
                + " IS NOT NULL ORDER BY parameters, n) each ORDER BY n")
        .param(study)
        .query((row, n) -> unpack(row.getBytes("blocks")))
        .list();
  }

  /** Marks the front of a finished study. */
  void markPareto(UUID study, List<Long> numbers) {
    db.sql(
            "UPDATE optimisation.trials SET pareto = (n = ANY (?::bigint[])) WHERE study_id = ? AND"
                + " part = 0 AND pareto <> (n = ANY (?::bigint[]))")
        .params(list(numbers), study, list(numbers))
        .update();
  }

  private static String list(List<Long> numbers) {
    StringJoiner text = new StringJoiner(",", "{", "}");
    numbers.forEach(each -> text.add(each.toString()));
    return text.toString();
  }

  /** Rows that satisfy a condition. */
  List<Row> select(String where, Map<String, Object> params, String orderBy, int limit) {
    return db.sql(
            "SELECT part, n, state, fraction, parameters, objectives, statistics, place, pareto,"
                + " problem FROM optimisation.trials WHERE "
                + where
                + " ORDER BY "
                + orderBy
                + " LIMIT "
                + limit)
        .params(params)
        .query((row, n) -> read(row))
        .list();
  }

  long count(String where, Map<String, Object> params) {
    return db.sql("SELECT count(*) FROM optimisation.trials WHERE " + where)
        .params(params)
        .query(Long.class)
        .single();
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getInt("part"),
        row.getLong("n"),
        TrialState.valueOf(row.getString("state")),
        row.getDouble("fraction"),
        texts(row, "parameters"),
        numbers(row, "objectives"),
        numbers(row, "statistics"),
        row.getDouble("place"),
        row.getBoolean("pareto"),
        row.getString("problem"));
  }

  static List<@Nullable String> texts(ResultSet row, String column) throws SQLException {
    @Nullable Array array = row.getArray(column);
    return array == null ? List.of() : new ArrayList<>(Arrays.asList((String[]) array.getArray()));
  }

  static List<Double> numbers(ResultSet row, String column) throws SQLException {
    @Nullable Array array = row.getArray(column);
    return array == null ? List.of() : new ArrayList<>(Arrays.asList((Double[]) array.getArray()));
  }
}

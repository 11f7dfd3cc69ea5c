package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.TrialState;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.SparseColumn;
import dev.tradewind.platform.shared.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trials of a study: pages, and samples for charts. */
@RestController
@RequestMapping("/api/v1/studies/{id}")
class TrialController {
  private static final List<String> FILTERS = List.of("all", "candidates", "pareto");
  private static final int USUAL_POINTS = 2_000;
  private static final int MOST_POINTS = 10_000;

  private final StudyTable studies;
  private final TrialTable trials;

  TrialController(StudyTable studies, TrialTable trials) {
    this.studies = studies;
    this.trials = trials;
  }

  /**
   * A trial.
   *
   * @param candidate whether it is complete and keeps the constraints
   * @param pareto whether no other one beats it in every objective; known once the study is done
   */
  record TrialView(
      long number,
      TrialState state,
      double fraction,
      Map<String, String> parameters,
      List<@Nullable Double> objectives,
      Map<String, @Nullable Double> statistics,
      boolean candidate,
      boolean pareto,
      @Nullable String problem) {
    static TrialView of(StudyTable.Row study, TrialTable.Row row) {
      Map<String, @Nullable Double> statistics = new LinkedHashMap<>();
      List<@Nullable Double> values = StudyView.finite(row.statistics());
      for (int i = 0; i < values.size(); i++) {
        statistics.put(study.statistics().get(i), values.get(i));
      }
      return new TrialView(
          row.number(),
          row.state(),
          row.fraction(),
          StudyView.named(study.parameters(), row.parameters()),
          StudyView.finite(row.objectives()),
          statistics,
          row.place() < Double.POSITIVE_INFINITY,
          row.pareto(),
          row.problem());
    }
  }

  private StudyTable.Row study(String id) {
    return studies
        .find(Ids.parse("study", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such study"));
  }

  /**
   * A page of trials.
   *
   * @param window of a walk, from 0; 0 if absent
   * @param filter all, candidates or pareto
   * @param sort number, best, or the name of a parameter, an objective or a statistic
   */
  @GetMapping("/trials")
  @Allow(Allow.To.READERS)
  Page<TrialView> trials(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer window,
      @RequestParam(required = false) @Nullable String filter,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String order,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    StudyTable.Row study = study(id);
    int size = Cursor.limit(limit);
    Map<String, Object> params = new HashMap<>();
    params.put("study", study.id());
    params.put("part", window == null ? 0 : window);
    String where = "study_id = :study AND part = :part" + condition(filter);
    if (order != null && !order.equals("asc") && !order.equals("desc")) {
      throw ProblemException.field("order", order, "order must be asc or desc");
    }
    boolean ascending = !"desc".equals(order);
    String key = key(study, sort == null ? "best" : sort, ascending);
    long total = trials.count(where, params);
    Cursor after = Cursor.decode(cursor);
    String page = where;
    if (after != null) {
      page += " AND (" + key + ", n) " + (ascending ? ">" : "<") + " (:afterKey, :afterId)";
      params.put("afterKey", after.key());
      params.put("afterId", number(cursor, after.id()));
    }
    String direction = ascending ? " ASC" : " DESC";
    List<TrialTable.Row> rows =
        trials.select(page, params, key + direction + ", n" + direction, size + 1);
    boolean more = rows.size() > size;
    List<TrialTable.Row> shown = more ? rows.subList(0, size) : rows;
    return new Page<>(
        shown.stream().map(row -> TrialView.of(study, row)).toList(),
        more
            ? new Cursor(
                    value(study, sort == null ? "best" : sort, ascending, shown.getLast()),
                    Long.toString(shown.getLast().number()))
                .encode()
            : null,
        total);
  }

  private static long number(@Nullable String cursor, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ProblemException.field("cursor", cursor, "cursor is not one that was given out");
    }
  }

  private static String condition(@Nullable String filter) {
    return switch (filter == null ? "all" : filter) {
      case "all" -> "";
      case "candidates" -> " AND place < 'Infinity'";
      case "pareto" -> " AND pareto";
      default ->
          throw ProblemException.field(
              "filter", filter, Suggestion.unknown("filter", String.valueOf(filter), FILTERS));
    };
  }

  /** The sort key as SQL; only indexes and words from here get into it. */
  private static String key(StudyTable.Row study, String sort, boolean ascending) {
    String none = ascending ? "'Infinity'" : "'-Infinity'";
    if (sort.equals("best")) {
      return "place";
    }
    if (sort.equals("number")) {
      return "n::double precision";
    }
    int parameter = study.parameters().indexOf(sort);
    if (parameter >= 0) {
      return "COALESCE(parameters[" + (parameter + 1) + "]::double precision, " + none + ")";
    }
    int objective = objective(study, sort);
    if (objective >= 0) {
      return "COALESCE(NULLIF(objectives[" + (objective + 1) + "], 'NaN'), " + none + ")";
    }
    int statistic = study.statistics().indexOf(sort);
    if (statistic >= 0) {
      return "COALESCE(NULLIF(statistics[" + (statistic + 1) + "], 'NaN'), " + none + ")";
    }
    List<String> known = new ArrayList<>(List.of("best", "number"));
    known.addAll(study.parameters());
    known.addAll(study.objectives());
    known.addAll(study.statistics());
    throw ProblemException.field("sort", sort, Suggestion.unknown("sort key", sort, known));
  }

  private static int objective(StudyTable.Row study, String name) {
    return study.objectives().indexOf(name);
  }

  private static double value(
      StudyTable.Row study, String sort, boolean ascending, TrialTable.Row row) {
    double value;
    if (sort.equals("best")) {
      return row.place();
    } else if (sort.equals("number")) {
      return row.number();
    } else if (study.parameters().contains(sort)) {
      String text = row.parameters().get(study.parameters().indexOf(sort));
      value = text == null ? Double.NaN : Double.parseDouble(text);
    } else if (objective(study, sort) >= 0) {
      value = row.objectives().get(objective(study, sort));
    } else {
      value = row.statistics().get(study.statistics().indexOf(sort));
    }
    double none = ascending ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    return Double.isNaN(value) ? none : value;
  }

  /**
   * Trials as columns for charts. Where there are more than asked for, these are the front, the
   * best and every so manieth of the others.
   *
   * @param total how many there are
   * @param reduced whether some are left out
   * @param parameters by name, null where not active
   * @param objectives by name, null where undefined
   */
  record Points(
      long total,
      boolean reduced,
      List<Long> number,
      Map<String, SparseColumn> parameters,
      Map<String, SparseColumn> objectives,
      Map<String, SparseColumn> statistics,
      List<Boolean> candidate,
      List<Boolean> pareto) {}

  @GetMapping("/points")
  @Allow(Allow.To.READERS)
  Points points(
      @PathVariable String id, @RequestParam(required = false) @Nullable Integer maxPoints) {
    StudyTable.Row study = study(id);
    int most = maxPoints == null ? USUAL_POINTS : maxPoints;
    if (most < 10 || most > MOST_POINTS) {
      throw ProblemException.field(
          "maxPoints", Integer.toString(most), "maxPoints must be in 10.." + MOST_POINTS);
    }
    Map<String, Object> params = Map.of("study", study.id());
    String all = "study_id = :study AND part = 0";
    long total = trials.count(all, params);
    List<TrialTable.Row> rows;
    if (total <= most) {
      rows = trials.select(all, params, "n", most);
    } else {
      Map<Long, TrialTable.Row> chosen = new HashMap<>();
      trials
          .select(all + " AND pareto", params, "n", most / 4)
          .forEach(row -> chosen.put(row.number(), row));
      trials
          .select(all, params, "place, n", most / 4)
          .forEach(row -> chosen.put(row.number(), row));
      long stride = Math.ceilDiv(total, (long) most / 2);
      trials
          .select(
              all
                  + " AND n IN (SELECT generate_series(0, (SELECT max(n) FROM optimisation.trials"
                  + " WHERE study_id = :study AND part = 0), "
                  + stride
                  + "))",
              params,
              "n",
              most)
          .forEach(row -> chosen.put(row.number(), row));
      rows =
          chosen.values().stream()
              .sorted(Comparator.comparingLong(TrialTable.Row::number))
              .toList();
    }
    Map<String, SparseColumn> parameters = new LinkedHashMap<>();
    for (int i = 0; i < study.parameters().size(); i++) {
      int at = i;
      parameters.put(
          study.parameters().get(i),
          column(
              rows,
              row -> {
                String text = row.parameters().get(at);
                return text == null ? Double.NaN : Double.parseDouble(text);
              }));
    }
    Map<String, SparseColumn> objectives = new LinkedHashMap<>();
    for (int k = 0; k < study.objectives().size(); k++) {
      int at = k;
      objectives.put(study.objectives().get(k), column(rows, row -> row.objectives().get(at)));
    }
    Map<String, SparseColumn> statistics = new LinkedHashMap<>();
    for (int k = 0; k < study.statistics().size(); k++) {
      int at = k;
      statistics.put(study.statistics().get(k), column(rows, row -> row.statistics().get(at)));
    }
    return new Points(
        total,
        rows.size() < total,
        rows.stream().map(TrialTable.Row::number).toList(),
        parameters,
        objectives,
        statistics,
        rows.stream().map(row -> row.place() < Double.POSITIVE_INFINITY).toList(),
        rows.stream().map(TrialTable.Row::pareto).toList());
  }

  private static SparseColumn column(
      List<TrialTable.Row> rows, ToDoubleFunction<TrialTable.Row> value) {
    return SparseColumn.of(rows.stream().mapToDouble(value).toArray());
  }
}

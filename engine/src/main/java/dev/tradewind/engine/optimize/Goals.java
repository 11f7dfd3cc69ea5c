package dev.tradewind.engine.optimize;

import dev.tradewind.engine.optimize.Objective.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What makes one trial better than another: objectives and constraints. Immutable. */
public final class Goals {
  private static final int MOST_OBJECTIVES = 6;

  private final List<Objective> objectives;
  private final List<ScalarExpression> constraints;
  private final Set<String> statistics;

  private Goals(List<Objective> objectives, List<ScalarExpression> constraints) {
    this.objectives = List.copyOf(objectives);
    this.constraints = List.copyOf(constraints);
    Set<String> names = new TreeSet<>();
    objectives.forEach(each -> names.addAll(each.expression().names()));
    constraints.forEach(each -> names.addAll(each.names()));
    this.statistics = Collections.unmodifiableSet(names);
  }

  /**
   * Reads goals.
   *
   * @param objectives 1 to 6 numbers over statistics such as {@code sharpe}, {@code
   *     maxDrawdown:min} or {@code totalReturn - 2 * maxDrawdown:max}; without an end more is
   *     better
   * @param constraints conditions over statistics such as {@code roundTrips >= 30}
   * @param known the statistics there are
   * @throws IllegalArgumentException if a text means nothing; says which and why
   */
  public static Goals parse(
      List<String> objectives, List<String> constraints, Collection<String> known) {
    if (objectives.isEmpty() || objectives.size() > MOST_OBJECTIVES) {
      throw new IllegalArgumentException(
          "there must be 1 to " + MOST_OBJECTIVES + " objectives, were " + objectives.size());
    }
    List<Objective> all = new ArrayList<>();
    for (String text : objectives) {
      all.add(objective(text, known));
    }
    return new Goals(
        all,
        constraints.stream()
            .map(text -> ScalarExpression.condition(text, known, "constraint"))
            .toList());
  }

  private static Objective objective(String text, Collection<String> known) {
    int colon = text.lastIndexOf(':');
    Direction direction = Direction.MAXIMIZE;
    String number = text.strip();
    if (colon >= 0) {
      String end = text.substring(colon + 1).strip();
      direction =
          switch (end) {
            case "max" -> Direction.MAXIMIZE;
            case "min" -> Direction.MINIMIZE;
            default ->
                throw new IllegalArgumentException(
                    "an objective must end with :min, :max or neither, was '" + text + "'");
          };
      number = text.substring(0, colon).strip();
    }
    return new Objective(number, ScalarExpression.number(number, known, "objective"), direction);
  }

  /** The objectives in their order. */
  public List<Objective> objectives() {
    return objectives;
  }

  /** The constraints in their order. */
  public List<ScalarExpression> constraints() {
    return constraints;
  }

  /** The statistics that objectives and constraints read, sorted. */
  public Set<String> statistics() {
    return statistics;
  }

  /**
   * A trial of what an evaluation gave. The same arguments give the same trial, so that a trial may
   * be kept as its evaluation.
   */
  public Trial judge(
      long number,
      ParameterSet parameters,
      double fraction,
      boolean pruned,
      Evaluation evaluation) {
    double[] values = new double[objectives.size()];
    double[] losses = new double[values.length];
    boolean defined = true;
    for (int k = 0; k < values.length; k++) {
      Objective each = objectives.get(k);
      values[k] = each.expression().value(evaluation::statistic);
      losses[k] = each.direction().loss(values[k]);
      defined &= !Double.isNaN(values[k]);
    }
    double violation = 0;
    for (ScalarExpression each : constraints) {
      violation += each.violation(evaluation::statistic);
    }
    TrialState state;
    if (evaluation.problem().isPresent()) {
      state = TrialState.FAILED;
    } else if (pruned) {
      state = TrialState.PRUNED;
    } else {
      state = defined ? TrialState.COMPLETE : TrialState.UNDEFINED;
    }
    return new Trial(number, parameters, state, fraction, evaluation, values, losses, violation);
  }

  /** As users write them; part of a study's identity. */
  public String text() {
    List<String> parts = new ArrayList<>();
    objectives.forEach(
        each ->
            parts.add(each.text() + (each.direction() == Direction.MAXIMIZE ? ":max" : ":min")));
    constraints.forEach(each -> parts.add(each.text()));
    return String.join("; ", parts);
  }
}

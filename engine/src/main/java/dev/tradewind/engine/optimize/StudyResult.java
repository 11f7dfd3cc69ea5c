package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a study found.
 *
 * @param plan what it was to do
 * @param trials in their order
 * @param exhausted whether the sampler had no more to propose
 */
public record StudyResult(StudyPlan plan, List<Trial> trials, boolean exhausted) {
  /** Copies. */
  public StudyResult {
    trials = List.copyOf(trials);
  }

  /** The best trial by the first objective; empty if none keeps the constraints. */
  public Optional<Trial> best() {
    return trials.stream().filter(Trial::isCandidate).min(Trial.BEST_FIRST);
  }

  /** The trials that no other one beats in every objective. */
  public List<Trial> pareto() {
    return Trial.pareto(trials);
  }

  /** Why there is no best trial, in a sentence that says what to change. */
  public String whyNoBest() {
    long failed = trials.stream().filter(each -> each.state() == TrialState.FAILED).count();
    long undefined = trials.stream().filter(each -> each.state() == TrialState.UNDEFINED).count();
    long broken =
        trials.stream()
            .filter(each -> each.state() == TrialState.COMPLETE && each.violation() > 0)
            .count();
    String first =
        trials.stream()
            .filter(each -> each.state() == TrialState.FAILED)
            .findFirst()
            .flatMap(each -> each.evaluation().problem())
            .map(text -> " (the first: " + text + ")")
            .orElse("");
    List<String> reasons = new ArrayList<>();
    if (undefined > 0) {
      reasons.add(
          undefined
              + " have no value for "
              + texts(plan.goals().objectives().stream().map(Objective::text))
              + " (no trade, perhaps: widen the space or use longer data)");
    }
    if (broken > 0) {
      reasons.add(
          broken
              + " break a constraint (loosen "
              + texts(plan.goals().constraints().stream().map(ScalarExpression::text))
              + ")");
    }
    if (failed > 0) {
      reasons.add(failed + " failed" + first);
    }
    return "no trial of "
        + trials.size()
        + " can be the best: "
        + (reasons.isEmpty() ? "none ran on all data" : String.join(", ", reasons));
  }

  private static String texts(Stream<String> all) {
    return all.collect(Collectors.joining(" or "));
  }
}

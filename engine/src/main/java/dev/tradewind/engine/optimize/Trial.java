package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A set of parameters that was tried, with what it gave. Immutable. */
public final class Trial {
  /**
   * From the best to the worst for one objective: what keeps the constraints by its loss, then by
   * how far constraints are broken, then what was given up later and with less loss, then what has
   * no value. Equal ones in the order of their numbers.
   */
  public static final Comparator<Trial> BEST_FIRST =
      Comparator.comparingInt(Trial::rank)
          .thenComparingDouble(Trial::violation)
          .thenComparing(Comparator.comparingDouble(Trial::fraction).reversed())
          .thenComparingDouble(trial -> trial.loss(0))
          .thenComparingLong(Trial::number);

  private static final Comparator<Trial> LOSSES = (a, b) -> Arrays.compare(a.losses, b.losses);

  private final long number;
  private final ParameterSet parameters;
  private final TrialState state;
  private final double fraction;
  private final Evaluation evaluation;
  private final double[] objectives;
  private final double[] losses;
  private final double violation;

  /** Takes the arrays over. */
  Trial(
      long number,
      ParameterSet parameters,
      TrialState state,
      double fraction,
      Evaluation evaluation,
      double[] objectives,
      double[] losses,
      double violation) {
    this.number = number;
    this.parameters = parameters;
    this.state = state;
    this.fraction = fraction;
    this.evaluation = evaluation;
    this.objectives = objectives;
    this.losses = losses;
    this.violation = violation;
  }

  private int rank() {
    return switch (state) {
      case COMPLETE -> 0;
      case PRUNED -> 1;
      case UNDEFINED -> 2;
      case FAILED -> 3;
    };
  }

  /** Its place in the study, from 0. */
  public long number() {
    return number;
  }

  /** What was tried. */
  public ParameterSet parameters() {
    return parameters;
  }

  /** What became of it. */
  public TrialState state() {
    return state;
  }

  /** The part of the data it ran on, in (0, 1]. */
  public double fraction() {
    return fraction;
  }

  /** What it gave. */
  public Evaluation evaluation() {
    return evaluation;
  }

  /** The value of an objective; {@code NaN} where it is undefined. */
  public double objective(int index) {
    return objectives[index];
  }

  /** The value of an objective with its sign turned where more is better: less is better. */
  public double loss(int index) {
    return losses[index];
  }

  /** Number of objectives. */
  public int objectives() {
    return objectives.length;
  }

  /** How far the constraints are broken in sum; 0 if they hold. */
  public double violation() {
    return violation;
  }

  /** Whether it is complete and keeps the constraints: it may be the best. */
  public boolean isCandidate() {
    return state == TrialState.COMPLETE && violation == 0;
  }

  /** Whether this is at least as good in every objective and better in one. */
  public boolean dominates(Trial other) {
    boolean better = false;
    for (int k = 0; k < losses.length; k++) {
      if (losses[k] > other.losses[k]) {
        return false;
      }
      better |= losses[k] < other.losses[k];
    }
    return better;
  }

  /** The candidates that no other one dominates, in the order given; of equals the first. */
  public static List<Trial> pareto(List<Trial> trials) {
    List<Trial> candidates = trials.stream().filter(Trial::isCandidate).toList();
    // Whatever dominates a trial has no larger first loss, and is dominated by one of the front.
    List<Trial> byLoss = new ArrayList<>(candidates);
    byLoss.sort(LOSSES.thenComparingLong(Trial::number));
    List<Trial> front = new ArrayList<>();
    Set<Long> numbers = new HashSet<>();
    for (Trial each : byLoss) {
      boolean beaten = false;
      for (int i = front.size() - 1; i >= 0 && !beaten; i--) {
        Trial other = front.get(i);
        beaten = other.dominates(each) || Arrays.equals(other.losses, each.losses);
      }
      if (!beaten) {
        front.add(each);
        numbers.add(each.number);
      }
    }
    return candidates.stream().filter(each -> numbers.contains(each.number)).toList();
  }

  @Override
  public String toString() {
    return number + ": " + parameters + " " + state;
  }
}

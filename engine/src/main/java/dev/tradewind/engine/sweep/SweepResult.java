package dev.tradewind.engine.sweep;

import java.util.List;
import java.util.Map;

/** The measures of every set of a sweep. Immutable. */
public final class SweepResult {
  private final ParameterSets sets;
  private final double[] values;
  private final Map<Integer, String> problems;
  private final Map<Integer, String> simulated;

  SweepResult(
      ParameterSets sets,
      double[] values,
      Map<Integer, String> problems,
      Map<Integer, String> simulated) {
    this.sets = sets;
    this.values = values;
    this.problems = Map.copyOf(problems);
    this.simulated = Map.copyOf(simulated);
  }

  /** The parameter sets, in the order of the rows. */
  public ParameterSets sets() {
    return sets;
  }

  /** A measure of a set; {@code NaN} where undefined or where the set has a problem. */
  public double value(int set, SweepStatistic statistic) {
    return values[set * SweepStatistic.values().length + statistic.place()];
  }

  /** What is wrong with sets whose values are not allowed, by row. */
  public Map<Integer, String> problems() {
    return problems;
  }

  /** Which sets the event-driven simulator took over, and why, by row. */
  public Map<Integer, String> simulated() {
    return simulated;
  }

  /** The measures, in the order of their columns. */
  public List<SweepStatistic> statistics() {
    return List.of(SweepStatistic.values());
  }
}

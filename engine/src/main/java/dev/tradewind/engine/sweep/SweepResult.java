package dev.tradewind.engine.sweep;

import dev.tradewind.engine.statistics.ReturnBlocks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The measures of every set of a sweep. Immutable. */
public final class SweepResult {
  private final ParameterSets sets;
  private final double[] values;
  private final Map<Integer, String> problems;
  private final @Nullable ReturnBlocks[] blocks;

  SweepResult(
      ParameterSets sets,
      double[] values,
      Map<Integer, String> problems,
      @Nullable ReturnBlocks[] blocks) {
    this.blocks = blocks;
    this.sets = sets;
    this.values = values;
    this.problems = Map.copyOf(problems);
  }

  /** The parameter sets, in the order of the rows. */
  public ParameterSets sets() {
    return sets;
  }

  /** A measure of a set; {@code NaN} where undefined or where the set has a problem. */
  public double value(int set, SweepStatistic statistic) {
    return values[set * SweepStatistic.values().length + statistic.place()];
  }

  /** The returns of a set in blocks; empty where they were not asked for or are too few. */
  public Optional<ReturnBlocks> blocks(int set) {
    return set < blocks.length ? Optional.ofNullable(blocks[set]) : Optional.empty();
  }

  /** What is wrong with sets whose values are not allowed, by row. */
  public Map<Integer, String> problems() {
    return problems;
  }

  /** The measures, in the order of their columns. */
  public List<SweepStatistic> statistics() {
    return List.of(SweepStatistic.values());
  }
}

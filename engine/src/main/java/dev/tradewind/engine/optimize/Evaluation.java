package dev.tradewind.engine.optimize;

import dev.tradewind.engine.statistics.ReturnBlocks;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What running a set of parameters gave.
 *
 * @param statistics values by name; {@code NaN} where undefined
 * @param blocks sums of its returns; empty where there are none
 * @param problem why there is no result; empty if there is one
 */
public record Evaluation(
    SortedMap<String, Double> statistics, Optional<ReturnBlocks> blocks, Optional<String> problem) {
  /** Copies. */
  public Evaluation {
    statistics = Collections.unmodifiableSortedMap(new TreeMap<>(statistics));
  }

  /** A result. */
  public static Evaluation of(Map<String, Double> statistics) {
    return new Evaluation(new TreeMap<>(statistics), Optional.empty(), Optional.empty());
  }

  /** A failure, on one line. */
  public static Evaluation failed(String problem) {
    return new Evaluation(
        new TreeMap<>(), Optional.empty(), Optional.of(problem.replaceAll("\\s+", " ").strip()));
  }

  /** The value of a statistic; {@code NaN} where it is undefined or unknown. */
  public double statistic(String name) {
    Double value = statistics.get(name);
    return value == null ? Double.NaN : value;
  }
}

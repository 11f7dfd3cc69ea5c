package dev.tradewind.engine.robustness;

import java.util.List;

/**
 * What the warm-up check found.
 *
 * @param bars that were looked at
 * @param tolerance relative difference up to which two values agree
 * @param features in the order in which they were declared
 * @param starts later first bars, in order
 */
public record WarmUp(int bars, double tolerance, List<Feature> features, List<Start> starts) {
  /** Copies the lists. */
  public WarmUp {
    features = List.copyOf(features);
    starts = List.copyOf(starts);
  }

  /**
   * One feature.
   *
   * @param instrument of its bars
   * @param expression canonical text
   * @param declared bars on which it is undefined
   * @param needed smallest number of bars after which its values agree from every start; -1 if they
   *     never do
   * @param atDeclared largest relative difference on the first bar on which it is defined; {@code
   *     NaN} if one value is undefined there
   * @param atEnd largest relative difference on the last bar
   */
  public record Feature(
      String instrument,
      String expression,
      int declared,
      int needed,
      double atDeclared,
      double atEnd) {}

  /**
   * A later first bar.
   *
   * @param firstMicros when that bar is known, UTC microseconds
   * @param bars from there on
   * @param ordering bars on which either run orders something
   * @param differing of these, bars on which the orders differ
   * @param until bars after which no order differs
   */
  public record Start(long firstMicros, int bars, int ordering, int differing, int until) {}

  /** Bars after which all features agree; -1 if some never do. */
  public int neededByFeatures() {
    return features.stream().anyMatch(each -> each.needed() < 0)
        ? -1
        : features.stream().mapToInt(Feature::needed).max().orElse(0);
  }

  /** Bars after which no order differs, from the start that takes longest. */
  public int neededByOrders() {
    return starts.stream().mapToInt(Start::until).max().orElse(0);
  }
}

package dev.tradewind.engine.optimize;

/**
 * What a search makes as large or as small as it can.
 *
 * @param text as given, without the direction
 * @param expression over statistics
 * @param direction which way is better
 */
public record Objective(String text, ScalarExpression expression, Direction direction) {
  /** Which way is better. */
  public enum Direction {
    /** More is better. */
    MAXIMIZE,
    /** Less is better. */
    MINIMIZE;

    /** The value as a loss: less is better. */
    double loss(double value) {
      return this == MAXIMIZE ? -value : value;
    }
  }
}

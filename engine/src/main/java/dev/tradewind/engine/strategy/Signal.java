package dev.tradewind.engine.strategy;

/**
 * A bar on whose close a condition of a definition was true, as a strategy is told of it.
 *
 * @param definition name of the definition
 * @param instrument index of the instrument in the run
 * @param kind whether a position should begin or end
 * @param side the direction of the order that would follow
 * @param barTimeMicros open time of the bar, UTC microseconds
 * @param knownAtMicros when it could first be acted on, UTC microseconds
 * @param strength 0 to 100, {@code NaN} if the definition has none
 */
public record Signal(
    String definition,
    int instrument,
    Kind kind,
    Side side,
    long barTimeMicros,
    long knownAtMicros,
    double strength) {
  /** Whether a position should begin or end. */
  public enum Kind {
    /** A position should begin. */
    ENTRY,
    /** A position should end. */
    EXIT
  }
}

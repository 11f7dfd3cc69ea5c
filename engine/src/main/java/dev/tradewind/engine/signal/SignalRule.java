package dev.tradewind.engine.signal;

/**
 * What a definition says, as texts of the expression language; an empty text is none.
 *
 * @param entry begins a long position
 * @param exit ends a long position
 * @param shortEntry begins a short position
 * @param shortExit ends a short position
 * @param strength how strong a signal is, 0 to 100; what lies outside counts as the nearer bound
 */
public record SignalRule(
    String entry, String exit, String shortEntry, String shortExit, String strength) {
  /** A rule for one direction. */
  public static SignalRule of(Direction direction, String entry, String exit, String strength) {
    return direction == Direction.LONG
        ? new SignalRule(entry, exit, "", "", strength)
        : new SignalRule("", "", entry, exit, strength);
  }
}

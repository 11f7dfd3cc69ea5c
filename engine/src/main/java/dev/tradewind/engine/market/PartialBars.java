package dev.tradewind.engine.market;

import dev.tradewind.engine.time.TimeframeDefinition;

/** Which bars of incomplete spans an aggregation keeps; they are marked as partial. */
public enum PartialBars {
  /** Neither: every bar stands for a whole span. The usual choice. */
  NONE(false, false),
  /** The one whose span began before the data. */
  FIRST(true, false),
  /** The one whose span ends after the data, known as soon as its last input is. */
  LAST(false, true),
  /** Both. */
  BOTH(true, true);

  private final boolean first;
  private final boolean last;

  PartialBars(boolean first, boolean last) {
    this.first = first;
    this.last = last;
  }

  /** Whether a partial first bar is kept. */
  public boolean first() {
    return first;
  }

  /** Whether a partial last bar is kept. */
  public boolean last() {
    return last;
  }

  /**
   * Refuses what a timeframe does not allow.
   *
   * @throws IllegalArgumentException if it does not allow such a bar
   */
  void checkAllowedBy(TimeframeDefinition definition) {
    refuse(first && !definition.partialFirst(), "first", definition);
    refuse(last && !definition.partialLast(), "last", definition);
  }

  private static void refuse(boolean wrong, String which, TimeframeDefinition definition) {
    if (wrong) {
      throw new IllegalArgumentException(
          "a partial " + which + " bar is not allowed (timeframe " + definition.code() + ")");
    }
  }
}

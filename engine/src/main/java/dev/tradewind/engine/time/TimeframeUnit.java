package dev.tradewind.engine.time;

/** The unit of a {@link TimeframeDefinition}, from the shortest to the longest. */
public enum TimeframeUnit {
  /** Code {@code s}. */
  SECOND('s', 1, 0, 0),
  /** Code {@code m}. */
  MINUTE('m', 60, 0, 0),
  /** Code {@code h}. */
  HOUR('h', 3_600, 0, 0),
  /** Code {@code D}: a UTC day, or one session. */
  DAY('D', 86_400, 1, 0),
  /** Code {@code W}: Monday to Monday, or 5 sessions. */
  WEEK('W', 604_800, 5, 0),
  /** Code {@code M}: a calendar month (nominally a twelfth of 365.2425 days), or 21 sessions. */
  MONTH('M', 2_629_746, 21, 1),
  /** Code {@code Q}: three calendar months, or 63 sessions. */
  QUARTER('Q', 7_889_238, 63, 3),
  /** Code {@code Y}: a calendar year (nominally 365.2425 days), or 252 sessions. */
  YEAR('Y', 31_556_952, 252, 12);

  private final char symbol;
  private final long nominalSeconds;
  private final int sessions;
  private final int months;

  TimeframeUnit(char symbol, long nominalSeconds, int sessions, int months) {
    this.symbol = symbol;
    this.nominalSeconds = nominalSeconds;
    this.sessions = sessions;
    this.months = months;
  }

  /** The letter of the code. */
  public char symbol() {
    return symbol;
  }

  /** Exact length of seconds to weeks, mean length in the Gregorian calendar of longer units. */
  public long nominalSeconds() {
    return nominalSeconds;
  }

  /** Sessions in one trading-aligned unit; 0 for units shorter than a day. */
  public int sessions() {
    return sessions;
  }

  /** Calendar months in the unit; 0 for units shorter than a month. */
  public int months() {
    return months;
  }

  /**
   * The unit of that letter; {@code d} and {@code w} count as {@code D} and {@code W}.
   *
   * @throws IllegalArgumentException if no unit has the letter
   */
  static TimeframeUnit of(char letter) {
    char wanted = letter == 'd' ? 'D' : letter == 'w' ? 'W' : letter;
    for (TimeframeUnit unit : values()) {
      if (unit.symbol == wanted) {
        return unit;
      }
    }
    throw new IllegalArgumentException("unit must be one of s m h D W M Q Y, was '" + letter + "'");
  }
}

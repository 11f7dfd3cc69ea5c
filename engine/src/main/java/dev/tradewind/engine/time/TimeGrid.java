package dev.tradewind.engine.time;

/**
 * Cuts time into the spans of a timeframe. Used to aggregate bars and to join timeframes.
 *
 * <p>Spans are half-open, ascend and never overlap; they do not depend on where data begin. All
 * instants are UTC microseconds. Immutable and thread-safe; every method takes constant time and
 * allocates nothing.
 */
public sealed interface TimeGrid permits FixedGrid, CalendarGrid, SessionGrid {
  /** No span: outside sessions, or beyond the last session of the calendar. */
  long NONE = SessionCalendar.NONE;

  /** The spans of a timeframe under a calendar. */
  static TimeGrid of(TimeframeDefinition definition, SessionCalendar calendar) {
    return switch (definition.scheme()) {
      case FIXED -> new FixedGrid(definition, calendar);
      case CALENDAR -> CalendarGrid.of(definition, calendar);
      case TRADING -> new SessionGrid(definition, calendar);
    };
  }

  /** What the spans are. */
  TimeframeDefinition definition();

  /** When the instrument trades; it shapes the spans of TRADING only. */
  SessionCalendar calendar();

  /**
   * Start of the span that contains an instant, {@link #NONE} if none does: for TRADING, between
   * two sessions even of one span.
   */
  long spanStart(long timeMicros);

  /**
   * End of the span that starts at an instant, exclusive: for TRADING the close of its last
   * session.
   *
   * @param spanStartMicros what {@link #spanStart} or {@link #spanOf} gave, not {@link #NONE}
   */
  long spanEnd(long spanStartMicros);

  /**
   * Start of the span to which a bar over {@code [openMicros, closeMicros)} belongs, {@link #NONE}
   * if it belongs to none: the span of its first instant, for TRADING of its first instant in a
   * session. So a daily bar from midnight to midnight belongs to the session within it.
   */
  default long spanOf(long openMicros, long closeMicros) {
    return spanStart(openMicros);
  }

  /**
   * The end, exclusive, of the uninterrupted part of a span that contains an instant: every instant
   * up to it is in the same span. For TRADING the close of the session.
   *
   * @param timeMicros an instant in a span
   */
  default long pieceEnd(long timeMicros) {
    return spanEnd(spanStart(timeMicros));
  }
}

package dev.tradewind.engine.time;

import java.time.LocalDate;

/**
 * One time of trading, {@code [openMicros, closeMicros)}; what {@link SessionCalendar#sessions}
 * lists.
 *
 * @param date the trading day that it is counted for, in the calendar's own zone
 * @param openMicros first instant, UTC microseconds
 * @param closeMicros end, exclusive, UTC microseconds, &gt; openMicros
 */
public record Session(LocalDate date, long openMicros, long closeMicros) {
  /** Refuses a session without length. */
  public Session {
    if (closeMicros <= openMicros) {
      throw new IllegalArgumentException(
          "closeMicros must be > openMicros ("
              + openMicros
              + "), was "
              + closeMicros
              + " (session of "
              + date
              + ")");
    }
  }
}

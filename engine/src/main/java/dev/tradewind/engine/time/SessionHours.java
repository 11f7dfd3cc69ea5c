package dev.tradewind.engine.time;

import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * The regular session of one day of the week, in local time. Part of {@link SessionRules}.
 *
 * @param day the trading day that the session is counted for
 * @param open when it opens. Not before {@code close}: it opens on the evening before
 * @param close when it closes; 00:00 is the midnight that ends the day
 */
public record SessionHours(DayOfWeek day, LocalTime open, LocalTime close) {
  /** Whether it opens on the evening before its day. */
  boolean opensTheDayBefore() {
    return opensTheDayBefore(open, close);
  }

  static boolean opensTheDayBefore(LocalTime open, LocalTime close) {
    return !close.equals(LocalTime.MIDNIGHT) && !open.isBefore(close);
  }
}

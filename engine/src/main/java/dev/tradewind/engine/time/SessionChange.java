package dev.tradewind.engine.time;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A day on which the regular hours do not hold. Part of {@link SessionRules}.
 *
 * @param date the trading day
 * @param open when it opens instead, local time; null for the regular time. Null in both: no
 *     session
 * @param close when it closes instead, local time; null for the regular time
 * @param reason why, for people; 1 to 200 characters
 */
public record SessionChange(
    LocalDate date, @Nullable LocalTime open, @Nullable LocalTime close, String reason) {
  /** Refuses a change without a reason. */
  public SessionChange {
    if (reason.isBlank() || reason.length() > 200) {
      throw new IllegalArgumentException(
          "reason must have 1 to 200 characters, was '" + reason + "' (change of " + date + ")");
    }
  }

  /** A day without a session. */
  public static SessionChange closed(LocalDate date, String reason) {
    return new SessionChange(date, null, null, reason);
  }

  /** A day that closes at another time. */
  public static SessionChange closesAt(LocalDate date, LocalTime close, String reason) {
    return new SessionChange(date, null, close, reason);
  }

  /** Whether there is no session on the day. */
  public boolean isClosed() {
    return open == null && close == null;
  }
}

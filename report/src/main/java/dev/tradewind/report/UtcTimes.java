package dev.tradewind.report;

import java.time.Instant;

/** Times as documents show them. Used wherever microseconds become text. */
public final class UtcTimes {
  private static final long MICROS = 1_000_000L;

  private UtcTimes() {}

  /** The instant of that many microseconds since 1970. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
  }

  /** ISO-8601 in UTC, for example {@code 2020-01-31T16:00:00Z}. */
  public static String iso(long micros) {
    return instant(micros).toString();
  }

  /** Whole seconds since 1970, rounded down. */
  public static long epochSeconds(long micros) {
    return Math.floorDiv(micros, MICROS);
  }
}

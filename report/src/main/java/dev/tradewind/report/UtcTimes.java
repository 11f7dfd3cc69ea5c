package dev.tradewind.report;

import java.time.Instant;
import java.time.LocalDate;

/** Times as documents show them. Used wherever microseconds become text. */
public final class UtcTimes {
  private static final long MICROS = 1_000_000L;
  private static final long DAY = 86_400L;

  /** The years 1 to 9999, which need no sign. */
  private static final long FIRST_PLAIN = LocalDate.of(1, 1, 1).toEpochDay() * DAY * MICROS;

  private static final long LAST_PLAIN = LocalDate.of(9999, 12, 31).toEpochDay() * DAY * MICROS;

  private UtcTimes() {}

  /** The instant of that many microseconds since 1970. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
  }

  /** ISO-8601 in UTC, for example {@code 2020-01-31T16:00:00Z}, as {@link Instant} writes it. */
  public static String iso(long micros) {
    if (micros < FIRST_PLAIN || micros > LAST_PLAIN || Math.floorMod(micros, MICROS) != 0) {
      return instant(micros).toString();
    }
    long seconds = Math.floorDiv(micros, MICROS);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY));
    int second = (int) Math.floorMod(seconds, DAY);
    char[] text = "0000-00-00T00:00:00Z".toCharArray();
    digits(text, 3, date.getYear());
    digits(text, 6, date.getMonthValue());
    digits(text, 9, date.getDayOfMonth());
    digits(text, 12, second / 3_600);
    digits(text, 15, second / 60 % 60);
    digits(text, 18, second % 60);
    return new String(text);
  }

  /** Writes a number backwards from its last digit. */
  private static void digits(char[] text, int last, int number) {
    int rest = number;
    for (int at = last; rest > 0; at--) {
      text[at] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Whole seconds since 1970, rounded down. */
  public static long epochSeconds(long micros) {
    return Math.floorDiv(micros, MICROS);
  }
}

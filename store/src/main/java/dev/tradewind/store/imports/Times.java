package dev.tradewind.store.imports;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since 1970 and their parts. */
final class Times {
  static final long SECOND = 1_000_000L;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private Times() {}

  /** ISO-8601 in UTC, for messages. */
  static String iso(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** Days since 1970 of a date of the proleptic Gregorian calendar; fields must be valid. */
  static long epochDay(int year, int month, int day) {
    // Years start in March, so that the leap day is the last of the year.
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int monthFromMarch = (month + 9) % 12;
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468L;
  }

  static boolean validDate(int year, int month, int day) {
    return year >= 1678
        && year <= 2261
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= daysIn(year, month);
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }
}

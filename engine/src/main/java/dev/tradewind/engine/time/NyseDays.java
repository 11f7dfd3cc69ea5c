package dev.tradewind.engine.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.TreeMap;

/**
 * The days on which the New York Stock Exchange was or will be closed or kept other hours: rules
 * 7.2 of the exchange from 1990 to 2030, and single days with their reason. Years outside follow
 * the rules of the nearest year and are not checked. Openings late by a minute or two of silence,
 * and halts within a day, are left out.
 *
 * <p>Source: the exchange's own list of closings (1885–2011) and its yearly announcements since;
 * checked against real price files.
 */
final class NyseDays {
  private static final LocalTime ONE = LocalTime.of(13, 0);
  private static final LocalTime TWO = LocalTime.of(14, 0);

  private NyseDays() {}

  /** Every change of a year range, by date. */
  static Map<LocalDate, SessionChange> between(int firstYear, int lastYear) {
    Map<LocalDate, SessionChange> days = new TreeMap<>();
    for (int year = firstYear; year <= lastYear; year++) {
      earlyCloses(days, year);
      holidays(days, year);
    }
    singleDays(days);
    return days;
  }

  private static void holidays(Map<LocalDate, SessionChange> days, int year) {
    LocalDate newYear = LocalDate.of(year, Month.JANUARY, 1);
    if (newYear.getDayOfWeek() == DayOfWeek.SUNDAY) {
      close(days, newYear.plusDays(1), "New Year's Day");
    } else if (newYear.getDayOfWeek() != DayOfWeek.SATURDAY) {
      // A Saturday's is not made up for: the Friday ends the accounting year.
      close(days, newYear, "New Year's Day");
    }
    if (year >= 1998) {
      close(days, nth(year, Month.JANUARY, 3, DayOfWeek.MONDAY), "Martin Luther King Day");
    }
    close(days, nth(year, Month.FEBRUARY, 3, DayOfWeek.MONDAY), "Washington's Birthday");
    close(days, easter(year).minusDays(2), "Good Friday");
    close(
        days,
        LocalDate.of(year, Month.MAY, 31).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
        "Memorial Day");
    if (year >= 2022) {
      close(days, nearestWeekday(LocalDate.of(year, Month.JUNE, 19)), "Juneteenth");
    }
    close(days, nearestWeekday(LocalDate.of(year, Month.JULY, 4)), "Independence Day");
    close(days, nth(year, Month.SEPTEMBER, 1, DayOfWeek.MONDAY), "Labor Day");
    close(days, nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY), "Thanksgiving");
    close(days, nearestWeekday(LocalDate.of(year, Month.DECEMBER, 25)), "Christmas Day");
  }

  private static void earlyCloses(Map<LocalDate, SessionChange> days, int year) {
    LocalTime usual = year < 1993 ? TWO : ONE;
    if (year >= 1992) {
      LocalDate thanksgiving = nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY);
      early(days, thanksgiving.plusDays(1), usual, "day after Thanksgiving");
    }
    LocalDate christmasEve = LocalDate.of(year, Month.DECEMBER, 24);
    if (christmasEve.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) < 0) {
      early(days, christmasEve, usual, "Christmas Eve");
    }
    if (year < 1995) {
      return;
    }
    LocalDate third = LocalDate.of(year, Month.JULY, 3);
    boolean wednesday = third.getDayOfWeek() == DayOfWeek.WEDNESDAY;
    if (wednesday && year < 2013) {
      early(days, third.plusDays(2), ONE, "day after Independence Day");
    } else if (third.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) < 0) {
      early(days, third, ONE, "day before Independence Day");
    }
  }

  private static void singleDays(Map<LocalDate, SessionChange> days) {
    put(
        days,
        new SessionChange(
            LocalDate.of(1990, 12, 27), LocalTime.of(11, 0), null, "failure of a transformer"));
    early(days, LocalDate.of(1994, 2, 11), LocalTime.of(14, 30), "snowstorm");
    close(days, LocalDate.of(1994, 4, 27), "funeral of Richard Nixon");
    put(
        days,
        new SessionChange(
            LocalDate.of(1995, 12, 18), LocalTime.of(10, 30), null, "failure of computers"));
    put(days, new SessionChange(LocalDate.of(1996, 1, 8), LocalTime.of(11, 0), TWO, "snowstorm"));
    early(days, LocalDate.of(1997, 10, 27), LocalTime.of(15, 30), "fall of the index by a tenth");
    early(days, LocalDate.of(1997, 12, 26), ONE, "day after Christmas");
    for (int day = 11; day <= 14; day++) {
      close(days, LocalDate.of(2001, 9, day), "attack on the World Trade Center");
    }
    put(
        days,
        new SessionChange(
            LocalDate.of(2002, 9, 11), LocalTime.NOON, null, "memorial of 11 September"));
    early(days, LocalDate.of(2003, 12, 26), ONE, "day after Christmas");
    close(days, LocalDate.of(2004, 6, 11), "mourning for Ronald Reagan");
    early(days, LocalDate.of(2005, 6, 1), LocalTime.of(15, 56), "failure of communications");
    close(days, LocalDate.of(2007, 1, 2), "mourning for Gerald Ford");
    close(days, LocalDate.of(2012, 10, 29), "Hurricane Sandy");
    close(days, LocalDate.of(2012, 10, 30), "Hurricane Sandy");
    close(days, LocalDate.of(2018, 12, 5), "mourning for George H. W. Bush");
    close(days, LocalDate.of(2025, 1, 9), "mourning for Jimmy Carter");
  }

  private static void close(Map<LocalDate, SessionChange> days, LocalDate date, String reason) {
    put(days, SessionChange.closed(date, reason));
  }

  private static void early(
      Map<LocalDate, SessionChange> days, LocalDate date, LocalTime close, String reason) {
    put(days, SessionChange.closesAt(date, close, reason));
  }

  private static void put(Map<LocalDate, SessionChange> days, SessionChange change) {
    days.put(change.date(), change);
  }

  private static LocalDate nth(int year, Month month, int n, DayOfWeek day) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
  }

  private static LocalDate nearestWeekday(LocalDate date) {
    return switch (date.getDayOfWeek()) {
      case SATURDAY -> date.minusDays(1);
      case SUNDAY -> date.plusDays(1);
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> date;
    };
  }

  /** Easter Sunday of the Gregorian calendar: the anonymous algorithm, Nature 13 (1876), p. 487. */
  private static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = (a + 11 * d + 22 * e) / 451;
    int month = (d + e - 7 * f + 114) / 31;
    int day = (d + e - 7 * f + 114) % 31 + 1;
    return LocalDate.of(year, month, day);
  }
}

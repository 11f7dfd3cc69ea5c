package dev.tradewind.engine.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A calendar as data: regular hours by day of the week in a zone, and the days that differ. {@link
 * SessionCalendars#custom} makes a calendar of it.
 *
 * <p>A trading day has one session; a break at noon is not modelled.
 *
 * @param code the name users write: 1 to 40 of {@code a-z 0-9 -}, begins with a letter or digit
 * @param zone where the hours are local, with its daylight saving
 * @param hours 1 to 7, no day twice; kept in the order of the week
 * @param changes at most 20 000, no date twice, in {@code [1970-01-01, 2100-01-01)}; kept in the
 *     order of their dates
 */
public record SessionRules(
    String code, ZoneId zone, List<SessionHours> hours, List<SessionChange> changes) {
  /** First day for which sessions are made. */
  static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);

  /** The day after the last day for which sessions are made. */
  static final LocalDate END_DAY = LocalDate.of(2100, 1, 1);

  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int MOST_CHANGES = 20_000;

  /** Validates and sorts. */
  public SessionRules {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "code must be 1 to 40 of a-z, 0-9 and -, and begin with a letter or digit, was '"
              + code
              + "' (calendar)");
    }
    hours = sortedHours(hours, code);
    changes = sortedChanges(changes, code);
  }

  private static List<SessionHours> sortedHours(List<SessionHours> hours, String code) {
    Set<DayOfWeek> seen = EnumSet.noneOf(DayOfWeek.class);
    for (SessionHours each : hours) {
      if (!seen.add(each.day())) {
        throw new IllegalArgumentException(
            "hours must name each day once, "
                + each.day()
                + " is there twice (calendar "
                + code
                + ")");
      }
    }
    if (hours.isEmpty()) {
      throw new IllegalArgumentException("hours must name 1 to 7 days (calendar " + code + ")");
    }
    List<SessionHours> sorted = new ArrayList<>(hours);
    sorted.sort(Comparator.comparing(SessionHours::day));
    return List.copyOf(sorted);
  }

  private static List<SessionChange> sortedChanges(List<SessionChange> changes, String code) {
    if (changes.size() > MOST_CHANGES) {
      throw new IllegalArgumentException(
          "changes must be at most "
              + MOST_CHANGES
              + ", were "
              + changes.size()
              + " (calendar "
              + code
              + ")");
    }
    Set<LocalDate> seen = new TreeSet<>();
    for (SessionChange each : changes) {
      if (each.date().isBefore(FIRST_DAY) || !each.date().isBefore(END_DAY)) {
        throw new IllegalArgumentException(
            "date of a change must be in ["
                + FIRST_DAY
                + ", "
                + END_DAY
                + "), was "
                + each.date()
                + " (calendar "
                + code
                + ")");
      }
      if (!seen.add(each.date())) {
        throw new IllegalArgumentException(
            "changes must name each date once, "
                + each.date()
                + " is there twice (calendar "
                + code
                + ")");
      }
    }
    List<SessionChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(SessionChange::date));
    return List.copyOf(sorted);
  }
}

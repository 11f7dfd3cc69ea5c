package dev.tradewind.platform.instruments.internal;

import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.SessionChange;
import dev.tradewind.engine.time.SessionHours;
import dev.tradewind.engine.time.SessionRules;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Times;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A calendar to add.
 *
 * @param code required
 * @param name what people call it; default the code
 * @param zone such as {@code Europe/Berlin}; default UTC
 * @param periodsPerYear trading days in a year; default the mean of 2000 to 2029
 * @param hours required
 * @param changes the days that differ; default none
 */
record NewCalendar(
    @Nullable String code,
    @Nullable String name,
    @Nullable String zone,
    @Nullable Integer periodsPerYear,
    @Nullable List<Hours> hours,
    @Nullable List<Change> changes) {
  private static final int MAX_NAME = 120;
  private static final int YEARS = 30;

  /** Regular hours of a day of the week, local time. */
  record Hours(@Nullable String day, @Nullable String open, @Nullable String close) {}

  /** A day that differs. */
  record Change(
      @Nullable String date,
      @Nullable String open,
      @Nullable String close,
      @Nullable String reason) {}

  /** What can be stored. */
  record Checked(SessionRules rules, String name, int periodsPerYear) {}

  /** The calendar with types and defaults; ends with all problems at once. */
  Checked check() {
    Problems problems = new Problems();
    String shown = name == null ? String.valueOf(code) : name.strip();
    if (shown.isEmpty() || shown.length() > MAX_NAME) {
      problems.add(
          "name", shown, "name must have 1 to " + MAX_NAME + " characters, was '" + shown + "'");
    }
    ZoneId place =
        problems
            .<ZoneId>parse("zone", zone, () -> ZoneId.of(zone == null ? "UTC" : zone))
            .orElse(ZoneId.of("UTC"));
    List<SessionHours> week = week(problems);
    List<SessionChange> days = days(problems);
    problems.throwIfAny();
    Optional<SessionRules> rules =
        problems.parse(
            "code", code, () -> new SessionRules(code == null ? "" : code, place, week, days));
    Optional<SessionCalendar> sessions =
        rules.flatMap(each -> problems.parse("hours", null, () -> SessionCalendars.custom(each)));
    int periods = sessions.map(this::periods).orElse(0);
    if (sessions.isPresent() && (periods < 1 || periods > 366)) {
      problems.add(
          "periodsPerYear",
          Integer.toString(periods),
          "periodsPerYear must be in 1..366, was " + periods);
    }
    problems.throwIfAny();
    return new Checked(rules.orElseThrow(), shown, periods);
  }

  private int periods(SessionCalendar sessions) {
    if (periodsPerYear != null) {
      return periodsPerYear;
    }
    long from = Times.micros(Instant.parse("2000-01-01T00:00:00Z"));
    long to = Times.micros(Instant.parse("2030-01-01T00:00:00Z"));
    return (int) Math.max(1, Math.round(sessions.sessionsBetween(from, to) / (double) YEARS));
  }

  private List<SessionHours> week(Problems problems) {
    List<SessionHours> week = new ArrayList<>();
    for (Hours each : hours == null ? List.<Hours>of() : hours) {
      DayOfWeek day = day(each.day(), problems);
      LocalTime open = time("hours.open", each.open(), true, problems);
      LocalTime close = time("hours.close", each.close(), true, problems);
      if (day != null && open != null && close != null) {
        week.add(new SessionHours(day, open, close));
      }
    }
    return week;
  }

  private static @Nullable DayOfWeek day(@Nullable String text, Problems problems) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (text != null && day.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    problems.add("hours.day", text, "hours.day must be one of MONDAY to SUNDAY, was " + text);
    return null;
  }

  private List<SessionChange> days(Problems problems) {
    List<SessionChange> days = new ArrayList<>();
    for (Change each : changes == null ? List.<Change>of() : changes) {
      LocalTime open = time("changes.open", each.open(), false, problems);
      LocalTime close = time("changes.close", each.close(), false, problems);
      String reason = each.reason() == null ? "" : each.reason().strip();
      LocalDate date = date(each.date(), problems);
      if (date != null) {
        problems
            .parse("changes", each.date(), () -> new SessionChange(date, open, close, reason))
            .ifPresent(days::add);
      }
    }
    return days;
  }

  private static @Nullable LocalDate date(@Nullable String text, Problems problems) {
    try {
      return LocalDate.parse(text == null ? "" : text);
    } catch (DateTimeParseException e) {
      problems.add(
          "changes.date", text, "changes.date must be a date such as 2024-12-31, was " + text);
      return null;
    }
  }

  private static @Nullable LocalTime time(
      String field, @Nullable String text, boolean required, Problems problems) {
    if (text == null && !required) {
      return null;
    }
    try {
      return LocalTime.parse(text == null ? "" : text);
    } catch (DateTimeParseException e) {
      problems.add(field, text, field + " must be a time such as 09:30, was " + text);
      return null;
    }
  }
}

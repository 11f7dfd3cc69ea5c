package dev.tradewind.engine.time;

import java.time.LocalDate;

/**
 * Days, weeks and months of the UTC calendar.
 *
 * @param months months in a span; 0 where it is a number of days
 * @param days days in a span; 0 where it is a number of months
 * @param origin a day, since 1970-01-01, on which a span of days starts
 */
record CalendarGrid(
    TimeframeDefinition definition, SessionCalendar calendar, int months, long days, int origin)
    implements TimeGrid {
  private static final long DAY = DailyCalendar.DAY;

  /** Monday 1970-01-05. */
  private static final int FIRST_MONDAY = 4;

  static CalendarGrid of(TimeframeDefinition definition, SessionCalendar calendar) {
    boolean weeks = definition.unit() == TimeframeUnit.WEEK;
    int months = definition.months();
    long days = months > 0 ? 0 : (long) definition.count() * (weeks ? 7 : 1);
    return new CalendarGrid(definition, calendar, months, days, weeks ? FIRST_MONDAY : 0);
  }

  @Override
  public long spanStart(long timeMicros) {
    long day = Math.floorDiv(timeMicros, DAY);
    if (months == 0) {
      return (day - Math.floorMod(day - origin, days)) * DAY;
    }
    long month = monthOf(day);
    return firstDayOf(month - Math.floorMod(month, months)) * DAY;
  }

  @Override
  public long spanEnd(long spanStartMicros) {
    return months == 0
        ? spanStartMicros + days * DAY
        : firstDayOf(monthOf(Math.floorDiv(spanStartMicros, DAY)) + months) * DAY;
  }

  /** Months since January 1970. */
  private static long monthOf(long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    return (date.getYear() - 1970L) * 12 + date.getMonthValue() - 1;
  }

  private static long firstDayOf(long month) {
    return LocalDate.of(
            Math.toIntExact(1970 + Math.floorDiv(month, 12L)), Math.floorMod(month, 12) + 1, 1)
        .toEpochDay();
  }
}

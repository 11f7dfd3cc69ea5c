package dev.tradewind.engine.time;

/**
 * How the spans of a {@link TimeframeDefinition} are laid over time; chosen by its unit and suffix.
 */
public enum CalendarScheme {
  /** Whole multiples of a length since 1970-01-01 00:00 UTC: seconds, minutes, hours. */
  FIXED,
  /**
   * Days, weeks, months, quarters and years of the UTC calendar. More than one of them are counted
   * from 1970-01-01 for days, Monday 1970-01-05 for weeks, and January 1970 for months, quarters
   * and years.
   */
  CALENDAR,
  /**
   * Sessions of a {@link SessionCalendar}, counted from its first session of 1990 or later. A week
   * is 5 sessions, a month 21, a quarter 63, a year 252.
   */
  TRADING
}

package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.shared.Times;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** Neighbouring stretches of time, by the UTC calendar, over which coverage is counted. */
final class CoverageBuckets {
  private static final int MAX = 72;

  private CoverageBuckets() {}

  /** The length of a stretch. */
  enum Unit {
    /** Midnight to midnight. */
    DAY,
    /** From Monday on. */
    WEEK,
    /** From the first on. */
    MONTH,
    /** Three months from January on. */
    QUARTER,
    /** From the first of January on. */
    YEAR;

    /** First day of the stretch of a day. */
    LocalDate start(LocalDate day) {
      return switch (this) {
        case DAY -> day;
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> day.withDayOfMonth(1);
        case QUARTER -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
        case YEAR -> day.withDayOfYear(1);
      };
    }

    LocalDate next(LocalDate start) {
      return switch (this) {
        case DAY -> start.plusDays(1);
        case WEEK -> start.plusWeeks(1);
        case MONTH -> start.plusMonths(1);
        case QUARTER -> start.plusMonths(3);
        case YEAR -> start.plusYears(1);
      };
    }
  }

  /** The shortest unit of which few enough cover the span. */
  static Unit unit(long fromMicros, long toMicros) {
    for (Unit unit : Unit.values()) {
      if (starts(unit, fromMicros, toMicros).length <= MAX) {
        return unit;
      }
    }
    return Unit.YEAR;
  }

  /** Starts of the stretches that cover a span, in microseconds; at most one more than fit. */
  static long[] starts(Unit unit, long fromMicros, long toMicros) {
    long[] starts = new long[MAX + 1];
    int count = 0;
    LocalDate start = unit.start(day(fromMicros));
    LocalDate last = day(toMicros);
    while (!start.isAfter(last) && (count <= MAX || unit == Unit.YEAR)) {
      if (count == starts.length) {
        starts = java.util.Arrays.copyOf(starts, 2 * count);
      }
      starts[count] = micros(start);
      count++;
      start = unit.next(start);
    }
    return java.util.Arrays.copyOf(starts, count);
  }

  static LocalDate day(long micros) {
    return Times.ofMicros(micros).atOffset(ZoneOffset.UTC).toLocalDate();
  }

  static long micros(LocalDate day) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return Times.micros(start);
  }
}

package dev.tradewind.engine.market.quality;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.SessionCalendars;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Checks of the times of a series. Missing bars are counted exactly for instruments that trade
 * round the clock, and missing daily bars where the calendar knows its holidays. On another
 * exchange daily bars may be four days apart (a long weekend); intraday bars are only expected
 * within one New York day.
 */
final class SpacingChecks {
  private static final long DAY = 86_400_000_000L;
  private static final long HOUR = 3_600_000_000L;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final List<String> KNOWN_HOLIDAYS = List.of("us-equity", "fx");
  private static final long MAX_EXCHANGE_PAUSE = 4 * DAY;

  private final BarSeries series;
  private final long length;
  private final Tally gaps = new Tally(QualityKind.GAP);
  private final Tally misaligned = new Tally(QualityKind.MISALIGNED);

  SpacingChecks(BarSeries series) {
    this.series = series;
    this.length = series.timeframe().micros();
  }

  void addTo(List<QualityFinding> findings) {
    long phase = phase();
    boolean onGrid = false;
    for (int i = 0; i < series.size(); i++) {
      boolean next = i > 0 && series.openTime(i) - series.openTime(i - 1) == length;
      if (!next) {
        if (i > 0 && series.openTime(i) - series.openTime(i - 1) > length) {
          gap(i);
        }
        long off = Math.abs(Math.floorMod(series.openTime(i), length) - phase);
        onGrid = off == 0 || clockChange(off);
      }
      if (!onGrid) {
        offGrid(i);
      }
    }
    gaps.finding().ifPresent(findings::add);
    misaligned.finding().ifPresent(findings::add);
  }

  private void offGrid(int i) {
    misaligned.count(1);
    if (misaligned.wantsExample()) {
      misaligned.example(
          i,
          "opens at "
              + BarQuality.iso(series.openTime(i))
              + ", not on the grid of "
              + series.timeframe());
    }
  }

  /** Daily bars of a local day move by an hour in UTC when clocks change. */
  private boolean clockChange(long off) {
    return length % DAY == 0 && (off == HOUR || off == length - HOUR);
  }

  /** The remainder of most opening times (majority vote of Boyer and Moore). */
  private long phase() {
    long candidate = 0;
    long remainder = 0;
    int votes = 0;
    for (int i = 0; i < series.size(); i++) {
      if (i == 0 || series.openTime(i) - series.openTime(i - 1) != length) {
        remainder = Math.floorMod(series.openTime(i), length);
      }
      if (votes == 0) {
        candidate = remainder;
      }
      votes += remainder == candidate ? 1 : -1;
    }
    return candidate;
  }

  /** A sentence if bars do not open on whole multiples of their length. */
  Optional<String> phaseNote() {
    long phase = phase();
    if (phase == 0 || length > DAY) {
      return Optional.empty();
    }
    String time = LocalTime.ofNanoOfDay(phase * 1000).toString();
    return Optional.of(
        length == DAY
            ? "bars of a day open at " + time + " UTC (an hour apart where clocks change)"
            : "bars of " + series.timeframe() + " open " + time + " after the full multiple");
  }

  private void gap(int i) {
    long before = series.openTime(i - 1);
    long now = series.openTime(i);
    long missing = missing(before, now);
    if (missing <= 0) {
      return;
    }
    gaps.count(missing);
    if (gaps.wantsExample()) {
      gaps.example(
          i,
          missing + (missing == 1 ? " bar" : " bars") + " missing after " + BarQuality.iso(before));
    }
  }

  private long missing(long before, long now) {
    long steps = (now - before - 1) / length;
    if (series.instrument().calendar().roundTheClock()) {
      return clockChange(now - before - length) ? 0 : steps;
    }
    if (length < DAY) {
      return newYorkDay(before).equals(newYorkDay(now)) ? steps : 0;
    }
    if (length > DAY) {
      return steps;
    }
    String calendar = series.instrument().calendar().code();
    if (KNOWN_HOLIDAYS.contains(calendar)) {
      return sessionsBetween(SessionCalendars.of(calendar), before + length, now);
    }
    return now - before > MAX_EXCHANGE_PAUSE + HOUR ? weekdaysBetween(before, now) : 0;
  }

  /** Sessions with their middle between two days, whatever the hour at which days begin. */
  private static long sessionsBetween(SessionCalendar calendar, long from, long to) {
    return calendar.sessions(from, to).stream()
        .map(session -> (session.openMicros() + session.closeMicros()) / 2)
        .filter(middle -> middle >= from && middle < to)
        .count();
  }

  private static LocalDate newYorkDay(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(NEW_YORK).toLocalDate();
  }

  private static long weekdaysBetween(long before, long now) {
    LocalDate day = date(before).plusDays(1);
    LocalDate end = date(now);
    long count = 0;
    while (day.isBefore(end)) {
      boolean weekend =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      count += weekend ? 0 : 1;
      day = day.plusDays(1);
    }
    return count;
  }

  private static LocalDate date(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(ZoneOffset.UTC).toLocalDate();
  }
}

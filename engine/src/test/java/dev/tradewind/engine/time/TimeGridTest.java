package dev.tradewind.engine.time;

import static dev.tradewind.engine.time.SessionCalendarsTest.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TimeGridTest {
  private static final double DAY = 86_400_000_000.0;

  private static TimeGrid grid(String code, String calendar) {
    return TimeGrid.of(TimeframeDefinition.of(code), SessionCalendars.of(calendar));
  }

  @ParameterizedTest
  @CsvSource({
    "4h, 24x7, 2024-02-29T07:59:59Z, 2024-02-29T04:00:00Z, 2024-02-29T08:00:00Z",
    "1D, 24x7, 2024-02-29T23:59:59Z, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "1W, 24x7, 2024-03-03T23:59:59Z, 2024-02-26T00:00:00Z, 2024-03-04T00:00:00Z",
    "2W, 24x7, 1970-01-04T00:00:00Z, 1969-12-22T00:00:00Z, 1970-01-05T00:00:00Z",
    "1M, 24x7, 2024-02-29T12:00:00Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
    "1M, 24x7, 1969-12-31T23:59:59Z, 1969-12-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "1Q, 24x7, 2023-12-31T23:59:59Z, 2023-10-01T00:00:00Z, 2024-01-01T00:00:00Z",
    "1Y, 24x7, 2024-12-31T00:00:00Z, 2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z",
    "10Y, 24x7, 2024-12-31T00:00:00Z, 2020-01-01T00:00:00Z, 2030-01-01T00:00:00Z",
    "1Dt, us-equity, 2024-03-11T13:30:00Z, 2024-03-11T13:30:00Z, 2024-03-11T20:00:00Z",
    "1Wt, us-equity, 1990-01-08T15:00:00Z, 1990-01-02T14:30:00Z, 1990-01-08T21:00:00Z",
    "1Wt, fx, 2024-01-03T15:00:00Z, 2023-12-31T22:00:00Z, 2024-01-05T22:00:00Z",
    "1Wt, 24x7, 1990-01-05T15:00:00Z, 1990-01-01T00:00:00Z, 1990-01-06T00:00:00Z",
  })
  void anInstantLiesInTheSpan(
      String code, String calendar, String instant, String start, String end) {
    TimeGrid grid = grid(code, calendar);

    assertThat(grid.spanStart(at(instant))).isEqualTo(at(start));
    assertThat(grid.spanEnd(at(start))).isEqualTo(at(end));
  }

  @Test
  void outsideSessionsThereIsNoSpan() {
    TimeGrid week = grid("1Wt", "us-equity");

    assertThat(week.spanStart(at("1990-01-03T22:00:00Z"))).isEqualTo(TimeGrid.NONE);
    assertThat(week.spanStart(at("2001-09-12T15:00:00Z"))).isEqualTo(TimeGrid.NONE);
    assertThat(week.spanStart(at("2150-01-03T15:00:00Z"))).isEqualTo(TimeGrid.NONE);
  }

  @Test
  void aDailyBarBelongsToTheSessionWithinIt() {
    TimeGrid day = grid("1Dt", "us-equity");

    assertThat(day.spanOf(at("2024-01-04T00:00:00Z"), at("2024-01-05T00:00:00Z")))
        .isEqualTo(at("2024-01-04T14:30:00Z"));
    assertThat(day.spanOf(at("2024-01-06T00:00:00Z"), at("2024-01-07T00:00:00Z")))
        .isEqualTo(TimeGrid.NONE);
  }

  static java.util.List<SessionCalendar> calendars() {
    return SessionCalendarsTest.all();
  }

  @ParameterizedTest
  @MethodSource("calendars")
  void spansAscendCoverAndKeepTheirBounds(SessionCalendar calendar) {
    long seed = 19_870_405;
    SplittableRandom random = new SplittableRandom(seed);
    long from = at("1990-01-02T00:00:00Z");
    long to = at("2060-01-01T00:00:00Z");
    for (TimeframeDefinition definition : Timeframes.seeded()) {
      TimeGrid grid = TimeGrid.of(definition, calendar);
      for (int i = 0; i < 200; i++) {
        long time = random.nextLong(from, to);
        long start = grid.spanStart(time);
        String where = "seed " + seed + ", " + definition.code() + " at " + time;
        if (start == TimeGrid.NONE) {
          assertThat(definition.scheme()).as(where).isEqualTo(CalendarScheme.TRADING);
          assertThat(calendar.isOpen(time)).as(where).isFalse();
          continue;
        }
        long end = grid.spanEnd(start);
        assertThat(time).as(where).isBetween(start, end - 1);
        assertThat(grid.spanStart(start)).as(where).isEqualTo(start);
        assertThat(grid.spanStart(end - 1)).as(where).isEqualTo(start);
        assertThat(grid.spanStart(start - 1)).as(where).isLessThan(start);
        long next = grid.spanStart(end);
        assertThat(next == TimeGrid.NONE || next == end).as(where).isTrue();
        long piece = grid.pieceEnd(time);
        assertThat(piece).as(where).isGreaterThan(time).isLessThanOrEqualTo(end);
        assertThat(grid.spanStart(piece - 1)).as(where).isEqualTo(start);
        assertThat((end - start) / DAY)
            .as(where)
            .isBetween(definition.minDays() - 1e-9, definition.maxDays() + 1e-9);
        if (definition.scheme() == CalendarScheme.TRADING) {
          assertThat(calendar.sessionsBetween(start, end))
              .as(where)
              .isEqualTo(definition.sessions());
        }
      }
    }
  }
}

package dev.tradewind.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCalendarsTest {
  private static final long NONE = SessionCalendar.NONE;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static long at(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }

  static List<SessionCalendar> all() {
    return SessionCalendars.codes().stream().map(SessionCalendars::of).toList();
  }

  @ParameterizedTest
  @CsvSource({
    // Winter and summer time in New York, and the weeks in which Europe differs.
    "2024-01-04T15:00:00Z, 2024-01-04T14:30:00Z, 2024-01-04T21:00:00Z",
    "2024-03-08T20:59:59Z, 2024-03-08T14:30:00Z, 2024-03-08T21:00:00Z",
    "2024-03-11T13:30:00Z, 2024-03-11T13:30:00Z, 2024-03-11T20:00:00Z",
    "2024-11-04T14:30:00Z, 2024-11-04T14:30:00Z, 2024-11-04T21:00:00Z",
    // Before 2007 the clocks changed in April and October.
    "2006-03-31T15:00:00Z, 2006-03-31T14:30:00Z, 2006-03-31T21:00:00Z",
    "2006-04-03T13:30:00Z, 2006-04-03T13:30:00Z, 2006-04-03T20:00:00Z",
    // Early closes.
    "2024-11-29T15:00:00Z, 2024-11-29T14:30:00Z, 2024-11-29T18:00:00Z",
    "1992-11-27T15:00:00Z, 1992-11-27T14:30:00Z, 1992-11-27T19:00:00Z",
    "2002-07-05T15:00:00Z, 2002-07-05T13:30:00Z, 2002-07-05T17:00:00Z",
    "2013-07-03T15:00:00Z, 2013-07-03T13:30:00Z, 2013-07-03T17:00:00Z",
    "2005-06-01T15:00:00Z, 2005-06-01T13:30:00Z, 2005-06-01T19:56:00Z",
    "1996-01-08T17:00:00Z, 1996-01-08T16:00:00Z, 1996-01-08T19:00:00Z",
  })
  void sharesTradeInTheHoursOfNewYork(String instant, String open, String close) {
    SessionCalendar calendar = SessionCalendars.usEquity();

    assertThat(calendar.sessionOpen(at(instant))).isEqualTo(at(open));
    assertThat(calendar.sessionClose(at(instant))).isEqualTo(at(close));
    assertThat(calendar.sessionOpen(at(open) - 1)).isEqualTo(NONE);
    assertThat(calendar.sessionOpen(at(close))).isEqualTo(NONE);
    assertThat(calendar.nextOpen(at(open))).isEqualTo(at(open));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1994-04-27", "2001-09-11", "2001-09-14", "2004-06-11", "2007-01-02", "2012-10-29",
        "2012-10-30", "2018-12-05", "2025-01-09", "1999-12-24", "2012-01-02", "2022-06-20",
        "2024-06-19", "2024-03-29", "1998-01-19", "2021-12-24", "2026-07-03", "2030-04-19"
      })
  void theExchangeIsClosedOn(String date) {
    assertThat(sharesTradeOn(date)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1997-01-20", "2010-12-31", "2021-12-31", "2021-06-18", "2002-09-11", "2008-12-26",
        "2024-02-29", "2000-02-29", "2025-12-26", "2001-09-10", "2001-09-17", "2006-11-30"
      })
  void theExchangeIsOpenOn(String date) {
    assertThat(sharesTradeOn(date)).isTrue();
  }

  private static boolean sharesTradeOn(String date) {
    return SessionCalendars.usEquity().isOpen(at(date + "T17:30:00Z"));
  }

  @Test
  void aYearOfSharesHasAsManySessionsAsItHad() {
    SessionCalendar calendar = SessionCalendars.usEquity();

    // Numbers published by the exchange.
    assertThat(sessionsOf(calendar, 2001)).isEqualTo(248);
    assertThat(sessionsOf(calendar, 2012)).isEqualTo(250);
    assertThat(sessionsOf(calendar, 2020)).isEqualTo(253);
    assertThat(sessionsOf(calendar, 2023)).isEqualTo(250);
    assertThat(sessionsOf(calendar, 2024)).isEqualTo(252);
    assertThat(sessionsOf(calendar, 2025)).isEqualTo(250);
  }

  private static long sessionsOf(SessionCalendar calendar, int year) {
    return calendar.sessionsBetween(
        at(year + "-01-01T00:00:00Z"), at(year + 1 + "-01-01T00:00:00Z"));
  }

  @Test
  void currenciesTradeFromSundayToFridayAtFiveInNewYork() {
    SessionCalendar calendar = SessionCalendars.fx();

    assertThat(calendar.isOpen(at("2024-01-05T21:59:59Z"))).isTrue();
    assertThat(calendar.isOpen(at("2024-01-05T22:00:00Z"))).isFalse();
    assertThat(calendar.nextOpen(at("2024-01-05T22:00:00Z"))).isEqualTo(at("2024-01-07T22:00:00Z"));
    assertThat(calendar.sessionDate(at("2024-01-07T22:00:00Z"))).contains(LocalDate.of(2024, 1, 8));
    assertThat(calendar.sessionOpen(at("2024-07-01T21:00:00Z")))
        .isEqualTo(at("2024-07-01T21:00:00Z"));
    // The clocks change while it is closed, so that no session is shorter or longer.
    assertThat(calendar.sessions(at("2024-03-01T00:00:00Z"), at("2024-04-01T00:00:00Z")))
        .allSatisfy(
            session ->
                assertThat(session.closeMicros() - session.openMicros())
                    .isEqualTo(86_400_000_000L));
  }

  @Test
  void sessionZeroIsTheFirstOf1990() {
    assertThat(SessionCalendars.usEquity().session(0).date()).isEqualTo("1990-01-02");
    assertThat(SessionCalendars.fx().session(0).date()).isEqualTo("1990-01-01");
    assertThat(SessionCalendars.roundTheClock().session(0).date()).isEqualTo("1990-01-01");
    assertThat(SessionCalendars.weekdays().session(5).date()).isEqualTo("1990-01-08");
    assertThat(SessionCalendars.weekdays().session(-1).date()).isEqualTo("1989-12-29");
  }

  @ParameterizedTest
  @MethodSource("all")
  void lookUpsAgreeWithTheListOfSessions(SessionCalendar calendar) {
    long from = at("1989-11-20T00:00:00Z");
    long to = at("2031-02-01T00:00:00Z");
    List<Session> sessions = calendar.sessions(from, to);
    long number = calendar.indexAt(sessions.getFirst().openMicros());
    Session before = null;
    for (Session session : sessions) {
      if (before != null) {
        assertThat(session.openMicros()).isGreaterThanOrEqualTo(before.closeMicros());
        assertThat(session.date()).isAfter(before.date());
      }
      assertThat(calendar.session(number)).isEqualTo(session);
      assertThat(calendar.indexAt(session.openMicros())).isEqualTo(number);
      assertThat(calendar.indexAt(session.closeMicros() - 1)).isEqualTo(number);
      assertThat(calendar.indexAt(session.closeMicros())).isEqualTo(number + 1);
      before = session;
      number++;
    }
    long seed = 20_240_229;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      long a = random.nextLong(from, to);
      long b = random.nextLong(a, to);
      long counted =
          sessions.stream().filter(s -> s.openMicros() >= a && s.openMicros() < b).count();
      assertThat(calendar.sessionsBetween(a, b))
          .as("seed %s, %s to %s", seed, a, b)
          .isEqualTo(counted);
      assertThat(calendar.tradesBetween(a, b))
          .isEqualTo(sessions.stream().anyMatch(s -> s.openMicros() < b && s.closeMicros() > a));
    }
  }

  @Test
  void aUsersOwnCalendarFollowsItsRules() {
    SessionCalendar calendar =
        SessionCalendars.custom(
            new SessionRules(
                "xetra",
                BERLIN,
                List.of(
                    new SessionHours(DayOfWeek.TUESDAY, LocalTime.of(9, 0), LocalTime.of(17, 30)),
                    new SessionHours(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(17, 30))),
                List.of(
                    SessionChange.closed(LocalDate.of(2024, 1, 1), "Neujahr"),
                    new SessionChange(
                        LocalDate.of(2024, 1, 3), LocalTime.NOON, LocalTime.of(14, 0), "extra"),
                    SessionChange.closesAt(LocalDate.of(2024, 1, 2), LocalTime.NOON, "early"))));

    assertThat(calendar.sessions(at("2024-01-01T00:00:00Z"), at("2024-01-09T00:00:00Z")))
        .containsExactly(
            new Session(
                LocalDate.of(2024, 1, 2), at("2024-01-02T08:00:00Z"), at("2024-01-02T11:00:00Z")),
            new Session(
                LocalDate.of(2024, 1, 3), at("2024-01-03T11:00:00Z"), at("2024-01-03T13:00:00Z")),
            new Session(
                LocalDate.of(2024, 1, 8), at("2024-01-08T08:00:00Z"), at("2024-01-08T16:30:00Z")));
  }

  @Test
  void hoursThatTheClockSkipsMakeNoSession() {
    SessionCalendar calendar =
        SessionCalendars.custom(
            new SessionRules(
                "night",
                BERLIN,
                List.of(new SessionHours(DayOfWeek.SUNDAY, LocalTime.of(2, 0), LocalTime.of(3, 0))),
                List.of()));

    // 2024-03-31 has no 02:00 to 03:00; on 2024-10-27 the first of the two counts.
    assertThat(calendar.sessions(at("2024-03-25T00:00:00Z"), at("2024-04-08T00:00:00Z")))
        .extracting(Session::date)
        .containsExactly(LocalDate.of(2024, 4, 7));
    assertThat(calendar.sessionOpen(at("2024-10-27T00:30:00Z")))
        .isEqualTo(at("2024-10-27T00:00:00Z"));
  }

  @Test
  void rulesThatCannotHoldAreRefused() {
    SessionHours day = new SessionHours(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(17, 30));
    assertThatThrownBy(() -> new SessionRules("x", BERLIN, List.of(day, day), List.of()))
        .hasMessage("hours must name each day once, MONDAY is there twice (calendar x)");
    assertThatThrownBy(() -> new SessionRules("X Y", BERLIN, List.of(day), List.of()))
        .hasMessageContaining("was 'X Y'");
    assertThatThrownBy(() -> new SessionRules("x", BERLIN, List.of(), List.of()))
        .hasMessageContaining("1 to 7 days");
    SessionHours night =
        new SessionHours(DayOfWeek.TUESDAY, LocalTime.of(17, 0), LocalTime.of(16, 0));
    assertThatThrownBy(
            () ->
                SessionCalendars.custom(
                    new SessionRules("x", BERLIN, List.of(day, night), List.of())))
        .hasMessage(
            "session of 1970-01-06 must open after the one before it has closed (calendar x)");
    assertThatThrownBy(
            () -> SessionCalendars.custom(new SessionRules("fx", BERLIN, List.of(day), List.of())))
        .hasMessageContaining("built-in");
    SessionChange late = SessionChange.closed(LocalDate.of(2100, 1, 1), "too late");
    assertThatThrownBy(() -> new SessionRules("x", BERLIN, List.of(day), List.of(late)))
        .hasMessageContaining("[1970-01-01, 2100-01-01), was 2100-01-01");
  }

  @Test
  void beyondItsTableACalendarHasNoSession() {
    SessionCalendar calendar = SessionCalendars.usEquity();

    assertThat(calendar.indexAt(at("2150-01-01T00:00:00Z"))).isEqualTo(NONE);
    assertThat(calendar.nextOpen(at("2100-01-01T00:00:00Z"))).isEqualTo(NONE);
    assertThat(calendar.sessions(at("2150-01-01T00:00:00Z"), at("2151-01-01T00:00:00Z"))).isEmpty();
    assertThat(calendar.sessionsBetween(at("1900-01-01T00:00:00Z"), at("1960-01-01T00:00:00Z")))
        .isZero();
    assertThat(calendar.nextOpen(at("1900-01-01T00:00:00Z"))).isEqualTo(at("1970-01-02T14:30:00Z"));
  }

  @Test
  void theCalendarOfAnInstrumentKnowsItsSessions() {
    assertThat(TradingCalendar.of("us-equity").sessions()).isSameAs(SessionCalendars.usEquity());
    assertThat(TradingCalendar.of("fx").periodsPerYear()).isEqualTo(260);
    assertThatThrownBy(() -> new TradingCalendar("own", 250, false).sessions())
        .hasMessageContaining("own");
  }
}

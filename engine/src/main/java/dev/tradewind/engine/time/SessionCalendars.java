package dev.tradewind.engine.time;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The session calendars: the built-in ones by code, and those made of a user's rules. */
public final class SessionCalendars {
  private static final List<String> CODES = List.of("24x7", "exchange", "us-equity", "fx");
  private static final SessionCalendar ROUND_THE_CLOCK = new DailyCalendar("24x7", true);
  private static final SessionCalendar WEEKDAYS = new DailyCalendar("exchange", false);
  private static final LocalTime FX_TURN = LocalTime.of(17, 0);

  private SessionCalendars() {}

  /** {@code 24x7}: every UTC day is a session. */
  public static SessionCalendar roundTheClock() {
    return ROUND_THE_CLOCK;
  }

  /** {@code exchange}: the UTC days Monday to Friday are sessions, holidays unknown. */
  public static SessionCalendar weekdays() {
    return WEEKDAYS;
  }

  /**
   * {@code us-equity}: 09:30–16:00 in New York, without the holidays and with the early closes of
   * the New York Stock Exchange; right for 1990 to 2030, worked out from 1970 to 2099.
   */
  public static SessionCalendar usEquity() {
    return UsEquity.CALENDAR;
  }

  /**
   * {@code fx}: Sunday 17:00 to Friday 17:00 in New York as five sessions that end at 17:00 each,
   * so that Sunday evening is Monday's. No holidays: liquidity differs by broker on 25 December and
   * 1 January, and a session without bars does no harm.
   */
  public static SessionCalendar fx() {
    return Fx.CALENDAR;
  }

  /** The codes of the built-in calendars, in a fixed order. */
  public static List<String> codes() {
    return CODES;
  }

  /** The built-in calendar of that code. */
  public static Optional<SessionCalendar> find(String code) {
    return switch (code) {
      case "24x7" -> Optional.of(ROUND_THE_CLOCK);
      case "exchange" -> Optional.of(WEEKDAYS);
      case "us-equity" -> Optional.of(usEquity());
      case "fx" -> Optional.of(fx());
      default -> Optional.empty();
    };
  }

  /**
   * The built-in calendar of that code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SessionCalendar of(String code) {
    return find(code).orElseThrow(() -> unknown(code));
  }

  /**
   * A calendar of rules, with sessions from 1970 to 2099; working them out takes some milliseconds.
   *
   * @throws IllegalArgumentException if two sessions overlap, or the code is a built-in one
   */
  public static SessionCalendar custom(SessionRules rules) {
    if (CODES.contains(rules.code())) {
      throw new IllegalArgumentException(
          "code must not be that of a built-in calendar " + CODES + ", was '" + rules.code() + "'");
    }
    return TableCalendar.of(rules);
  }

  /**
   * What people call a built-in calendar.
   *
   * @throws IllegalArgumentException if there is none of that code
   */
  public static String title(String code) {
    return switch (code) {
      case "24x7" -> "Round the clock";
      case "exchange" -> "Working days";
      case "us-equity" -> "US shares";
      case "fx" -> "Currencies";
      default -> throw unknown(code);
    };
  }

  /**
   * The rules of a built-in calendar, for display and as a pattern; computed anew each time.
   *
   * @throws IllegalArgumentException if there is none of that code
   */
  public static SessionRules rules(String code) {
    ZoneId newYork = ZoneId.of("America/New_York");
    return switch (code) {
      case "24x7" ->
          new SessionRules(
              code, ZoneOffset.UTC, days(7, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT), List.of());
      case "exchange" ->
          new SessionRules(
              code, ZoneOffset.UTC, days(5, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT), List.of());
      case "us-equity" ->
          new SessionRules(
              code, newYork, days(5, LocalTime.of(9, 30), LocalTime.of(16, 0)), closings());
      case "fx" -> new SessionRules(code, newYork, days(5, FX_TURN, FX_TURN), List.of());
      default -> throw unknown(code);
    };
  }

  private static List<SessionChange> closings() {
    int lastYear = SessionRules.END_DAY.getYear() - 1;
    return List.copyOf(NyseDays.between(SessionRules.FIRST_DAY.getYear(), lastYear).values());
  }

  private static IllegalArgumentException unknown(String code) {
    return new IllegalArgumentException(
        "calendar must be one of " + String.join(", ", CODES) + ", was '" + code + "'");
  }

  private static List<SessionHours> days(int fromMonday, LocalTime open, LocalTime close) {
    List<SessionHours> hours = new ArrayList<>();
    for (int day = 1; day <= fromMonday; day++) {
      hours.add(new SessionHours(DayOfWeek.of(day), open, close));
    }
    return hours;
  }

  /** Made when first asked for. */
  private static final class UsEquity {
    static final SessionCalendar CALENDAR = TableCalendar.of(rules("us-equity"));
  }

  /** Made when first asked for. */
  private static final class Fx {
    static final SessionCalendar CALENDAR = TableCalendar.of(rules("fx"));
  }
}

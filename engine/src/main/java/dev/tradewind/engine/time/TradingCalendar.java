package dev.tradewind.engine.time;

/**
 * The calendar of an instrument as far as annualisation needs it; {@link SessionCalendar} knows the
 * sessions.
 *
 * @param code the name users write: {@code 24x7}, {@code exchange}, {@code us-equity}, {@code fx},
 *     or that of a user's own calendar
 * @param periodsPerYear trading days in a year, the annualisation factor of daily statistics
 * @param roundTheClock whether every UTC day is a trading day
 */
public record TradingCalendar(String code, int periodsPerYear, boolean roundTheClock) {
  /** Trades every day of the year, as crypto-currencies do: 365 periods a year. */
  public static final TradingCalendar ROUND_THE_CLOCK = new TradingCalendar("24x7", 365, true);

  /** Trades on working days, the hours and holidays unknown: 252 periods a year. */
  public static final TradingCalendar EXCHANGE = new TradingCalendar("exchange", 252, false);

  /** Trades in the sessions of the New York Stock Exchange: 252 periods a year. */
  public static final TradingCalendar US_EQUITY = new TradingCalendar("us-equity", 252, false);

  /**
   * Trades from Sunday 17:00 to Friday 17:00 in New York: 260 periods a year, the five days of each
   * of 52 weeks, as is customary for currencies.
   */
  public static final TradingCalendar FX = new TradingCalendar("fx", 260, false);

  /** Refuses a calendar without trading days. */
  public TradingCalendar {
    if (periodsPerYear <= 0 || periodsPerYear > 366) {
      throw new IllegalArgumentException(
          "periodsPerYear must be in 1..366, was " + periodsPerYear + " (calendar " + code + ")");
    }
  }

  /**
   * The built-in calendar of that code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TradingCalendar of(String code) {
    return switch (code) {
      case "24x7" -> ROUND_THE_CLOCK;
      case "exchange" -> EXCHANGE;
      case "us-equity" -> US_EQUITY;
      case "fx" -> FX;
      default ->
          throw new IllegalArgumentException(
              "calendar must be 24x7, exchange, us-equity or fx, was '" + code + "'");
    };
  }

  /**
   * The sessions of a built-in calendar.
   *
   * @throws IllegalArgumentException if the calendar is a user's own: whoever keeps it knows its
   *     sessions
   */
  public SessionCalendar sessions() {
    return SessionCalendars.of(code);
  }
}

package dev.tradewind.engine.time;

/**
 * When an instrument trades, as far as annualisation, gap detection and session ends need it.
 *
 * @param code the name users write: {@code 24x7} or {@code exchange}
 * @param periodsPerYear trading days in a year, the annualisation factor of daily statistics
 * @param roundTheClock whether every UTC day is a trading day
 */
public record TradingCalendar(String code, int periodsPerYear, boolean roundTheClock) {
  /** Trades every day of the year, as crypto-currencies do: 365 periods a year. */
  public static final TradingCalendar ROUND_THE_CLOCK = new TradingCalendar("24x7", 365, true);

  /** Trades in exchange sessions on working days: 252 periods a year. */
  public static final TradingCalendar EXCHANGE = new TradingCalendar("exchange", 252, false);

  /** Refuses a calendar without trading days. */
  public TradingCalendar {
    if (periodsPerYear <= 0 || periodsPerYear > 366) {
      throw new IllegalArgumentException(
          "periodsPerYear must be in 1..366, was " + periodsPerYear + " (calendar " + code + ")");
    }
  }

  /**
   * The calendar of that code.
   *
   * @throws IllegalArgumentException if the code is neither {@code 24x7} nor {@code exchange}
   */
  public static TradingCalendar of(String code) {
    return switch (code) {
      case "24x7" -> ROUND_THE_CLOCK;
      case "exchange" -> EXCHANGE;
      default ->
          throw new IllegalArgumentException(
              "calendar must be 24x7 or exchange, was '" + code + "'");
    };
  }
}

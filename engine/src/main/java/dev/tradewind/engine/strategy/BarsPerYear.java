package dev.tradewind.engine.strategy;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;

/** How many bars a year has, for annualising what is measured a bar. */
final class BarsPerYear {
  private static final double DAY = 86_400_000_000.0;

  /** The session of the New York Stock Exchange, the customary one where hours are not known. */
  private static final double SESSION = 6.5 * 3_600_000_000.0;

  private BarsPerYear() {}

  /**
   * Trading days of the instrument's calendar by bars: of longer bars those that fit into a year's
   * trading days (7 calendar days are 5 trading days of an exchange), of shorter ones those that
   * fit into a trading day, which is 24 hours round the clock and for currencies and else 6.5.
   */
  static double of(Instrument instrument, Timeframe timeframe) {
    double days = instrument.calendar().periodsPerYear();
    double length = timeframe.micros();
    if (length > DAY) {
      return 365 * DAY / length;
    }
    if (length == DAY) {
      return days;
    }
    boolean allDay =
        instrument.calendar().roundTheClock() || instrument.calendar().code().equals("fx");
    return days * ((allDay ? DAY : SESSION) / length);
  }
}

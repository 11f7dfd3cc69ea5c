package dev.tradewind.store.imports;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.TradingCalendar;

/**
 * When an instrument trades, told from its bars: in exchange sessions if at least two weekends lie
 * within the series and no bar covers any part of one. A weekend is from Saturday 06:00 to Sunday
 * 18:00 UTC, so that late sessions on Fridays in the Americas and early ones on Mondays in Asia do
 * not count. Bars longer than a day tell nothing.
 *
 * <p>Used by the command line and the platform where nobody says when an instrument trades.
 */
public final class CalendarInference {
  private static final long HOUR = 3_600_000_000L;
  private static final long WEEK = 7 * 24 * HOUR;

  /** 1970-01-03 was a Saturday. */
  private static final long FIRST_WEEKEND = (2 * 24 + 6) * HOUR;

  private static final long WEEKEND = 36 * HOUR;
  private static final long ENOUGH = 2;

  private CalendarInference() {}

  /** The calendar that the bars show. */
  public static TradingCalendar of(BarSeries series) {
    int size = series.size();
    boolean tells = size > 1 && series.timeframe().micros() <= 24 * HOUR;
    if (!tells || weekends(series.openTime(size - 1)) - weekends(series.openTime(0)) < ENOUGH) {
      return TradingCalendar.ROUND_THE_CLOCK;
    }
    for (int i = 0; i < size; i++) {
      long into = Math.floorMod(series.openTime(i) - FIRST_WEEKEND, WEEK);
      boolean reachesNext = into + series.timeframe().micros() > WEEK;
      if (into < WEEKEND || reachesNext) {
        return TradingCalendar.ROUND_THE_CLOCK;
      }
    }
    return TradingCalendar.EXCHANGE;
  }

  private static long weekends(long micros) {
    return Math.floorDiv(micros - FIRST_WEEKEND, WEEK);
  }

  /** The same bars under another calendar. */
  public static BarSeries apply(BarSeries series, TradingCalendar calendar) {
    Instrument i = series.instrument();
    return series.withInstrument(
        new Instrument(i.id(), i.assetClass(), i.currency(), i.tickSize(), i.lotSize(), calendar));
  }
}

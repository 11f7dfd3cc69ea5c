package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;

/**
 * How old the newest known rate of conversion became at the closes of an instrument's bars.
 *
 * @param oldest microseconds from the end of the newest known rate to a close
 * @param at that close, UTC microseconds
 */
record RateAges(long oldest, long at) {
  /** More than a long weekend. */
  static final long TOLERATED = 4 * InstrumentRun.DAY;

  static RateAges of(BarSeries series, BarSeries rates) {
    long oldest = 0;
    long at = 0;
    int newest = InstrumentRun.newestKnown(rates, 0, series.openTime(0));
    for (int bar = 0; bar < series.size(); bar++) {
      long close = series.closeTime(bar);
      newest = Math.max(newest, InstrumentRun.newestKnown(rates, newest + 1, close));
      long age = close - rates.closeTime(newest);
      if (age > oldest) {
        oldest = age;
        at = close;
      }
    }
    return new RateAges(oldest, at);
  }

  boolean isTolerated() {
    return oldest <= TOLERATED;
  }

  /** Whole days. */
  long days() {
    return oldest / InstrumentRun.DAY;
  }
}

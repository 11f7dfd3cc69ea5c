package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;

/**
 * Lowest low and highest high over the bars of a holding period. Entries are matched first in,
 * first out, so both ends of the period only move forward and each bar is looked at once.
 */
final class Excursions {
  private final BarSeries series;
  private final SlidingExtreme lows = new SlidingExtreme();
  private final SlidingExtreme negatedHighs = new SlidingExtreme();
  private int end;

  Excursions(BarSeries series) {
    this.series = series;
  }

  /** Sets the period to bars {@code [from, to)}; neither may be less than in the call before. */
  void hold(int from, int to) {
    if (end <= from) {
      lows.clear();
      negatedHighs.clear();
      end = from;
    }
    for (; end < to; end++) {
      lows.push(end, series.low(end));
      negatedHighs.push(end, -series.high(end));
    }
    lows.dropBefore(from);
    negatedHighs.dropBefore(from);
  }

  /** Lowest price of the period and of the exit; never above the entry. */
  double lowest(double entry, double exit) {
    return Math.min(entry, Math.min(exit, lows.min()));
  }

  /** Highest price of the period and of the exit; never below the entry. */
  double highest(double entry, double exit) {
    return Math.max(entry, Math.max(exit, -negatedHighs.min()));
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;

/**
 * Lowest low and highest high over the bars of a holding period. Entries are matched first in,
 * first out, so both ends of the period only move forward.
 *
 * <p>A period that starts after all before is scanned as it grows: the usual case of one entry.
 * Where periods overlap, a sliding window takes over, so that each bar is looked at a few times at
 * most however many pieces a position is bought and sold in.
 */
final class Excursions {
  private final BarSeries series;
  private final SlidingExtreme lows = new SlidingExtreme();
  private final SlidingExtreme negatedHighs = new SlidingExtreme();
  private int start;
  private int end;
  private boolean sliding;
  private double low;
  private double high;

  Excursions(BarSeries series) {
    this.series = series;
  }

  /** Sets the period to bars {@code [from, to)}; neither may be less than in the call before. */
  void hold(int from, int to) {
    if (end <= from) {
      restart(from);
    } else if (from > start && !sliding) {
      slide(from);
    }
    if (sliding) {
      for (; end < to; end++) {
        push(end);
      }
      lows.dropBefore(from);
      negatedHighs.dropBefore(from);
      low = lows.min();
      high = -negatedHighs.min();
    } else {
      for (; end < to; end++) {
        double barLow = series.low(end);
        double barHigh = series.high(end);
        low = barLow < low ? barLow : low;
        high = barHigh > high ? barHigh : high;
      }
    }
  }

  private void restart(int from) {
    sliding = false;
    start = from;
    end = from;
    low = Double.POSITIVE_INFINITY;
    high = Double.NEGATIVE_INFINITY;
  }

  private void slide(int from) {
    sliding = true;
    lows.clear();
    negatedHighs.clear();
    for (int bar = from; bar < end; bar++) {
      push(bar);
    }
  }

  private void push(int bar) {
    lows.push(bar, series.low(bar));
    negatedHighs.push(bar, -series.high(bar));
  }

  /** Lowest price of the period and of the exit; never above the entry. */
  double lowest(double entry, double exit) {
    return Math.min(entry, Math.min(exit, low));
  }

  /** Highest price of the period and of the exit; never below the entry. */
  double highest(double entry, double exit) {
    return Math.max(entry, Math.max(exit, high));
  }
}

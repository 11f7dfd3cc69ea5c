package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import org.jspecify.annotations.Nullable;

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
  private final double @Nullable [] adjustment;
  private final SlidingExtreme lows = new SlidingExtreme();
  private final SlidingExtreme negatedHighs = new SlidingExtreme();
  private int start;
  private int end;
  private boolean sliding;
  private double low;
  private double high;

  /**
   * Of the bars of a series.
   *
   * @param adjustment factor of each bar's prices for splits, or none
   */
  Excursions(BarSeries series, double @Nullable [] adjustment) {
    this.series = series;
    this.adjustment = adjustment;
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
        double barLow = series.low(end) * factor(end);
        double barHigh = series.high(end) * factor(end);
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
    lows.push(bar, series.low(bar) * factor(bar));
    negatedHighs.push(bar, -series.high(bar) * factor(bar));
  }

  private double factor(int bar) {
    return adjustment == null ? 1 : adjustment[bar];
  }

  /**
   * Lowest price of the period and of the exit over the entry's; at most 1.
   *
   * @param exitBar the bar in whose terms the prices of entry and exit are
   */
  double lowest(double entry, double exit, int exitBar) {
    double scale = factor(exitBar);
    return Math.min(entry * scale, Math.min(exit * scale, low)) / (entry * scale);
  }

  /** Highest price of the period and of the exit over the entry's; at least 1. */
  double highest(double entry, double exit, int exitBar) {
    double scale = factor(exitBar);
    return Math.max(entry * scale, Math.max(exit * scale, high)) / (entry * scale);
  }
}

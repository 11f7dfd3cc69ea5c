package dev.tradewind.engine.sweep;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.TradeArithmetic;
import java.util.Arrays;

/** The columns that all walks over a series share. Immutable. */
final class SweepBars {
  /** Bars of a block whose extremes are known. */
  static final int BLOCK = 64;

  private static final long DAY = 86_400_000_000L;

  final BarSeries series;
  final double[] opens;
  final double[] closes;

  /** Highest and lowest close of each block. */
  final double[] blockHigh;

  final double[] blockLow;

  /** Bars that are the last of their day, and how many days without a bar follow each. */
  final int[] dayEnds;

  final int[] quietDays;
  final int days;

  SweepBars(BarSeries series) {
    this.series = series;
    this.opens = series.copyOf(BarField.OPEN);
    this.closes = series.copyOf(BarField.CLOSE);
    this.blockHigh = highest(closes);
    this.blockLow = lowest(closes);
    boolean everyDay = TradeArithmetic.everyDay(series);
    int count = 0;
    int[] ends = new int[64];
    int[] quiet = new int[64];
    int all = 0;
    for (int i = 0; i < closes.length; i++) {
      boolean last = i == closes.length - 1;
      long day = Math.floorDiv(series.closeTime(i) - 1, DAY);
      long next = last ? day + 1 : Math.floorDiv(series.closeTime(i + 1) - 1, DAY);
      if (next == day) {
        continue;
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, 2 * count);
        quiet = Arrays.copyOf(quiet, 2 * count);
      }
      ends[count] = i;
      quiet[count] = everyDay && !last ? Math.toIntExact(next - day - 1) : 0;
      all += 1 + quiet[count];
      count++;
    }
    dayEnds = Arrays.copyOf(ends, count);
    quietDays = Arrays.copyOf(quiet, count);
    days = all;
  }

  private static double[] highest(double[] column) {
    double[] extremes = new double[(column.length + BLOCK - 1) / BLOCK];
    Arrays.fill(extremes, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < column.length; i++) {
      extremes[i / BLOCK] = Math.max(extremes[i / BLOCK], column[i]);
    }
    return extremes;
  }

  private static double[] lowest(double[] column) {
    double[] extremes = new double[(column.length + BLOCK - 1) / BLOCK];
    Arrays.fill(extremes, Double.POSITIVE_INFINITY);
    for (int i = 0; i < column.length; i++) {
      extremes[i / BLOCK] = Math.min(extremes[i / BLOCK], column[i]);
    }
    return extremes;
  }

  /** What walks with resting orders or short positions need besides. Immutable. */
  static final class Ranges {
    /** All that prices of a bar reached; of bars that make no sense the open and close too. */
    final double[] tops;

    final double[] bottoms;
    final double[] blockTop;
    final double[] blockBottom;

    /** Opens before which trading was interrupted. */
    final long[] afterBreak;

    /** Whether a session is open during every bar. */
    final boolean allTrade;

    Ranges(SweepBars bars, TradeArithmetic arithmetic) {
      tops = bars.series.copyOf(BarField.HIGH);
      bottoms = bars.series.copyOf(BarField.LOW);
      int size = tops.length;
      afterBreak = new long[Bits.words(size)];
      boolean all = true;
      for (int i = 0; i < size; i++) {
        tops[i] = Math.max(tops[i], Math.max(bars.opens[i], bars.closes[i]));
        bottoms[i] = Math.min(bottoms[i], Math.min(bars.opens[i], bars.closes[i]));
        if (arithmetic.afterBreak(i)) {
          afterBreak[i >>> 6] |= 1L << i;
        }
        all &= arithmetic.trades(i);
      }
      allTrade = all;
      blockTop = highest(tops);
      blockBottom = lowest(bottoms);
    }
  }
}

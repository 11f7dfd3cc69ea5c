package dev.tradewind.engine.feature;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;

/**
 * The prices that labels are made from, raw or adjusted for splits: the choice is made here and
 * nowhere else. Immutable and thread-safe.
 */
public final class LabelPrices {
  private final double[] high;
  private final double[] low;
  private final double[] close;
  private final long[] knownAt;

  private LabelPrices(double[] high, double[] low, double[] close, long[] knownAt) {
    this.high = high;
    this.low = low;
    this.close = close;
    this.knownAt = knownAt;
  }

  /** Prices as they were traded; a split is a return. */
  public static LabelPrices raw(BarSeries bars) {
    return adjusted(bars, SplitSchedule.NONE);
  }

  /** Prices times the ratios of all splits up to their bar; a split is no return. */
  public static LabelPrices adjusted(BarSeries bars, SplitSchedule splits) {
    double[] high = bars.copyOf(BarField.HIGH);
    double[] low = bars.copyOf(BarField.LOW);
    double[] close = bars.copyOf(BarField.CLOSE);
    long[] knownAt = new long[bars.size()];
    long now = Long.MIN_VALUE;
    int inEffect = 0;
    double factor = 1;
    for (int i = 0; i < knownAt.length; i++) {
      now = Math.max(now, bars.knownAt(i));
      knownAt[i] = now;
      while (inEffect < splits.size() && splits.effectiveMicros(inEffect) <= bars.openTime(i)) {
        factor *= splits.ratio(inEffect);
        inEffect++;
      }
      high[i] *= factor;
      low[i] *= factor;
      close[i] *= factor;
    }
    return new LabelPrices(high, low, close, knownAt);
  }

  /** Number of bars. */
  public int size() {
    return close.length;
  }

  /** Highest price of a bar, currency. */
  double high(int bar) {
    return high[bar];
  }

  /** Lowest price of a bar, currency. */
  double low(int bar) {
    return low[bar];
  }

  /** Last price of a bar, currency. */
  double close(int bar) {
    return close[bar];
  }

  /** When a bar is known, UTC microseconds; never before the bar before it. */
  long knownAt(int bar) {
    return knownAt[bar];
  }

  /** A copy of the times at which the bars are known. */
  long[] knownAt() {
    return knownAt.clone();
  }
}

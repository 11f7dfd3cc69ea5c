package dev.tradewind.engine.market;

import java.util.Arrays;
import java.util.Objects;

/** The cash dividends of one instrument in order of time. Immutable and thread-safe. */
public final class DividendSchedule {
  /** No dividends. */
  public static final DividendSchedule NONE = new DividendSchedule(new long[0], new double[0]);

  private final long[] times;
  private final double[] amounts;

  private DividendSchedule(long[] times, double[] amounts) {
    this.times = times;
    this.amounts = amounts;
  }

  /**
   * The schedule of these dividends; copies the arrays.
   *
   * @param effectiveMicros the first moment at which a buyer does not get it; UTC microseconds,
   *     strictly ascending
   * @param amounts for one unit as it is quoted before, in the instrument's currency, &gt; 0
   */
  public static DividendSchedule of(long[] effectiveMicros, double[] amounts) {
    if (effectiveMicros.length != amounts.length) {
      throw new IllegalArgumentException(
          "there must be one amount for each dividend, were "
              + amounts.length
              + " amounts for "
              + effectiveMicros.length
              + " dividends");
    }
    for (int i = 0; i < amounts.length; i++) {
      if (!(amounts[i] > 0) || Double.isInfinite(amounts[i])) {
        throw new IllegalArgumentException(
            "amount must be > 0 and finite, was " + amounts[i] + " (dividend " + i + ")");
      }
      if (i > 0 && effectiveMicros[i] <= effectiveMicros[i - 1]) {
        throw new IllegalArgumentException(
            "dividends must ascend in time, was "
                + effectiveMicros[i]
                + " after "
                + effectiveMicros[i - 1]
                + " (dividend "
                + i
                + ")");
      }
    }
    return new DividendSchedule(effectiveMicros.clone(), amounts.clone());
  }

  /** Number of dividends. */
  public int size() {
    return times.length;
  }

  /** When a dividend takes effect, UTC microseconds. */
  public long effectiveMicros(int dividend) {
    return times[Objects.checkIndex(dividend, times.length)];
  }

  /** The amount for one unit, in the instrument's currency. */
  public double amount(int dividend) {
    return amounts[Objects.checkIndex(dividend, amounts.length)];
  }

  /** Those that take effect after a moment and before another, UTC microseconds. */
  public DividendSchedule between(long afterMicros, long beforeMicros) {
    int first = countUntil(afterMicros);
    int end = Math.max(first, countUntil(beforeMicros - 1));
    return new DividendSchedule(
        Arrays.copyOfRange(times, first, end), Arrays.copyOfRange(amounts, first, end));
  }

  /** Number of dividends in effect at an instant. */
  public int countUntil(long timeMicros) {
    int at = Arrays.binarySearch(times, timeMicros);
    return at >= 0 ? at + 1 : -at - 1;
  }
}

package dev.tradewind.engine.market;

import java.util.Arrays;
import java.util.Objects;

/**
 * The share splits of one instrument in order of time, from which adjusted prices are made.
 * Immutable and thread-safe.
 *
 * <p>Adjustment looks back only: a price is multiplied by the ratios of all splits up to its bar,
 * volume is divided by them. The adjusted price of the first bar is its raw price, and no later
 * split changes a value that was known.
 */
public final class SplitSchedule {
  /** No splits. */
  public static final SplitSchedule NONE = new SplitSchedule(new long[0], new double[0]);

  private final long[] times;
  private final double[] ratios;

  private SplitSchedule(long[] times, double[] ratios) {
    this.times = times;
    this.ratios = ratios;
  }

  /**
   * The schedule of these splits; copies the arrays.
   *
   * @param effectiveMicros when each takes effect: bars that open then or later are quoted after
   *     it; UTC microseconds, strictly ascending
   * @param ratios new shares for one old share: 4 for a four-for-one split, 0.1 for a one-for-ten
   *     reverse split; &gt; 0
   */
  public static SplitSchedule of(long[] effectiveMicros, double[] ratios) {
    if (effectiveMicros.length != ratios.length) {
      throw new IllegalArgumentException(
          "there must be one ratio for each split, were "
              + ratios.length
              + " ratios for "
              + effectiveMicros.length
              + " splits");
    }
    for (int i = 0; i < ratios.length; i++) {
      if (!(ratios[i] > 0) || Double.isInfinite(ratios[i])) {
        throw new IllegalArgumentException(
            "ratio must be > 0 and finite, was " + ratios[i] + " (split " + i + ")");
      }
      if (i > 0 && effectiveMicros[i] <= effectiveMicros[i - 1]) {
        throw new IllegalArgumentException(
            "splits must ascend in time, was "
                + effectiveMicros[i]
                + " after "
                + effectiveMicros[i - 1]
                + " (split "
                + i
                + ")");
      }
    }
    return new SplitSchedule(effectiveMicros.clone(), ratios.clone());
  }

  /** Number of splits. */
  public int size() {
    return times.length;
  }

  /** When a split takes effect, UTC microseconds. */
  public long effectiveMicros(int split) {
    return times[Objects.checkIndex(split, times.length)];
  }

  /** New shares for one old share. */
  public double ratio(int split) {
    return ratios[Objects.checkIndex(split, ratios.length)];
  }

  /** Those that take effect after a moment and before another, UTC microseconds. */
  public SplitSchedule between(long afterMicros, long beforeMicros) {
    int first = countUntil(afterMicros);
    int end = Math.max(first, countUntil(beforeMicros - 1));
    return new SplitSchedule(
        Arrays.copyOfRange(times, first, end), Arrays.copyOfRange(ratios, first, end));
  }

  /** Number of splits in effect at an instant. */
  public int countUntil(long timeMicros) {
    int at = Arrays.binarySearch(times, timeMicros);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The product of the first ratios, in order. */
  public double factor(int splits) {
    double factor = 1;
    for (int i = 0; i < splits; i++) {
      factor *= ratios[i];
    }
    return factor;
  }
}

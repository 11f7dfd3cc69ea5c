package dev.tradewind.platform.features.internal;

import dev.tradewind.store.FeatureFrame;
import java.util.TreeMap;

/**
 * What is defined of a column, by stretches of time. Immutable once made.
 *
 * @param bars rows of the column
 * @param defined rows with a value
 * @param outliers values that are flagged
 * @param buckets for each start of a stretch in microseconds its bars and its values
 */
record CoverageCounts(long bars, long defined, long outliers, TreeMap<Long, Count> buckets) {

  /** Bars and values of one stretch. */
  record Count(long bars, long defined) {
    Count and(boolean isDefined) {
      return new Count(bars + 1, defined + (isDefined ? 1 : 0));
    }
  }

  static CoverageCounts of(FeatureFrame frame, CoverageBuckets.Unit unit) {
    long[] times = frame.openMicros();
    double[] values = frame.values(0);
    TreeMap<Long, Count> buckets = new TreeMap<>();
    long defined = 0;
    long outliers = 0;
    long start = 0;
    long end = Long.MIN_VALUE;
    Count count = new Count(0, 0);
    for (int i = 0; i < times.length; i++) {
      if (times[i] >= end) {
        var day = unit.start(CoverageBuckets.day(times[i]));
        start = CoverageBuckets.micros(day);
        end = CoverageBuckets.micros(unit.next(day));
        count = new Count(0, 0);
      }
      boolean isDefined = !Double.isNaN(values[i]);
      count = count.and(isDefined);
      buckets.put(start, count);
      defined += isDefined ? 1 : 0;
      outliers += frame.isOutlier(0, i) ? 1 : 0;
    }
    return new CoverageCounts(times.length, defined, outliers, buckets);
  }

  /** Share of bars with a value in a stretch; {@code NaN} where there are no bars. */
  double share(long start) {
    Count count = buckets.get(start);
    return count == null ? Double.NaN : (double) count.defined() / count.bars();
  }
}

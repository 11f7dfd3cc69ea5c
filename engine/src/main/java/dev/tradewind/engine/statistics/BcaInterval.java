package dev.tradewind.engine.statistics;

import java.util.Arrays;

/**
 * Bias-corrected and accelerated intervals: B. Efron, "Better bootstrap confidence intervals", JASA
 * 82 (1987); Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), 14.3.
 */
final class BcaInterval {
  /** Beyond this part of resamples without a value the rest would not stand for all. */
  private static final double MAX_UNDEFINED = 0.05;

  private BcaInterval() {}

  /**
   * The acceleration from leave-one-out (or leave-a-block-out) values of the measure.
   *
   * @return NaN where a value is undefined or all are equal
   */
  static double acceleration(double[] leftOut) {
    double mean = 0;
    for (double value : leftOut) {
      mean += value;
    }
    mean /= leftOut.length;
    double squares = 0;
    double cubes = 0;
    for (double value : leftOut) {
      double d = mean - value;
      squares += d * d;
      cubes += d * d * d;
    }
    return cubes / (6 * squares * Math.sqrt(squares));
  }

  /**
   * The interval of a measure.
   *
   * @param resampled values over the resamples, NaN where undefined, possibly infinite; sorted here
   */
  static Interval of(double estimate, double[] resampled, double acceleration, double confidence) {
    Arrays.sort(resampled);
    int n = resampled.length;
    int defined = n;
    while (defined > 0 && Double.isNaN(resampled[defined - 1])) {
      defined--;
    }
    double low = Double.NaN;
    double high = Double.NaN;
    if (!Double.isNaN(estimate) && defined > 0 && n - defined <= MAX_UNDEFINED * n) {
      double z0 = NormalDistribution.quantile(rank(resampled, defined, estimate));
      double z = NormalDistribution.quantile((1 - confidence) / 2);
      low = at(resampled, defined, level(z0, z, acceleration));
      high = at(resampled, defined, level(z0, -z, acceleration));
    }
    double mean = mean(resampled, defined);
    return new Interval(
        estimate,
        low,
        high,
        confidence,
        deviation(resampled, defined, mean),
        finite(mean - estimate),
        n,
        n - defined);
  }

  private static double level(double z0, double z, double acceleration) {
    double shifted = z0 + z;
    return NormalDistribution.cdf(z0 + shifted / (1 - acceleration * shifted));
  }

  /** The part of sorted values below one, those equal to it counted half. */
  static double rank(double[] sorted, int count, double value) {
    if (count == 0 || Double.isNaN(value)) {
      return Double.NaN;
    }
    int below = firstNotBelow(sorted, count, value);
    int upTo = below;
    while (upTo < count && sorted[upTo] == value) {
      upTo++;
    }
    return (below + upTo) / (2.0 * count);
  }

  private static int firstNotBelow(double[] sorted, int count, double value) {
    int from = 0;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** A quantile of sorted values, linear between neighbours (numpy's default). */
  static double at(double[] sorted, int count, double level) {
    if (Double.isNaN(level) || count == 0) {
      return Double.NaN;
    }
    double place = level * (count - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, count - 1);
    double part = place - below;
    if (part == 0) {
      return finite(sorted[below]);
    }
    return finite(sorted[below] + (sorted[above] - sorted[below]) * part);
  }

  private static double mean(double[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }

  private static double deviation(double[] values, int count, double mean) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return count < 2 ? Double.NaN : finite(Math.sqrt(sum / (count - 1)));
  }

  static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}

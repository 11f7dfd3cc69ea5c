package dev.tradewind.engine.statistics;

/**
 * A measure with what resampling says about it. Used by reports and verdicts.
 *
 * @param estimate of the sample itself; NaN where it is undefined
 * @param low lower bound; NaN where it cannot be given
 * @param high upper bound; NaN where it cannot be given or has no limit
 * @param confidence the part of samples whose interval covers the true value, in (0, 1)
 * @param standardError deviation of the measure over the resamples; NaN where undefined
 * @param bias mean over the resamples minus the estimate; NaN where undefined
 * @param resamples how many were drawn
 * @param undefined in how many of them the measure has no value
 */
public record Interval(
    double estimate,
    double low,
    double high,
    double confidence,
    double standardError,
    double bias,
    int resamples,
    int undefined) {

  /** Whether both bounds can be given. */
  public boolean isBounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** Whether the value lies inside the bounds; false where a bound is undefined. */
  public boolean covers(double value) {
    return value >= low && value <= high;
  }
}

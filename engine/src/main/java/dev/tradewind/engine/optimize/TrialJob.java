package dev.tradewind.engine.optimize;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Something to evaluate.
 *
 * @param number of the trial
 * @param parameters to run with
 * @param fraction the part of the data to run on, from its start, in (0, 1]
 */
public record TrialJob(long number, ParameterSet parameters, double fraction) {
  /** Refuses a part that is none. */
  public TrialJob {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be in (0, 1], was " + fraction);
    }
  }

  /**
   * A job as another process was handed it, which knows nothing of the space. Used by executors of
   * a cluster.
   *
   * @param number of the job among those that were handed over
   * @param values of all parameters that are searched or fixed
   * @param fraction the part of the data to run on, from its start, in (0, 1]
   */
  public static TrialJob handed(long number, Map<String, BigDecimal> values, double fraction) {
    return new TrialJob(number, ParameterSet.handed(values), fraction);
  }
}

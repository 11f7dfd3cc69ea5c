package dev.tradewind.engine.optimize;

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
}

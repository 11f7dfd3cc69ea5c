package dev.tradewind.engine.optimize;

import dev.tradewind.engine.robustness.TrialsBefore;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.statistics.SharpeInference;
import java.util.Collection;

/**
 * How often a kind of strategy was tried on the bars of a run, this run included, and what the run
 * is worth after that. No part of the run's hashes: it changes with what is tried later. Used by
 * the command line and the platform.
 *
 * @param trials distinct sets so far, this run's included, &ge; 1
 * @param studies number of studies among which they are
 * @param runs number of single runs among them
 * @param expectedBest Sharpe ratio of a year that the best of so many is expected to show by luck;
 *     {@code NaN} where undefined
 * @param deflatedSharpe probability that the true ratio of this run is above that; {@code NaN}
 *     where undefined
 */
public record TrialCount(
    int trials, int studies, int runs, double expectedBest, double deflatedSharpe) {
  /** The key of the line on the assumption sheet. */
  public static final String KEY = "trials";

  private static final double ENOUGH = 0.95;

  /**
   * Counts.
   *
   * @param dataHash of the bars of the run
   * @param entries the whole ledger
   */
  public static TrialCount of(
      SimulationResult run, String dataHash, Collection<LedgerEntry> entries) {
    return of(
        SimulationEvaluator.excess(run),
        run.statistic("periodsPerYear"),
        LedgerEntry.total(entries, dataHash, run.strategy()));
  }

  /**
   * Counts.
   *
   * @param returns daily, over the risk-free rate
   * @param periodsPerYear of them
   * @param total what was tried so far, at least one
   */
  public static TrialCount of(double[] returns, double periodsPerYear, LedgerEntry.Total total) {
    double[] moments = OverfittingVerdict.moments(returns);
    int trials = Math.max(1, total.trials());
    return new TrialCount(
        trials,
        total.studies(),
        total.runs(),
        SharpeInference.expectedMaximum(trials, total.variance()) * Math.sqrt(periodsPerYear),
        SharpeInference.deflated(
            ReturnBlocks.of(returns, 1).sharpe(),
            returns.length,
            moments[0],
            moments[1],
            trials,
            total.variance()));
  }

  /** The same in plain words. */
  public String sentence() {
    if (trials == 1) {
      return "This is the first trial of this strategy on these bars; with one trial the probability"
          + " that the true Sharpe ratio is above 0 is "
          + OverfittingVerdict.rounded(deflatedSharpe)
          + ".";
    }
    return trials
        + " trials so far of this strategy on these bars ("
        + new LedgerEntry.Total(trials, 0, studies, runs).sources()
        + "); without skill the best of so many is expected to show a Sharpe ratio of "
        + OverfittingVerdict.rounded(expectedBest)
        + ". The probability that this one's is truly above that is "
        + OverfittingVerdict.rounded(deflatedSharpe)
        + " (deflated Sharpe ratio).";
  }

  /** The line for the assumption sheet; a warning where many trials may be why it looks good. */
  public Assumption assumption() {
    return new Assumption(KEY, sentence(), trials > 1 && !(deflatedSharpe >= ENOUGH));
  }

  /** What the verdict on a run takes of it. */
  public TrialsBefore forVerdict() {
    return new TrialsBefore(trials, deflatedSharpe, sentence());
  }
}

package dev.tradewind.engine.optimize;

import dev.tradewind.engine.statistics.MinimumBacktestLength;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.statistics.SharpeInference;
import java.util.List;

/**
 * What one trial of a study is worth by itself, be it the best or not, after everything that was
 * tried is charged to it. Made of what is kept of trials, without another run. Used by the platform
 * where someone takes over a trial.
 *
 * @param sharpe of a year; {@code NaN} where undefined
 * @param deflatedSharpe probability that the true ratio is above what the best of all trials is
 *     expected to show without skill, the daily returns taken as normal, for their higher moments
 *     are not kept; {@code NaN} where undefined
 * @param chance probability that the best of all trials does as well as this one without any skill;
 *     {@code NaN} where undefined
 * @param haircutSharpe Sharpe ratio of a year that is left after the haircut; {@code NaN} where
 *     undefined
 * @param minimumYears how long the data would have to be for this ratio with so many trials; {@code
 *     NaN} where the ratio is not above 0
 */
public record TrialWorth(
    double sharpe,
    double deflatedSharpe,
    double chance,
    double haircutSharpe,
    double minimumYears) {

  /**
   * Judges a trial.
   *
   * @param trial its daily returns
   * @param all trials of its study with different sets, over the same span; beyond 4 000 every n-th
   *     is compared
   * @param trials all that was ever tried on these data with this strategy, the study included
   * @param expectedBest Sharpe ratio of a year that the best of so many is expected to show by luck
   * @param periodsPerYear number of daily returns in a year, above 0
   */
  public static TrialWorth of(
      ReturnBlocks trial,
      List<ReturnBlocks> all,
      int trials,
      double expectedBest,
      double periodsPerYear) {
    double year = Math.sqrt(periodsPerYear);
    double ratio = trial.sharpe();
    List<ReturnBlocks> compared = OverfittingVerdict.thinned(all);
    return new TrialWorth(
        ratio * year,
        SharpeInference.probabilistic(ratio, expectedBest / year, trial.observations(), 0, 3),
        OverfittingVerdict.chance(compared, trial, (double) trials / Math.max(1, all.size())),
        OverfittingVerdict.haircut(ratio, compared, trials, trial.observations()) * year,
        MinimumBacktestLength.years(trials, ratio * year));
  }
}

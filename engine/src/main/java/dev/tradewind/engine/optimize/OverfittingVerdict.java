package dev.tradewind.engine.optimize;

import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.BacktestOverfitting;
import dev.tradewind.engine.statistics.HaircutSharpe;
import dev.tradewind.engine.statistics.MinimumBacktestLength;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.statistics.SharpeInference;
import dev.tradewind.engine.statistics.SignChangeTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the best of a study is worth after everything that was tried is charged to it, in numbers
 * and in plain words.
 *
 * @param level the conclusion
 * @param sharpe of a year, of the best; {@code NaN} where undefined
 * @param trials all that was ever tried on these data with this strategy, this study included
 * @param expectedBest Sharpe ratio of a year that the best of so many is expected to show by luck
 * @param deflatedSharpe probability that the true ratio is above 0 after all trials; {@code NaN}
 *     where undefined
 * @param chance probability that the best of these very trials does so well without any skill,
 *     their dependence kept, trials of other studies counted as further searches of the kind;
 *     {@code NaN} where there are too few days for it
 * @param overfitting probability of overfitting and what goes with it; {@code NaN} inside where it
 *     cannot be computed
 * @param haircutSharpe Sharpe ratio of a year that is left after Bonferroni, Holm and BHY
 * @param minimumYears how long the data would have to be for this ratio with so many trials
 * @param years how long they are
 * @param sentences the verdict for people, the conclusion first
 */
public record OverfittingVerdict(
    Level level,
    double sharpe,
    int trials,
    double expectedBest,
    double deflatedSharpe,
    double chance,
    BacktestOverfitting overfitting,
    double haircutSharpe,
    double minimumYears,
    double years,
    List<String> sentences) {

  /** How much trials beyond so many are thinned for the comparison of all with all. */
  private static final int MOST_COMPARED = 4_000;

  /** What chance does at least so often is luck. */
  private static final double MOSTLY = 0.1;

  /** What chance does at most so often is evidence where the deflated ratio is high too. */
  private static final double SELDOM = 0.05;

  /** What chance does at most so often is evidence where the choice holds. */
  private static final double RARE = 0.01;

  /** A conclusion. */
  public enum Level {
    /** What was found is what luck alone finds. */
    LUCK,
    /** It may be more than luck, and may be not. */
    DOUBTFUL,
    /** It is more than luck is expected to find. */
    EVIDENCE
  }

  /** Copies. */
  public OverfittingVerdict {
    sentences = List.copyOf(sentences);
  }

  /**
   * Judges the best trial of a study.
   *
   * @param study with a best trial
   * @param best its run on all data
   * @param ledger everything that was tried so far, the study included
   */
  public static OverfittingVerdict of(
      StudyResult study, SimulationResult best, LedgerEntry.Total ledger) {
    double[] returns = SimulationEvaluator.excess(best);
    double[] moments = moments(returns);
    double year = Math.sqrt(best.statistic("periodsPerYear"));
    double ratio = ReturnBlocks.of(returns, 1).sharpe();
    int trials = Math.max(1, ledger.trials());
    double expected = SharpeInference.expectedMaximum(trials, ledger.variance());
    double deflated =
        SharpeInference.deflated(
            ratio, returns.length, moments[0], moments[1], trials, ledger.variance());
    List<ReturnBlocks> all = blocks(study);
    List<ReturnBlocks> blocks = thinned(all);
    BacktestOverfitting overfitting =
        blocks.size() < 2
            ? new BacktestOverfitting(Double.NaN, Double.NaN, Double.NaN, 0, blocks.size())
            : BacktestOverfitting.of(blocks);
    double haircut = haircut(ratio, blocks, trials, returns.length) * year;
    double years = returns.length / (year * year);
    OverfittingVerdict numbers =
        new OverfittingVerdict(
            Level.DOUBTFUL,
            ratio * year,
            trials,
            expected * year,
            deflated,
            returns.length < SimulationEvaluator.BLOCKS
                ? Double.NaN
                : chance(
                    blocks,
                    ReturnBlocks.of(returns, SimulationEvaluator.BLOCKS),
                    (double) trials / Math.max(1, all.size())),
            overfitting,
            haircut,
            MinimumBacktestLength.years(trials, ratio * year),
            years,
            List.of());
    return numbers.judged(ledger);
  }

  private static List<ReturnBlocks> blocks(StudyResult study) {
    Set<ParameterSet> seen = new HashSet<>();
    List<ReturnBlocks> blocks = new ArrayList<>();
    for (Trial each : study.trials()) {
      if (each.fraction() == 1 && seen.add(each.parameters())) {
        each.evaluation().blocks().ifPresent(blocks::add);
      }
    }
    return blocks;
  }

  /** At most so many as are compared. */
  static List<ReturnBlocks> thinned(List<ReturnBlocks> blocks) {
    int stride = Math.ceilDiv(blocks.size(), MOST_COMPARED);
    if (stride < 2) {
      return blocks;
    }
    List<ReturnBlocks> thinned = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i += stride) {
      thinned.add(blocks.get(i));
    }
    return thinned;
  }

  /** What is left of a ratio of one period; {@code NaN} where it is undefined. */
  static double haircut(double ratio, List<ReturnBlocks> compared, int trials, int periods) {
    if (periods < 2 || Double.isNaN(ratio)) {
      return Double.NaN;
    }
    double[] all = compared.stream().mapToDouble(ReturnBlocks::sharpe).toArray();
    return HaircutSharpe.of(ratio, all, Math.max(trials, all.length), periods).remaining();
  }

  /**
   * How likely the best is as good as a trial without any skill. Each further search of the kind is
   * as likely to find as much (Šidák 1967).
   *
   * @param compared trials over the same span
   * @param searches all trials over those compared, at least 1 is counted
   * @return {@code NaN} where nothing can be compared
   */
  static double chance(List<ReturnBlocks> compared, ReturnBlocks own, double searches) {
    if (compared.isEmpty() || own.observations() != compared.getFirst().observations()) {
      return Double.NaN;
    }
    List<ReturnBlocks> all = new ArrayList<>(compared);
    all.add(own);
    double once = SignChangeTest.of(all).probability(own);
    return -Math.expm1(Math.max(1, searches) * Math.log1p(-once));
  }

  /** Skewness and kurtosis of the population. */
  static double[] moments(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (double value : values) {
      double d = value - mean;
      m2 += d * d / values.length;
      m3 += d * d * d / values.length;
      m4 += d * d * d * d / values.length;
    }
    return new double[] {m3 / Math.pow(m2, 1.5), m4 / (m2 * m2)};
  }

  /**
   * No measure alone is enough: the deflated ratio charges the search, and takes every difference
   * between the trials for luck, also what a parameter truly does; the chance charges what all
   * trials share; the probability of overfitting tells whether the choice holds.
   */
  private Level conclusion() {
    double pbo = overfitting.probability();
    boolean choiceHolds = !(pbo > 0.2);
    boolean isRare = chance <= RARE && choiceHolds;
    if (chance > MOSTLY
        || (pbo >= 0.5 && deflatedSharpe < 0.95)
        || (!(deflatedSharpe >= 0.5) && !isRare)) {
      return Level.LUCK;
    }
    boolean isSeldom = chance <= SELDOM && choiceHolds && deflatedSharpe >= 0.95;
    return isSeldom || (isRare && deflatedSharpe >= 0.5) ? Level.EVIDENCE : Level.DOUBTFUL;
  }

  private OverfittingVerdict judged(LedgerEntry.Total ledger) {
    double pbo = overfitting.probability();
    Level conclusion = conclusion();
    List<String> text = new ArrayList<>();
    text.add(
        switch (conclusion) {
          case LUCK ->
              "This is luck: the best of "
                  + trials
                  + (trials == 1 ? " trial" : " trials")
                  + " is no better than chance would have made it.";
          case DOUBTFUL ->
              "This may be luck: the best of "
                  + trials
                  + " trials is better than chance is expected to be, but not by enough.";
          case EVIDENCE ->
              "This is more than luck: the best of "
                  + trials
                  + " trials is better than chance would have made it.";
        });
    text.add(
        "Its Sharpe ratio is "
            + rounded(sharpe)
            + "; the best of "
            + trials
            + " trials without any skill, spread as these are, is expected to show "
            + rounded(expectedBest)
            + ". The probability that it is truly above that is "
            + rounded(deflatedSharpe)
            + " (deflated Sharpe ratio).");
    if (!Double.isNaN(chance)) {
      text.add(
          "Had every stretch of the data been as likely to go the other way, the best of all would"
              + " have done as well with probability "
              + rounded(chance)
              + ": what chance does more often than in one case of ten is called luck.");
    }
    if (!Double.isNaN(pbo)) {
      text.add(
          "Chosen on one half of the data, the best is in the worse half on the other with"
              + " probability "
              + rounded(pbo)
              + " (probability of back-test overfitting; 0.5 is pure chance).");
    }
    if (deflatedSharpe >= 0.95 && pbo >= 0.5) {
      text.add(
          "The choice between the trials adds nothing: most of them do about as well. If there is"
              + " an edge it is the strategy's, or that of the whole span.");
    }
    text.add(
        "After the haircut for multiple tests a Sharpe ratio of "
            + rounded(haircutSharpe)
            + " is left.");
    if (minimumYears > years) {
      text.add(
          "With so many independent trials, data of "
              + rounded(minimumYears)
              + " years would be needed for such a ratio to mean anything; these are "
              + rounded(years)
              + " years.");
    }
    if (ledger.studies() + ledger.runs() > 1) {
      text.add(
          "The count holds "
              + ledger.sources()
              + " of this strategy on these data; every trial is charged to every result.");
    }
    return new OverfittingVerdict(
        conclusion,
        sharpe,
        trials,
        expectedBest,
        deflatedSharpe,
        chance,
        overfitting,
        haircutSharpe,
        minimumYears,
        years,
        text);
  }

  static String rounded(double value) {
    return Double.isNaN(value)
        ? "undefined"
        : BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}

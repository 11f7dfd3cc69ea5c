package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.CrossValidation;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.OverfittingVerdict;
import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.StudyExplanation;
import dev.tradewind.engine.optimize.StudyResult;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.simulation.SimulationResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a finished study found, and what that is worth. Undefined numbers are null.
 *
 * @param exhausted whether the sampler had no more to propose
 * @param best the best trial with its run on all data
 * @param pareto numbers of the trials that no other one beats in every objective
 * @param recommended what to use, and why
 * @param verdict what the best is worth after everything that was tried
 * @param ledger all that was ever tried on these data with this strategy
 * @param explanation which parameters matter, and where good sets lie
 * @param evaluated how trials were evaluated, in a sentence
 * @param crossValidation of the sets; null where it was not asked for
 */
record StudySummary(
    boolean exhausted,
    Best best,
    List<Long> pareto,
    Recommended recommended,
    Verdict verdict,
    Ledger ledger,
    Explanation explanation,
    String evaluated,
    @Nullable Validated crossValidation) {

  /** The best trial. */
  record Best(
      long trial,
      Map<String, String> parameters,
      List<@Nullable Double> objectives,
      Map<String, @Nullable Double> statistics,
      @Nullable Double deflatedSharpe,
      @Nullable Double pbo,
      @Nullable Double haircutSharpe,
      @Nullable Double minimumYears,
      String resultHash) {}

  /** What to use; trial and parameters are null where nothing is recommended. */
  record Recommended(@Nullable Long trial, @Nullable Map<String, String> parameters, String why) {}

  /**
   * The conclusion, first in one word, then in sentences.
   *
   * @param chance probability that the best of the trials does so well without any skill
   */
  record Verdict(
      String level,
      List<String> sentences,
      @Nullable Double expectedBestSharpe,
      @Nullable Double chance,
      @Nullable Double lossProbability,
      @Nullable Double degradation,
      @Nullable Double years) {}

  /**
   * Why it found what it found.
   *
   * @param explained part of the variance that the model behind the shares explains
   * @param plateau part of its advantage over the median set that the neighbours of the best keep
   */
  record Explanation(
      @Nullable Double explained,
      @Nullable Double plateau,
      List<Importance> importance,
      List<Interaction> interactions,
      List<Region> regions) {}

  /** A parameter: what is lost without it, what it explains alone, and the mean at its values. */
  record Importance(
      String parameter,
      double permutation,
      double share,
      List<String> values,
      List<@Nullable Double> means) {}

  /** What two parameters explain together beyond what they explain singly. */
  record Interaction(String first, String second, double share) {}

  /** A region of good sets. */
  record Region(
      long trial,
      Map<String, String> centre,
      int size,
      @Nullable Double mean,
      @Nullable Double kept,
      Map<String, String> low,
      Map<String, String> high) {}

  /** Trials so far: those of studies, and single runs. */
  record Ledger(int trials, int studies, @Nullable Integer runs) {}

  /**
   * What combinatorial purged cross-validation found. Ratios are of a year, of daily returns.
   *
   * @param inSample mean ratio of what was chosen, where it was chosen
   * @param mean of the paths
   * @param deviation of the paths
   * @param deciles of the paths, from the least to the greatest
   * @param lossShare part of the paths that lost
   * @param worseHalf part of the splits in which what was chosen was in the worse half in the test
   */
  record Validated(
      int days,
      int sets,
      @Nullable Double inSample,
      @Nullable Double mean,
      @Nullable Double deviation,
      List<Double> deciles,
      double lossShare,
      double worseHalf,
      List<String> sentences,
      List<ValidatedPath> paths,
      List<ValidatedSplit> splits) {
    static Validated of(CrossValidation all) {
      return new Validated(
          all.days(),
          all.sets(),
          orNull(all.inSample()),
          orNull(all.mean()),
          orNull(all.deviation()),
          all.deciles(),
          all.lossShare(),
          all.worseHalf(),
          all.sentences(),
          all.paths().stream()
              .map(
                  each ->
                      new ValidatedPath(
                          orNull(each.sharpe()), each.totalReturn(), each.maxDrawdown()))
              .toList(),
          all.splits().stream().map(ValidatedSplit::of).toList());
    }
  }

  /** A whole path out of sample. */
  record ValidatedPath(@Nullable Double sharpe, double totalReturn, double maxDrawdown) {}

  /** A split: the groups tested, what was chosen on the others, and its rank in the test. */
  record ValidatedSplit(
      List<Integer> tested,
      @Nullable Map<String, String> parameters,
      @Nullable Double inSample,
      @Nullable Double outOfSample,
      @Nullable Double rank) {
    static ValidatedSplit of(CrossValidation.Choice choice) {
      ParameterSet set = choice.parameters();
      return new ValidatedSplit(
          choice.tested(),
          set == null ? null : set.texts(),
          orNull(choice.inSample()),
          orNull(choice.outOfSample()),
          orNull(choice.rank()));
    }
  }

  static StudySummary of(
      StudyResult study,
      Trial best,
      SimulationResult run,
      OverfittingVerdict verdict,
      LedgerEntry.Total total,
      StudyExplanation explanation,
      String evaluated,
      @Nullable CrossValidation validated) {
    Map<String, @Nullable Double> statistics = new LinkedHashMap<>();
    run.statistics().forEach(each -> statistics.put(each.key(), orNull(each.value())));
    return new StudySummary(
        study.exhausted(),
        new Best(
            best.number(),
            best.parameters().texts(),
            objectives(best),
            statistics,
            orNull(verdict.deflatedSharpe()),
            orNull(verdict.overfitting().probability()),
            orNull(verdict.haircutSharpe()),
            orNull(verdict.minimumYears()),
            run.resultHash()),
        study.pareto().stream().map(Trial::number).toList(),
        new Recommended(
            explanation.recommended().map(Trial::number).orElse(null),
            explanation.recommended().map(each -> each.parameters().texts()).orElse(null),
            explanation.why()),
        new Verdict(
            verdict.level().name().toLowerCase(Locale.ROOT),
            verdict.sentences(),
            orNull(verdict.expectedBest()),
            orNull(verdict.chance()),
            orNull(verdict.overfitting().lossProbability()),
            orNull(verdict.overfitting().degradation()),
            orNull(verdict.years())),
        new Ledger(total.trials(), total.studies(), total.runs()),
        explanation(explanation),
        evaluated,
        validated == null ? null : Validated.of(validated));
  }

  private static Explanation explanation(StudyExplanation all) {
    return new Explanation(
        orNull(all.explained()),
        orNull(all.plateau()),
        all.parameters().stream()
            .map(
                each ->
                    new Importance(
                        each.parameter(),
                        each.permutation(),
                        each.share(),
                        each.values(),
                        StudyView.finite(each.means())))
            .toList(),
        all.interactions().stream()
            .map(each -> new Interaction(each.first(), each.second(), each.share()))
            .toList(),
        all.regions().stream()
            .map(
                each ->
                    new Region(
                        each.centre().number(),
                        each.centre().parameters().texts(),
                        each.size(),
                        orNull(each.mean()),
                        orNull(each.kept()),
                        each.low(),
                        each.high()))
            .toList());
  }

  private static List<@Nullable Double> objectives(Trial trial) {
    @Nullable Double[] values = new @Nullable Double[trial.objectives()];
    for (int k = 0; k < values.length; k++) {
      values[k] = orNull(trial.objective(k));
    }
    return Arrays.asList(values);
  }

  static @Nullable Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}

package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WalkForwardMatrix;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a walk found and proved. Undefined numbers are null.
 *
 * @param windows in time order
 * @param statistics of all proofs together
 * @param efficiency growth of the proofs over that of the searches
 * @param stability of each parameter
 * @param verdict what the proofs are worth
 * @param curve equity of the proofs, which are one simulation
 * @param resultHash of that simulation
 * @param matrix the walk with windows of other lengths; null where there is none
 */
record WalkSummary(
    List<WalkWindow> windows,
    Map<String, @Nullable Double> statistics,
    @Nullable Double efficiency,
    List<WalkStability> stability,
    WalkVerdict verdict,
    TrialCurve curve,
    String resultHash,
    @Nullable WalkMatrix matrix) {

  /** A search and its proof; the parameters are null where no trial kept the constraints. */
  record WalkWindow(
      Instant inSampleFrom,
      Instant inSampleTo,
      Instant outOfSampleFrom,
      Instant outOfSampleTo,
      int trials,
      @Nullable Map<String, String> parameters,
      @Nullable Double objective,
      @Nullable Double inSampleGrowth,
      @Nullable Double outOfSampleGrowth,
      @Nullable Double outOfSampleReturn,
      @Nullable Double outOfSampleSharpe) {}

  /** How a parameter changed from window to window, as parts of its range. */
  record WalkStability(
      String parameter,
      List<String> values,
      @Nullable Double dispersion,
      @Nullable Double drift,
      @Nullable Double held) {}

  /** The conclusion, first in one word, then in sentences. */
  record WalkVerdict(
      String level, List<String> sentences, @Nullable Double deflatedSharpe, int walks) {}

  /**
   * The walk with windows of other lengths, row by row.
   *
   * @param inSample the rows
   * @param outOfSample the columns
   * @param passing part of the cells that pass
   * @param centre index of the cell around which most pass; null where none passes
   * @param sentences what they say together
   */
  record WalkMatrix(
      List<String> inSample,
      List<String> outOfSample,
      List<MatrixCell> cells,
      @Nullable Double passing,
      @Nullable Integer centre,
      List<String> sentences) {
    static WalkMatrix of(WalkForwardMatrix all) {
      return new WalkMatrix(
          all.inSample().stream().map(WindowRule.Length::text).toList(),
          all.outOfSample().stream().map(WindowRule.Length::text).toList(),
          all.cells().stream().map(MatrixCell::of).toList(),
          StudySummary.orNull(all.passing()),
          all.centre().orElse(null),
          all.sentences());
    }
  }

  /**
   * A walk of the matrix.
   *
   * @param gaining part of the windows that gain in the proof
   * @param held mean over the parameters of the part of steps that stay near
   * @param passes whether the proofs grow, with an efficiency of a half, and half the windows gain
   * @param neighboursPassing part of the cells next to it, itself included, that pass
   * @param problem why not one window fits; null if one does
   */
  record MatrixCell(
      String inSample,
      String outOfSample,
      int windows,
      int trials,
      @Nullable Double totalReturn,
      @Nullable Double sharpe,
      @Nullable Double maxDrawdown,
      @Nullable Double efficiency,
      @Nullable Double gaining,
      @Nullable Double held,
      boolean passes,
      @Nullable Double neighboursPassing,
      @Nullable String problem) {
    static MatrixCell of(WalkForwardMatrix.Cell cell) {
      WalkForward.Result result = cell.result();
      return new MatrixCell(
          cell.rule().inSample().text(),
          cell.rule().outOfSample().text(),
          result == null ? 0 : result.windows().size(),
          result == null ? 0 : result.trials(),
          statistic(result, "totalReturn"),
          statistic(result, "sharpe"),
          statistic(result, "maxDrawdown"),
          result == null ? null : StudySummary.orNull(result.efficiency()),
          StudySummary.orNull(cell.gaining()),
          StudySummary.orNull(cell.held()),
          cell.isPassing(),
          StudySummary.orNull(cell.neighboursPassing()),
          cell.problem());
    }

    private static @Nullable Double statistic(WalkForward.@Nullable Result result, String name) {
      return result == null
          ? null
          : StudySummary.orNull(result.statistics().getOrDefault(name, Double.NaN));
    }
  }

  static WalkSummary of(
      WalkForward.Result result, WalkForward.Verdict verdict, @Nullable WalkForwardMatrix matrix) {
    Map<String, @Nullable Double> statistics = new LinkedHashMap<>();
    result.statistics().forEach((name, value) -> statistics.put(name, StudySummary.orNull(value)));
    return new WalkSummary(
        result.windows().stream().map(WalkSummary::window).toList(),
        statistics,
        StudySummary.orNull(result.efficiency()),
        result.stability().stream()
            .map(
                each ->
                    new WalkStability(
                        each.name(),
                        each.values(),
                        StudySummary.orNull(each.dispersion()),
                        StudySummary.orNull(each.drift()),
                        StudySummary.orNull(each.held())))
            .toList(),
        new WalkVerdict(
            verdict.level().name().toLowerCase(Locale.ROOT),
            verdict.sentences(),
            StudySummary.orNull(verdict.deflatedSharpe()),
            verdict.walks()),
        TrialCurve.of(0, result.run(), result.windows().getFirst().outFrom()),
        result.run().resultHash(),
        matrix == null ? null : WalkMatrix.of(matrix));
  }

  private static WalkWindow window(WalkForward.WindowResult each) {
    ParameterSet set = each.parameters();
    return new WalkWindow(
        Times.ofMicros(each.inFrom()),
        Times.ofMicros(each.inTo()),
        Times.ofMicros(each.outFrom()),
        Times.ofMicros(each.outTo()),
        each.trials(),
        set == null ? null : set.texts(),
        StudySummary.orNull(each.objective()),
        StudySummary.orNull(each.inSampleGrowth()),
        StudySummary.orNull(each.outOfSampleGrowth()),
        StudySummary.orNull(each.outOfSampleReturn()),
        StudySummary.orNull(each.outOfSampleSharpe()));
  }
}

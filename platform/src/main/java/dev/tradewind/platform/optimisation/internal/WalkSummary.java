package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.WalkForward;
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
 */
record WalkSummary(
    List<WalkWindow> windows,
    Map<String, @Nullable Double> statistics,
    @Nullable Double efficiency,
    List<WalkStability> stability,
    WalkVerdict verdict,
    TrialCurve curve,
    String resultHash) {

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

  static WalkSummary of(WalkForward.Result result, WalkForward.Verdict verdict) {
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
        result.run().resultHash());
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

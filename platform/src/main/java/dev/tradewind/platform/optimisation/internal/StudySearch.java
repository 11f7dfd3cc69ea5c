package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.engine.optimize.CrossValidation;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.OverfittingVerdict;
import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyCancelledException;
import dev.tradewind.engine.optimize.StudyExplanation;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyResult;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.TrialState;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.store.TrialLedger;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Searches over all bars, and judges what was found. */
@Component
final class StudySearch {
  private static final int MOST_CURVES = 5;

  private final StudyTable table;
  private final TrialTable trials;
  private final CurveTable curves;
  private final Pace pace;
  private final StudyRunners runners;
  private final TrialLedger ledger;

  StudySearch(
      StudyTable table,
      TrialTable trials,
      CurveTable curves,
      Pace pace,
      StudyRunners runners,
      PlatformSettings settings) {
    this.table = table;
    this.trials = trials;
    this.curves = curves;
    this.pace = pace;
    this.runners = runners;
    this.ledger = new TrialLedger(settings.home().root());
  }

  JobOutcome run(StudyRun run) throws IOException {
    CheckedStudy request = run.request();
    SimulationEvaluator evaluator =
        new SimulationEvaluator(
            run.input(),
            request.strategy(),
            request.fixed(),
            request.config(),
            request.statistics(),
            run.scope());
    Searched searched;
    try (StudyRunners.Opened opened =
        run.row().request().isSpark() ? runners.cluster(run) : runners.local(evaluator)) {
      searched = search(run, opened);
    } catch (ClusterException e) {
      return StudyRunners.lost(e, table.find(run.id()), run.plan().trials());
    }
    if (searched.study().best().isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, searched.study().whyNoBest());
    }
    return judge(run, searched, evaluator);
  }

  /** What was found, and how trials were evaluated. */
  private record Searched(StudyResult study, String how) {}

  private Searched search(StudyRun run, StudyRunners.Opened opened) {
    StudyTable.Row row = run.row();
    StudyPlan plan = run.plan();
    List<Trial> known = trials.known(row.id(), 0, plan, row);
    pace.start(row.id(), known.size(), plan.trials());
    try (TrialWriter writer =
        new TrialWriter(
            batch -> trials.insert(row.id(), 0, row.parameters(), row.statistics(), batch))) {
      StudyResult study =
          Study.run(
              plan,
              opened.runner(),
              known,
              new StudyListener() {
                @Override
                public void onTrial(Trial trial) {
                  writer.add(trial);
                }

                @Override
                public boolean onProgress(long done, long total) {
                  pace.at(row.id(), done);
                  return run.progress(done, total);
                }
              });
      return new Searched(study, opened.how().get());
    } finally {
      pace.end(row.id());
    }
  }

  private JobOutcome judge(StudyRun run, Searched searched, SimulationEvaluator evaluator)
      throws IOException {
    StudyResult study = searched.study();
    Trial best = study.best().orElseThrow();
    String family = run.row().strategy();
    String dataHash = run.barsHash();
    List<LedgerEntry> entries = ledger.charge(List.of(LedgerEntry.of(dataHash, family, study)));
    LedgerEntry.Total total = LedgerEntry.total(entries, dataHash, family);
    SimulationResult simulated = evaluator.simulate(best.parameters());
    OverfittingVerdict verdict = OverfittingVerdict.of(study, simulated, total);
    if (!run.job().progress(StudyRun.SEARCHING, "judging")) {
      throw new StudyCancelledException("stopped");
    }
    StudySummary summary =
        StudySummary.of(
            study,
            best,
            simulated,
            verdict,
            total,
            StudyExplanation.of(study, verdict.level()),
            searched.how(),
            run.request()
                .validation()
                .map(rule -> validate(rule, study, evaluator, run.job()))
                .orElse(null));
    List<TrialCurve> shown = curves(study, best, simulated, evaluator);
    return new JobOutcome(
        JobStatus.DONE,
        null,
        () -> {
          table.finish(run.id(), summary);
          trials.markPareto(run.id(), summary.pareto());
          curves.replace(run.id(), shown);
        });
  }

  /** Curves of the best sets, the best first. */
  private static List<TrialCurve> curves(
      StudyResult study, Trial best, SimulationResult simulated, SimulationEvaluator evaluator) {
    Map<Long, TrialCurve> shown = new LinkedHashMap<>();
    shown.put(best.number(), TrialCurve.of(best.number(), simulated));
    study.trials().stream()
        .filter(Trial::isCandidate)
        .sorted(Trial.BEST_FIRST)
        .filter(distinct())
        .limit(MOST_CURVES)
        .filter(each -> each.number() != best.number())
        .forEach(
            each ->
                shown.put(
                    each.number(),
                    TrialCurve.of(each.number(), evaluator.simulate(each.parameters()))));
    return List.copyOf(shown.values());
  }

  private static CrossValidation validate(
      CrossValidation.Rule rule, StudyResult study, SimulationEvaluator evaluator, JobRun job) {
    List<ParameterSet> sets =
        study.trials().stream()
            .filter(each -> each.state() != TrialState.FAILED)
            .map(Trial::parameters)
            .distinct()
            .toList();
    return CrossValidation.of(
        rule,
        sets,
        evaluator,
        Runtime.getRuntime().availableProcessors(),
        new StudyListener() {
          @Override
          public boolean onProgress(long done, long total) {
            return job.progress(
                StudyRun.SEARCHING, "cross-validating set " + done + " of " + total);
          }
        });
  }

  private static Predicate<Trial> distinct() {
    Set<ParameterSet> seen = new HashSet<>();
    return each -> seen.add(each.parameters());
  }
}

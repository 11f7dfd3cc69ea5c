package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.engine.market.BarSeries;
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
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WalkForwardMatrix;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.simulation.LedgerOverflowException;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.research.SavedStrategies;
import dev.tradewind.platform.shared.FieldProblem;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.TrialLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs a study from the trials it has. Trials are stored as they come, so that whatever moment the
 * process ends at, the next start evaluates what is missing and gives the same table.
 */
@Component
final class StudyHandler implements JobHandler {
  private static final int MOST_CURVES = 5;
  private static final double SEARCHING = 0.95;

  private final StudyTable table;
  private final TrialTable trials;
  private final CurveTable curves;
  private final MarketData market;
  private final SavedFeatures features;
  private final SavedStrategies strategies;
  private final Calendars calendars;
  private final Pace pace;
  private final StudyRunners runners;
  private final TrialLedger ledger;

  StudyHandler(
      StudyTable table,
      TrialTable trials,
      CurveTable curves,
      MarketData market,
      SavedFeatures features,
      SavedStrategies strategies,
      Calendars calendars,
      Pace pace,
      StudyRunners runners,
      PlatformSettings settings) {
    this.table = table;
    this.trials = trials;
    this.curves = curves;
    this.market = market;
    this.features = features;
    this.strategies = strategies;
    this.calendars = calendars;
    this.pace = pace;
    this.runners = runners;
    this.ledger = new TrialLedger(settings.home().root());
  }

  @Override
  public JobKind kind() {
    return JobKind.STUDY;
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<StudyTable.Row> row = table.find(run.subjectId());
    if (row.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the study was deleted");
    }
    try {
      return run(row.get(), run);
    } catch (ProblemException e) {
      String all = e.errors().stream().map(FieldProblem::message).collect(Collectors.joining("; "));
      return JobOutcome.of(JobStatus.FAILED, all.isEmpty() ? e.getMessage() : all);
    } catch (StudyCancelledException e) {
      return JobOutcome.of(JobStatus.CANCELLED, "stopped; it goes on where it was when resumed");
    } catch (IllegalArgumentException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    } catch (LedgerOverflowException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger of trials cannot be written", e);
    }
  }

  private JobOutcome run(StudyTable.Row row, JobRun run) throws IOException {
    StudyRequest.Checked request =
        row.request().check(strategies.catalog(), market.catalogue(), runners.hasCluster());
    List<BarSeries> series = new ArrayList<>();
    for (String instrument : request.instruments()) {
      BarSeries span =
          market
              .bars(instrument, request.timeframe())
              .map(all -> span(all, request.from(), request.to()))
              .orElse(null);
      if (span == null || span.size() == 0) {
        return JobOutcome.of(
            JobStatus.FAILED,
            "there are no bars of " + instrument + " " + request.timeframe() + " in that span");
      }
      series.add(span);
    }
    String dataHash = SimulationEvaluator.dataHash(series);
    StudyPlan plan = request.on(dataHash);
    if (row.planId() != null && !row.planId().equals(plan.id())) {
      return JobOutcome.of(
          JobStatus.FAILED,
          "bars, strategy or version have changed since this study was started, so it cannot be"
              + " resumed; start a new one");
    }
    table.begin(row.id(), plan.id(), dataHash);
    RunScope scope = new RunScope(features.scope(), calendars::of);
    if (request.windows().isPresent()) {
      return walk(row, request, series, plan, dataHash, scope, run);
    }
    SimulationEvaluator evaluator =
        new SimulationEvaluator(
            series,
            request.strategy(),
            request.fixed(),
            request.config(),
            request.statistics(),
            scope);
    Searched searched;
    try (StudyRunners.Opened opened =
        row.request().isSpark()
            ? runners.cluster(
                request,
                series,
                assumptions(row),
                scope,
                () -> run.progress(0, "waiting for the cluster"))
            : runners.local(evaluator)) {
      searched = search(row, plan, opened, run);
    } catch (ClusterException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    }
    if (searched.study().best().isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, searched.study().whyNoBest());
    }
    return judge(row.id(), request, searched, evaluator, dataHash, run);
  }

  private static Map<String, String> assumptions(StudyTable.Row row) {
    Map<String, String> given = row.request().assumptions();
    return given == null ? Map.of() : given;
  }

  static BarSeries span(BarSeries all, @Nullable Instant from, @Nullable Instant to) {
    return from == null && to == null
        ? all
        : all.between(
            from == null ? Long.MIN_VALUE : Times.micros(from),
            to == null ? Long.MAX_VALUE : Times.micros(to));
  }

  /** What was found, and how trials were evaluated. */
  private record Searched(StudyResult study, String how) {}

  private Searched search(
      StudyTable.Row row, StudyPlan plan, StudyRunners.Opened opened, JobRun run) {
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
                  return run.progress(
                      SEARCHING * done / total, "trial " + done + " of at most " + total);
                }
              });
      return new Searched(study, opened.how().get());
    } finally {
      pace.end(row.id());
    }
  }

  private JobOutcome judge(
      UUID id,
      StudyRequest.Checked request,
      Searched searched,
      SimulationEvaluator evaluator,
      String dataHash,
      JobRun run)
      throws IOException {
    StudyResult study = searched.study();
    Trial best = study.best().orElseThrow();
    String family = table.find(id).map(StudyTable.Row::strategy).orElseThrow();
    List<LedgerEntry> entries = ledger.charge(List.of(LedgerEntry.of(dataHash, family, study)));
    LedgerEntry.Total total = LedgerEntry.total(entries, dataHash, family);
    SimulationResult simulated = evaluator.simulate(best.parameters());
    OverfittingVerdict verdict = OverfittingVerdict.of(study, simulated, total);
    if (!run.progress(SEARCHING, "judging")) {
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
            request.validation().isEmpty()
                ? null
                : validate(request.validation().get(), study, evaluator, run));
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
    return new JobOutcome(
        JobStatus.DONE,
        null,
        () -> {
          table.finish(id, summary);
          trials.markPareto(id, summary.pareto());
          curves.replace(id, List.copyOf(shown.values()));
        });
  }

  private JobOutcome walk(
      StudyTable.Row row,
      StudyRequest.Checked request,
      List<BarSeries> series,
      StudyPlan plan,
      String dataHash,
      RunScope scope,
      JobRun run)
      throws IOException {
    WindowRule rule = request.windows().orElseThrow();
    int windows;
    try {
      windows = rule.windows(series.getFirst()).size();
      if (request.matrix().isPresent()) {
        windows = WalkForwardMatrix.windows(request.matrix().get().rules(), series.getFirst());
      }
    } catch (IllegalArgumentException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    }
    table.plan(row.id(), (long) windows * plan.trials());
    WalkForward.Search search =
        new WalkForward.Search(
            plan.space(), plan.goals(), plan.sampler(), plan.trials(), plan.batch(), plan.seed());
    WalkForward walk =
        new WalkForward(series, request.strategy(), request.fixed(), request.config(), scope);
    pace.start(row.id(), row.done(), (long) windows * plan.trials());
    @Nullable WalkForwardMatrix matrix = null;
    WalkForward.Result result;
    int workers = Runtime.getRuntime().availableProcessors();
    try (WindowWriter writer = new WindowWriter(row)) {
      if (request.matrix().isPresent()) {
        matrix =
            WalkForwardMatrix.walk(
                walk,
                series.getFirst(),
                request.matrix().get(),
                search,
                workers,
                told(row.id(), run),
                writer);
        result = Objects.requireNonNull(matrix.cells().getFirst().result());
      } else {
        result = walk.run(rule, search, workers, told(row.id(), run), writer);
      }
    } finally {
      pace.end(row.id());
    }
    String family = "walk-forward of " + row.strategy();
    List<LedgerEntry> walks = new ArrayList<>();
    if (matrix == null) {
      walks.addAll(entries(request, rule, dataHash, family, result));
    } else {
      for (WalkForwardMatrix.Cell each : matrix.cells()) {
        if (each.result() != null) {
          walks.addAll(entries(request, each.rule(), dataHash, family, each.result()));
        }
      }
    }
    WalkForward.Verdict verdict =
        result.verdict(LedgerEntry.total(ledger.charge(walks), dataHash, family));
    WalkSummary summary = WalkSummary.of(result, verdict, matrix);
    return new JobOutcome(JobStatus.DONE, null, () -> table.finish(row.id(), summary));
  }

  /** What a walk adds to the ledger: its trials, and itself. */
  private static List<LedgerEntry> entries(
      StudyRequest.Checked request,
      WindowRule rule,
      String dataHash,
      String family,
      WalkForward.Result result) {
    String id = request.on(dataHash, rule).id();
    return List.of(
        new LedgerEntry(
            dataHash, LedgerEntry.family(request.strategy().id()), id, result.trials(), 0, 0, 0),
        result.ledgerEntry(dataHash, LedgerEntry.family(family), id));
  }

  private StudyListener told(UUID id, JobRun run) {
    return new StudyListener() {
      @Override
      public boolean onProgress(long done, long total) {
        pace.at(id, done);
        return run.progress(SEARCHING * done / total, "trial " + done + " of at most " + total);
      }
    };
  }

  private static CrossValidation validate(
      CrossValidation.Rule rule, StudyResult study, SimulationEvaluator evaluator, JobRun run) {
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
            return run.progress(SEARCHING, "cross-validating set " + done + " of " + total);
          }
        });
  }

  /** Keeps the trials of the windows, one window after another. */
  private final class WindowWriter implements WalkForward.Keeper, AutoCloseable {
    private final StudyTable.Row row;
    private int window;
    private @Nullable TrialWriter writer;

    WindowWriter(StudyTable.Row row) {
      this.row = row;
    }

    @Override
    public List<Trial> known(int next, StudyPlan plan) {
      close();
      window = next;
      writer =
          new TrialWriter(
              batch -> trials.insert(row.id(), next, row.parameters(), row.statistics(), batch));
      return trials.known(row.id(), next, plan, row);
    }

    @Override
    public void onTrial(int of, Trial trial) {
      TrialWriter open = writer;
      if (open == null || of != window) {
        throw new IllegalStateException("trial of window " + of + " came in window " + window);
      }
      open.add(trial);
    }

    @Override
    public void close() {
      TrialWriter open = writer;
      if (open != null) {
        open.close();
      }
    }
  }

  private static Predicate<Trial> distinct() {
    Set<ParameterSet> seen = new HashSet<>();
    return each -> seen.add(each.parameters());
  }

  @Override
  public void statusChanged(Job job) {
    String error = job.status() == JobStatus.DONE ? null : job.message();
    table.status(
        job.subjectId(), job.status(), job.status().isFinal() ? error : null, job.finishedAt());
  }
}

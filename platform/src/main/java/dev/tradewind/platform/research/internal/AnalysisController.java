package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.robustness.Basis;
import dev.tradewind.engine.robustness.Check;
import dev.tradewind.engine.robustness.Doubt;
import dev.tradewind.engine.robustness.Verdict;
import dev.tradewind.engine.statistics.MeanTest;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Examines and verifies stored runs, and shows the verdict. */
@RestController
class AnalysisController {
  private static final String PATH = "/api/v1/analyses";
  private static final int SHOWN = 20;

  private final AnalysisTable table;
  private final BacktestTable backtests;
  private final ResultTable results;
  private final Backtests strategies;
  private final TrialCounts trials;
  private final Jobs jobs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final Clock clock;
  private final JsonMapper json;

  AnalysisController(
      AnalysisTable table,
      BacktestTable backtests,
      ResultTable results,
      Backtests strategies,
      TrialCounts trials,
      Jobs jobs,
      Idempotency idempotency,
      Audit audit,
      PlatformSettings settings,
      JsonMapper json) {
    this.table = table;
    this.backtests = backtests;
    this.results = results;
    this.strategies = strategies;
    this.trials = trials;
    this.jobs = jobs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.clock = settings.clock();
    this.json = json;
  }

  /** How strictly to compare: {@code strict} (default), {@code warn} or {@code trust}. */
  record RunVerificationRequest(@Nullable String mode) {}

  /** An analysis or verification of a run; {@code verification} is null for checks. */
  record AnalysisView(
      String id,
      String backtestId,
      List<String> checks,
      JobStatus status,
      double progress,
      @Nullable String message,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable Verification verification) {}

  /** A reason for doubt, the number that makes it one and its strength among the others. */
  record ReasonView(String code, Doubt.Kind kind, double value, double strength, String words) {}

  /** The verdict in words, and all reasons for doubt, the strongest first. */
  record VerdictView(Verdict.Level level, String words, List<ReasonView> reasons) {}

  /** A check of a run; the report is null until it was made. */
  record RobustnessCheckView(
      String check, String title, @Nullable Instant madeAt, @Nullable CheckDocument report) {}

  /**
   * All that is known of how far a result can be trusted.
   *
   * @param trials what was tried by now on the same bars
   */
  record RobustnessView(
      VerdictView verdict,
      List<RobustnessCheckView> checks,
      @Nullable AnalysisView verification,
      ResultDocument.Trials trials) {}

  @PostMapping("/api/v1/backtests/{id}/analyses")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<AnalysisView> createAnalysis(
      @PathVariable String id,
      @RequestBody AnalysisRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return submit(id, request.check(), json.writeValueAsString(request), key);
  }

  @PostMapping("/api/v1/backtests/{id}/verifications")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<AnalysisView> createVerification(
      @PathVariable String id,
      @RequestBody RunVerificationRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return submit(
        id, AnalysisRequest.verification(request.mode()), json.writeValueAsString(request), key);
  }

  private ResponseEntity<AnalysisView> submit(
      String id, AnalysisRequest.Checked request, String fingerprint, @Nullable String key) {
    BacktestTable.Row backtest = finished(id);
    return idempotency.accepted(
        key,
        id + " " + fingerprint,
        PATH,
        AnalysisView.class,
        () -> {
          UUID analysis = UUID.randomUUID();
          table.insert(analysis, backtest.id(), request, clock.instant());
          String what = request.mode() == null ? "Analysis of " : "Verification of ";
          jobs.submit(JobKind.ANALYSIS, analysis, what + backtest.request().name());
          audit.note(
              request.mode() == null ? "backtest.analyse" : "backtest.verify", analysis.toString());
          return new Idempotency.Created<>(analysis, view(table.find(analysis).orElseThrow()));
        });
  }

  private BacktestTable.Row backtest(String id) {
    return backtests
        .find(Ids.parse("backtest", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such backtest"));
  }

  private BacktestTable.Row finished(String id) {
    BacktestTable.Row row = backtest(id);
    if (row.status() != JobStatus.DONE) {
      throw ProblemException.conflict("the backtest has no result; it is " + row.status());
    }
    return row;
  }

  private AnalysisTable.Row row(String id) {
    return table
        .find(Ids.parse("analysis", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such analysis"));
  }

  private AnalysisView view(AnalysisTable.Row row) {
    boolean ended = row.status().isFinal();
    Optional<Job> job = ended ? Optional.empty() : jobs.ofSubject(row.id());
    return new AnalysisView(
        row.id().toString(),
        row.backtest().toString(),
        row.request().checks().stream().map(Check::code).toList(),
        row.status(),
        ended ? 1 : job.map(Job::progress).orElse(0.0),
        ended ? row.message() : job.map(Job::message).orElse(null),
        row.createdAt(),
        row.finishedAt(),
        row.verification());
  }

  @GetMapping("/api/v1/backtests/{id}/analyses")
  @Allow(Allow.To.READERS)
  Page<AnalysisView> analyses(@PathVariable String id) {
    return Page.whole(table.ofBacktest(backtest(id).id(), SHOWN).stream().map(this::view).toList());
  }

  @GetMapping("/api/v1/analyses/{id}")
  @Allow(Allow.To.READERS)
  AnalysisView analysis(@PathVariable String id) {
    return view(row(id));
  }

  @PostMapping("/api/v1/analyses/{id}/cancel")
  @Allow(Allow.To.WRITERS)
  AnalysisView cancelAnalysis(@PathVariable String id) {
    AnalysisTable.Row row = row(id);
    if (!jobs.cancel(row.id())) {
      throw ProblemException.conflict("the analysis has ended already: " + row(id).status());
    }
    audit.note("backtest.analyse.cancel", id);
    return view(row(id));
  }

  @GetMapping("/api/v1/backtests/{id}/robustness")
  @Allow(Allow.To.READERS)
  RobustnessView robustness(@PathVariable String id) {
    BacktestTable.Row row = finished(id);
    List<AnalysisTable.Report> reports = table.reports(row.id());
    ResultDocument document =
        results
            .document(row.id())
            .orElseThrow(() -> ProblemException.conflict("the backtest has no result"));
    double[] days = results.curve(row.id()).map(Curve::dailyReturns).orElse(new double[0]);
    TrialCount counted = trials.now(row, document, days);
    Verdict verdict =
        Verdict.of(
            basis(row, document, days),
            reports.stream().map(each -> each.document().judged()).toList(),
            Optional.of(counted.forVerdict()));
    return new RobustnessView(
        new VerdictView(
            verdict.level(),
            verdict.words(),
            verdict.reasons().stream()
                .map(
                    each ->
                        new ReasonView(
                            each.doubt().code(),
                            each.doubt().kind(),
                            each.value(),
                            each.strength(),
                            each.words()))
                .toList()),
        List.of(Check.values()).stream()
            .sorted(Comparator.naturalOrder())
            .map(check -> checkView(check, reports))
            .toList(),
        table.verified(row.id()).map(this::view).orElse(null),
        ResultDocument.Trials.of(counted));
  }

  private static RobustnessCheckView checkView(Check check, List<AnalysisTable.Report> reports) {
    return reports.stream()
        .filter(each -> each.document().check().equals(check.code()))
        .findFirst()
        .map(
            each ->
                new RobustnessCheckView(
                    check.code(), check.title(), each.madeAt(), each.document()))
        .orElse(new RobustnessCheckView(check.code(), check.title(), null, null));
  }

  private Basis basis(BacktestTable.Row row, ResultDocument document, double[] days) {
    Map<String, @Nullable Double> statistics = document.statistics();
    int tunable =
        strategies
            .strategies()
            .find(row.request().strategy())
            .map((StrategyDescriptor each) -> Basis.tunable(each))
            .orElse(row.request().parameters().size());
    return new Basis(
        number(statistics.get("totalReturn")),
        number(statistics.get("buyAndHoldReturn")),
        Math.toIntExact(results.countTrips(row.id())),
        days.length,
        tunable,
        number(statistics.get("probabilisticSharpe")),
        MeanTest.neweyWest(days).pValue(),
        number(statistics.get("costShare")));
  }

  private static double number(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}

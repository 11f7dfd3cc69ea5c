package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.SamplerFactory;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.research.SavedStrategies;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.search.SearchSamplers;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Creates, lists, shows, stops, resumes and deletes studies. */
@RestController
@RequestMapping("/api/v1/studies")
class StudyController {
  private static final String PATH = "/api/v1/studies";

  private final StudyTable table;
  private final CurveTable curves;
  private final SavedStrategies strategies;
  private final MarketData market;
  private final Pace pace;
  private final Jobs jobs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;
  private final boolean hasCluster;

  StudyController(
      StudyTable table,
      CurveTable curves,
      SavedStrategies strategies,
      MarketData market,
      Pace pace,
      Jobs jobs,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json,
      StudyRunners runners,
      PlatformSettings settings) {
    this.table = table;
    this.curves = curves;
    this.strategies = strategies;
    this.market = market;
    this.pace = pace;
    this.jobs = jobs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
    this.clock = settings.clock();
    this.hasCluster = runners.hasCluster();
  }

  /** A study with what was asked for and, once it is done, what it found. */
  record StudyDetail(
      String id,
      JobStatus status,
      double progress,
      StudyView study,
      StudyRequest request,
      List<String> statistics,
      @Nullable String planId,
      @Nullable String dataHash,
      @Nullable StudySummary summary,
      @Nullable WalkSummary walk) {}

  /** A sampler for a form. */
  record SamplerView(String name, String description) {}

  /**
   * What a form offers.
   *
   * @param runners local, and spark where the operator has named a cluster
   */
  record StudyOptions(List<SamplerView> samplers, List<String> statistics, List<String> runners) {}

  /** Curves of the best trials. */
  record Curves(List<TrialCurve> curves) {}

  @GetMapping("/options")
  @Allow(Allow.To.READERS)
  StudyOptions studyOptions() {
    return new StudyOptions(
        SearchSamplers.all().stream().map(StudyController::sampler).toList(),
        StudyCheck.statistics(),
        hasCluster ? List.of(StudyRequest.LOCAL, StudyRequest.SPARK) : List.of(StudyRequest.LOCAL));
  }

  private static SamplerView sampler(SamplerFactory factory) {
    return new SamplerView(factory.name(), factory.description());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<StudyView> createStudy(
      @RequestBody StudyRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    CheckedStudy checked = request.check(strategies.catalog(), market, hasCluster);
    StudyRequest kept = request.of(checked);
    return idempotency.accepted(
        key,
        json.writeValueAsString(request),
        PATH,
        StudyView.class,
        () -> {
          UUID id = UUID.randomUUID();
          table.insert(id, kept, checked, clock.instant());
          jobs.submit(JobKind.STUDY, id, "Study " + checked.name());
          audit.note("study.create", id.toString());
          return new Idempotency.Created<>(id, view(row(id.toString())));
        });
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<StudyView> studies(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String q) {
    int size = Cursor.limit(limit);
    Map<String, Object> params = new HashMap<>();
    String where = "true";
    if (q != null && !q.isBlank()) {
      where = "(s.name ILIKE :q OR s.strategy ILIKE :q)";
      params.put("q", "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    }
    long total = table.count(where, params);
    Cursor after = Cursor.decode(cursor);
    if (after != null) {
      where +=
          " AND ((extract(epoch FROM s.created_at) * 1000000)::bigint::double precision,"
              + " s.id::text) < (:afterKey, :afterId)";
      params.put("afterKey", after.key());
      params.put("afterId", after.id());
    }
    List<StudyTable.Row> rows = table.newest(where, params, size + 1);
    boolean more = rows.size() > size;
    List<StudyTable.Row> shown = more ? rows.subList(0, size) : rows;
    StudyTable.@Nullable Row last = more ? shown.getLast() : null;
    return new Page<>(
        shown.stream().map(this::view).toList(),
        last == null
            ? null
            : new Cursor(Times.micros(last.createdAt()), last.id().toString()).encode(),
        total);
  }

  private StudyView view(StudyTable.Row row) {
    Optional<Job> job = row.status().isFinal() ? Optional.empty() : jobs.ofSubject(row.id());
    return StudyView.of(row, job, pace.of(row.id()));
  }

  private StudyTable.Row row(String id) {
    return table
        .find(Ids.parse("study", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such study"));
  }

  @GetMapping("/{id}")
  @Allow(Allow.To.READERS)
  StudyDetail study(@PathVariable String id) {
    StudyTable.Row row = row(id);
    StudyView view = view(row);
    return new StudyDetail(
        view.id(),
        view.status(),
        view.progress(),
        view,
        row.request(),
        row.statistics(),
        row.planId(),
        row.dataHash(),
        table.summary(row.id()).orElse(null),
        table.walk(row.id()).orElse(null));
  }

  @GetMapping("/{id}/curves")
  @Allow(Allow.To.READERS)
  Curves studyCurves(@PathVariable String id) {
    return new Curves(curves.of(row(id).id()));
  }

  @PostMapping("/{id}/stop")
  @Allow(Allow.To.WRITERS)
  StudyView stopStudy(@PathVariable String id) {
    StudyTable.Row row = row(id);
    if (!jobs.cancel(row.id())) {
      throw ProblemException.conflict("the study has ended already: " + row(id).status());
    }
    audit.note("study.stop", id);
    return view(row(id));
  }

  /** Goes on with a study that was stopped, cut off or failed, from the trials it has. */
  @PostMapping("/{id}/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  @Transactional
  public StudyView resumeStudy(@PathVariable String id) {
    StudyTable.Row row = row(id);
    if (!row.status().isFinal()) {
      throw ProblemException.conflict("the study is not stopped, it is " + row.status());
    }
    if (row.status() == JobStatus.DONE) {
      throw ProblemException.conflict("the study is done");
    }
    table.status(row.id(), JobStatus.QUEUED, null, null);
    jobs.submit(JobKind.STUDY, row.id(), "Study " + row.name());
    audit.note("study.resume", id);
    return view(row(id));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteStudy(@PathVariable String id) {
    UUID study = row(id).id();
    if (!table.delete(study)) {
      throw ProblemException.conflict("the study is still running; stop it first");
    }
    audit.note("study.delete", id);
  }
}

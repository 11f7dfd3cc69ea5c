package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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

/** Starts, lists, shows and cancels builds of features. */
@RestController
@RequestMapping("/api/v1/feature-builds")
class BuildController {
  private static final String PATH = "/api/v1/feature-builds";

  private final Builds builds;
  private final BuildTable table;
  private final MarketData market;
  private final Jobs jobs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  BuildController(
      Builds builds,
      BuildTable table,
      MarketData market,
      Jobs jobs,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.builds = builds;
    this.table = table;
    this.market = market;
    this.jobs = jobs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /**
   * What to build: everything, or one instrument, or one timeframe. With {@code rebuild} also what
   * is up to date is computed again, and then verified.
   */
  record BuildRequest(
      @Nullable String instrument, @Nullable String timeframe, @Nullable Boolean rebuild) {
    /** The same with the canonical timeframe; refuses what is not stored. */
    BuildRequest check(MarketData market) {
      Problems problems = new Problems();
      String code =
          timeframe == null
              ? null
              : problems
                  .parse("timeframe", timeframe, () -> Timeframe.parse(timeframe))
                  .map(Timeframe::code)
                  .orElse(null);
      problems.throwIfAny();
      boolean any =
          market.catalogue().stream()
              .filter(each -> instrument == null || each.instrument().id().equals(instrument))
              .anyMatch(each -> code == null || each.timeframe().code().equals(code));
      if (!any && (instrument != null || code != null)) {
        throw ProblemException.field(
            instrument == null ? "timeframe" : "instrument",
            instrument == null ? code : instrument,
            "no such bars are stored; import them first, or choose one of GET /api/v1/series");
      }
      return new BuildRequest(instrument, code, rebuild);
    }
  }

  /** A build; {@code result} is null until it is done. */
  record BuildView(
      String id,
      BuildTable.Cause cause,
      @Nullable String instrument,
      @Nullable String timeframe,
      boolean rebuild,
      JobStatus status,
      double progress,
      @Nullable String message,
      BuildTable.@Nullable Result result,
      Instant createdAt,
      @Nullable Instant finishedAt) {
    static BuildView of(BuildTable.Row row, Optional<Job> job) {
      return new BuildView(
          row.id().toString(),
          row.cause(),
          row.instrument(),
          row.timeframe(),
          row.rebuild(),
          row.status(),
          row.status().isFinal() ? 1 : job.map(Job::progress).orElse(0.0),
          row.status().isFinal() ? row.message() : job.map(Job::message).orElse(null),
          row.result(),
          row.createdAt(),
          row.finishedAt());
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<BuildView> createFeatureBuild(
      @RequestBody BuildRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    BuildRequest checked = request.check(market);
    return idempotency.accepted(
        key,
        json.writeValueAsString(request),
        PATH,
        BuildView.class,
        () -> {
          BuildTable.Row row =
              builds.create(
                  BuildTable.Cause.REQUEST,
                  checked.instrument(),
                  checked.timeframe(),
                  Boolean.TRUE.equals(checked.rebuild()));
          audit.note("feature.build", row.id().toString());
          return new Idempotency.Created<>(row.id(), BuildView.of(row, Optional.empty()));
        });
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<BuildView> featureBuilds(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Cursor.limit(limit);
    List<BuildTable.Row> rows = table.runs().page(Cursor.decode(cursor), size + 1);
    List<BuildTable.Row> shown = rows.subList(0, Math.min(size, rows.size()));
    return new Page<>(
        shown.stream().map(this::view).toList(),
        rows.size() > size
            ? RunTable.cursor(shown.getLast().createdAt(), shown.getLast().id()).encode()
            : null,
        table.runs().count());
  }

  private BuildView view(BuildTable.Row row) {
    return BuildView.of(row, row.status().isFinal() ? Optional.empty() : jobs.ofSubject(row.id()));
  }

  private BuildTable.Row row(String id) {
    return table
        .runs()
        .find(Ids.parse("build", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such build"));
  }

  @GetMapping("/{id}")
  @Allow(Allow.To.READERS)
  BuildView featureBuild(@PathVariable String id) {
    return view(row(id));
  }

  @PostMapping("/{id}/cancel")
  @Allow(Allow.To.WRITERS)
  BuildView cancelFeatureBuild(@PathVariable String id) {
    BuildTable.Row row = row(id);
    if (!jobs.cancel(row.id())) {
      throw ProblemException.conflict("the build has ended already: " + row(id).status());
    }
    audit.note("feature.build.cancel", id);
    return view(row(id));
  }
}

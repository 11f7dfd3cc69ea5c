package dev.tradewind.platform.features.internal;

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

/** Starts, lists, shows and cancels verifications of the feature store. */
@RestController
@RequestMapping("/api/v1/feature-verifications")
class VerificationController {
  private static final String PATH = "/api/v1/feature-verifications";

  private final Nights nights;
  private final VerificationTable table;
  private final Definitions definitions;
  private final MarketData market;
  private final Jobs jobs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  VerificationController(
      Nights nights,
      VerificationTable table,
      Definitions definitions,
      MarketData market,
      Jobs jobs,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.nights = nights;
    this.table = table;
    this.definitions = definitions;
    this.market = market;
    this.jobs = jobs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /** What to verify: everything that is not narrowed; {@code sample} is a share of the columns. */
  record VerificationRequest(
      @Nullable String instrument,
      @Nullable String timeframe,
      @Nullable String feature,
      @Nullable Double sample,
      @Nullable Long seed) {}

  /** A verification; counts and findings are null until it is done. */
  record VerificationView(
      String id,
      VerificationTable.Cause cause,
      @Nullable String instrument,
      @Nullable String timeframe,
      @Nullable String feature,
      double sample,
      long seed,
      JobStatus status,
      double progress,
      @Nullable String message,
      @Nullable Long columns,
      @Nullable Long values,
      @Nullable Long mismatchCount,
      @Nullable List<VerificationTable.Found> mismatches,
      Instant createdAt,
      @Nullable Instant finishedAt) {
    static VerificationView of(
        VerificationTable.Row row,
        Optional<Job> job,
        @Nullable List<VerificationTable.Found> mismatches) {
      boolean ended = row.status().isFinal();
      return new VerificationView(
          row.id().toString(),
          row.cause(),
          row.scope().instrument(),
          row.scope().timeframe(),
          row.scope().feature(),
          row.scope().sample(),
          row.scope().seed(),
          row.status(),
          ended ? 1 : job.map(Job::progress).orElse(0.0),
          ended ? row.message() : job.map(Job::message).orElse(null),
          row.columns(),
          row.bars(),
          row.mismatches(),
          mismatches,
          row.createdAt(),
          row.finishedAt());
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<VerificationView> createFeatureVerification(
      @RequestBody VerificationRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    VerificationTable.Scope scope = check(request);
    return idempotency.accepted(
        key,
        json.writeValueAsString(request),
        PATH,
        VerificationView.class,
        () -> {
          VerificationTable.Row row = nights.create(VerificationTable.Cause.REQUEST, scope);
          audit.note("feature.verify", row.id().toString());
          return new Idempotency.Created<>(
              row.id(), VerificationView.of(row, Optional.empty(), null));
        });
  }

  private VerificationTable.Scope check(VerificationRequest request) {
    BuildController.BuildRequest series =
        new BuildController.BuildRequest(request.instrument(), request.timeframe(), null)
            .check(market);
    if (request.feature() != null && definitions.catalogue().find(request.feature()).isEmpty()) {
      throw ProblemException.field(
          "feature", request.feature(), "there is no such feature; see GET /api/v1/features");
    }
    double sample = request.sample() == null ? 1 : request.sample();
    if (!(sample > 0 && sample <= 1)) {
      throw ProblemException.field(
          "sample", Double.toString(sample), "sample must be in (0, 1], was " + sample);
    }
    return new VerificationTable.Scope(
        series.instrument(),
        series.timeframe(),
        request.feature(),
        sample,
        request.seed() == null ? 0 : request.seed());
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<VerificationView> featureVerifications(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Cursor.limit(limit);
    List<VerificationTable.Row> rows = table.runs().page(Cursor.decode(cursor), size + 1);
    List<VerificationTable.Row> shown = rows.subList(0, Math.min(size, rows.size()));
    return new Page<>(
        shown.stream().map(row -> view(row, false)).toList(),
        rows.size() > size
            ? RunTable.cursor(shown.getLast().createdAt(), shown.getLast().id()).encode()
            : null,
        table.runs().count());
  }

  private VerificationView view(VerificationTable.Row row, boolean whole) {
    boolean ended = row.status().isFinal();
    return VerificationView.of(
        row,
        ended ? Optional.empty() : jobs.ofSubject(row.id()),
        whole && row.mismatches() != null ? table.mismatches(row.id()) : null);
  }

  private VerificationTable.Row row(String id) {
    return table
        .runs()
        .find(Ids.parse("verification", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such verification"));
  }

  @GetMapping("/{id}")
  @Allow(Allow.To.READERS)
  VerificationView featureVerification(@PathVariable String id) {
    return view(row(id), true);
  }

  @PostMapping("/{id}/cancel")
  @Allow(Allow.To.WRITERS)
  VerificationView cancelFeatureVerification(@PathVariable String id) {
    VerificationTable.Row row = row(id);
    if (!jobs.cancel(row.id())) {
      throw ProblemException.conflict("the verification has ended already: " + row(id).status());
    }
    audit.note("feature.verify.cancel", id);
    return view(row(id), true);
  }
}

package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Times;
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

/** Starts, lists, shows and cancels generations of signals. */
@RestController
@RequestMapping("/api/v1/signal-generations")
class GenerationController {
  private static final String PATH = "/api/v1/signal-generations";

  private final Generations generations;
  private final GenerationTable table;
  private final DefinitionTable definitions;
  private final Jobs jobs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  GenerationController(
      Generations generations,
      GenerationTable table,
      DefinitionTable definitions,
      Jobs jobs,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.generations = generations;
    this.table = table;
    this.definitions = definitions;
    this.jobs = jobs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /**
   * What to generate: everything, or one definition, instrument or timeframe; {@code afresh}: all
   * signals, not only those on bars that changed.
   */
  record GenerationRequest(
      @Nullable String definition,
      @Nullable String instrument,
      @Nullable String timeframe,
      @Nullable Boolean afresh) {}

  /** A generation; {@code result} is null until it is done. */
  record GenerationView(
      String id,
      GenerationTable.Cause cause,
      @Nullable String definition,
      @Nullable String instrument,
      @Nullable String timeframe,
      boolean afresh,
      JobStatus status,
      double progress,
      @Nullable String message,
      GenerationTable.@Nullable GenerationResult result,
      Instant createdAt,
      @Nullable Instant finishedAt) {
    static GenerationView of(GenerationTable.Row row, Optional<Job> job) {
      boolean ended = row.status().isFinal();
      return new GenerationView(
          row.id().toString(),
          row.cause(),
          row.definition(),
          row.instrument(),
          row.timeframe(),
          row.afresh(),
          row.status(),
          ended ? 1 : job.map(Job::progress).orElse(0.0),
          ended ? row.message() : job.map(Job::message).orElse(null),
          row.result(),
          row.createdAt(),
          row.finishedAt());
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<GenerationView> createSignalGeneration(
      @RequestBody GenerationRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    Generations.Scope scope = check(request);
    return idempotency.accepted(
        key,
        json.writeValueAsString(request),
        PATH,
        GenerationView.class,
        () -> {
          GenerationTable.Row row =
              generations.create(
                  GenerationTable.Cause.REQUEST, scope, Boolean.TRUE.equals(request.afresh()));
          audit.note("signal.generate", row.id().toString());
          return new Idempotency.Created<>(row.id(), GenerationView.of(row, Optional.empty()));
        });
  }

  private Generations.Scope check(GenerationRequest request) {
    String name = request.definition();
    if (name != null) {
      Definition row =
          definitions
              .find(name, null)
              .filter(Definition::inUse)
              .orElseThrow(
                  () -> ProblemException.field("definition", name, "no such signal definition"));
      if (!row.active()) {
        throw ProblemException.conflict("signal " + name + " is not active; activate it first");
      }
    }
    Problems problems = new Problems();
    String code = request.timeframe();
    String timeframe =
        code == null
            ? null
            : problems
                .parse("timeframe", code, () -> Timeframe.parse(code))
                .map(Timeframe::code)
                .orElse(null);
    problems.throwIfAny();
    return new Generations.Scope(name, request.instrument(), timeframe);
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<GenerationView> signalGenerations(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Cursor.limit(limit);
    List<GenerationTable.Row> rows = table.page(Cursor.decode(cursor), size + 1);
    List<GenerationTable.Row> shown = rows.subList(0, Math.min(size, rows.size()));
    return new Page<>(
        shown.stream().map(this::view).toList(),
        rows.size() > size
            ? new Cursor(Times.micros(shown.getLast().createdAt()), shown.getLast().id().toString())
                .encode()
            : null,
        table.count());
  }

  private GenerationView view(GenerationTable.Row row) {
    return GenerationView.of(
        row, row.status().isFinal() ? Optional.empty() : jobs.ofSubject(row.id()));
  }

  private GenerationTable.Row row(String id) {
    return table
        .find(Ids.parse("generation", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such generation"));
  }

  @GetMapping("/{id}")
  @Allow(Allow.To.READERS)
  GenerationView signalGeneration(@PathVariable String id) {
    return view(row(id));
  }

  @PostMapping("/{id}/cancel")
  @Allow(Allow.To.WRITERS)
  GenerationView cancelSignalGeneration(@PathVariable String id) {
    GenerationTable.Row row = row(id);
    if (!jobs.cancel(row.id())) {
      throw ProblemException.conflict("the generation has ended already: " + row(id).status());
    }
    audit.note("signal.generation.cancel", id);
    return view(row(id));
  }
}

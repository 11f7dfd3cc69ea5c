package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.Attachment;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.export.FeatureExport;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts, lists, shows, downloads, cancels and deletes exports of features. */
@RestController
@RequestMapping("/api/v1/feature-exports")
class ExportController {
  private static final String PATH = "/api/v1/feature-exports";
  private static final int MAX_FEATURES = 200;

  private final ExportTable table;
  private final Exports exports;
  private final Columns columns;
  private final ExportedLabels labels;
  private final Definitions definitions;
  private final Jobs jobs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  ExportController(
      ExportTable table,
      Exports exports,
      Columns columns,
      ExportedLabels labels,
      Definitions definitions,
      Jobs jobs,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json,
      PlatformSettings settings) {
    this.table = table;
    this.exports = exports;
    this.columns = columns;
    this.labels = labels;
    this.definitions = definitions;
    this.jobs = jobs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
    this.clock = settings.clock();
  }

  /**
   * What to write; without {@code features} all that are in use and built. {@code labels} are
   * columns behind them, such as {@code forward_return(5, log)}, {@code direction(5, 0.01)}, {@code
   * trend_scanning(5, 20)} and {@code triple_barrier(2, 1, 20)}, the last with the expressions
   * {@code volatility} and {@code side}; on prices adjusted for splits unless {@code rawPrices}.
   */
  record ExportRequest(
      @Nullable String instrument,
      @Nullable String timeframe,
      @Nullable List<String> features,
      @Nullable String from,
      @Nullable String to,
      @Nullable String asOf,
      @Nullable Boolean filled,
      @Nullable String format,
      @Nullable List<String> labels,
      @Nullable String volatility,
      @Nullable String side,
      @Nullable Boolean rawPrices) {}

  /** An export; {@code manifest} tells definitions, versions and hashes once it is done. */
  record ExportView(
      String id,
      String instrument,
      String timeframe,
      List<String> features,
      List<String> labels,
      String format,
      JobStatus status,
      double progress,
      @Nullable String message,
      @Nullable Long bytes,
      @Nullable JsonNode manifest,
      Instant createdAt,
      @Nullable Instant finishedAt) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<ExportView> createFeatureExport(
      @RequestBody ExportRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    ExportTable.Request checked = check(request);
    return idempotency.accepted(
        key,
        json.writeValueAsString(request),
        PATH,
        ExportView.class,
        () -> {
          UUID id = UUID.randomUUID();
          table.insert(id, checked, clock.instant());
          jobs.submit(
              JobKind.FEATURE_EXPORT,
              id,
              "Export features of " + checked.instrument() + " " + checked.code());
          audit.note("feature.export", id.toString());
          return new Idempotency.Created<>(id, view(table.runs().find(id).orElseThrow(), false));
        });
  }

  private ExportTable.Request check(ExportRequest request) {
    Window window =
        new Window.Asked(
                request.instrument(),
                request.timeframe(),
                request.from(),
                request.to(),
                request.asOf(),
                null)
            .check();
    String format = request.format() == null ? "csv" : request.format();
    FeatureExport.Format known =
        Arrays.stream(FeatureExport.Format.values())
            .filter(each -> each.name().equalsIgnoreCase(format))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemException.field(
                        "format",
                        format,
                        Suggestion.unknown("format", format, List.of("csv", "parquet", "arrow"))));
    List<FeatureVersion> features = features(request.features(), window);
    return new ExportTable.Request(
        window.instrument(),
        window.timeframe().code(),
        features,
        window.fromMicros(),
        window.toMicros(),
        window.asOf().orElse(null),
        request.filled() == null || request.filled(),
        known,
        labels(request, window, features));
  }

  private ExportedLabels.Wanted labels(
      ExportRequest request, Window window, List<FeatureVersion> features) {
    Problems problems = new Problems();
    ExportedLabels.Wanted wanted =
        labels.check(
            new ExportedLabels.Wanted(
                request.labels() == null ? List.of() : request.labels(),
                request.volatility(),
                request.side(),
                Boolean.TRUE.equals(request.rawPrices())),
            window.timeframe(),
            features.stream().map(FeatureVersion::name).toList(),
            problems);
    problems.throwIfAny();
    return wanted;
  }

  private List<FeatureVersion> features(@Nullable List<String> names, Window window) {
    List<FeatureVersion> features = new ArrayList<>();
    if (names == null || names.isEmpty()) {
      for (Catalogue.Entry entry : definitions.catalogue().entries()) {
        FeatureVersion each =
            new FeatureVersion(entry.definition().name(), entry.definition().version());
        if (columns.find(key(window, each)).isPresent()) {
          features.add(each);
        }
      }
      if (features.isEmpty()) {
        throw ProblemException.field("features", null, "no feature is built for these bars");
      }
      return features;
    }
    if (names.size() > MAX_FEATURES || names.stream().distinct().count() < names.size()) {
      throw ProblemException.field(
          "features", null, "features must be at most " + MAX_FEATURES + " different names");
    }
    for (String name : names) {
      FeatureVersion each = columns.version(name, null);
      columns.require(key(window, each));
      features.add(each);
    }
    return features;
  }

  private static FeatureKey key(Window window, FeatureVersion feature) {
    return new FeatureKey(window.instrument(), window.timeframe(), feature);
  }

  private ExportView view(ExportTable.Row row, boolean whole) {
    boolean ended = row.status().isFinal();
    Optional<Job> job = ended ? Optional.empty() : jobs.ofSubject(row.id());
    return new ExportView(
        row.id().toString(),
        row.request().instrument(),
        row.request().code(),
        row.request().features().stream().map(FeatureVersion::name).toList(),
        row.request().wantedLabels().texts(),
        row.request().format().name().toLowerCase(Locale.ROOT),
        row.status(),
        ended ? 1 : job.map(Job::progress).orElse(0.0),
        ended ? row.message() : job.map(Job::message).orElse(null),
        row.bytes(),
        whole && row.manifest() != null ? json.readTree(row.manifest()) : null,
        row.createdAt(),
        row.finishedAt());
  }

  private ExportTable.Row row(String id) {
    return table
        .runs()
        .find(Ids.parse("export", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such export"));
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<ExportView> featureExports(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Cursor.limit(limit);
    List<ExportTable.Row> rows = table.runs().page(Cursor.decode(cursor), size + 1);
    List<ExportTable.Row> shown = rows.subList(0, Math.min(size, rows.size()));
    return new Page<>(
        shown.stream().map(row -> view(row, false)).toList(),
        rows.size() > size
            ? RunTable.cursor(shown.getLast().createdAt(), shown.getLast().id()).encode()
            : null,
        table.runs().count());
  }

  @GetMapping("/{id}")
  @Allow(Allow.To.READERS)
  ExportView featureExport(@PathVariable String id) {
    return view(row(id), true);
  }

  @GetMapping("/{id}/file")
  @Allow(Allow.To.READERS)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  void featureExportFile(@PathVariable String id, HttpServletResponse response) throws IOException {
    ExportTable.Row row = row(id);
    Path file = exports.file(row);
    if (row.status() != JobStatus.DONE || !Files.exists(file)) {
      throw ProblemException.conflict("the export has no file: " + row.status());
    }
    String name =
        Attachment.namePart(row.request().instrument())
            + "-"
            + row.request().code()
            + "-features"
            + row.request().format().suffix();
    Attachment.send(response, "application/octet-stream", name, file);
  }

  @PostMapping("/{id}/cancel")
  @Allow(Allow.To.WRITERS)
  ExportView cancelFeatureExport(@PathVariable String id) {
    ExportTable.Row row = row(id);
    if (!jobs.cancel(row.id())) {
      throw ProblemException.conflict("the export has ended already: " + row(id).status());
    }
    audit.note("feature.export.cancel", id);
    return view(row(id), true);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteFeatureExport(@PathVariable String id) {
    if (!exports.delete(row(id))) {
      throw ProblemException.conflict("the export is still running; cancel it first");
    }
    audit.note("feature.export.delete", id);
  }
}

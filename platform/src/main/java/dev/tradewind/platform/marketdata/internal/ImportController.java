package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.operations.UnreadableJsonException;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Uploads files and follows their import. */
@RestController
@RequestMapping("/api/v1/imports")
class ImportController {
  private static final String PATH = "/api/v1/imports";
  private static final int MAX_OPTIONS_BYTES = 64 * 1024;

  private final Imports imports;
  private final ImportTable table;
  private final Uploads uploads;
  private final Jobs jobs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  ImportController(
      Imports imports,
      ImportTable table,
      Uploads uploads,
      Jobs jobs,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.imports = imports;
    this.table = table;
    this.uploads = uploads;
    this.jobs = jobs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /** An import; in lists without report and conflict. */
  record ImportView(
      String id,
      String fileName,
      String instrument,
      @Nullable String timeframe,
      JobStatus status,
      double progress,
      @Nullable String message,
      Instant createdAt,
      @Nullable Instant finishedAt,
      ReportViews.@Nullable Report report,
      ReportViews.@Nullable Conflict conflict) {
    static ImportView of(ImportTable.Row row, Optional<Job> job, boolean whole) {
      boolean running = row.status() == JobStatus.RUNNING;
      double progress = row.status().isFinal() ? 1 : job.map(Job::progress).orElse(0.0);
      return new ImportView(
          row.id().toString(),
          row.fileName(),
          row.instrument(),
          row.timeframe(),
          row.status(),
          progress,
          running ? job.map(Job::message).orElse(null) : row.message(),
          row.createdAt(),
          row.finishedAt(),
          whole ? row.report() : null,
          whole ? row.conflict() : null);
    }
  }

  /** The parts of an upload. */
  record ImportForm(
      @Schema(type = "string", format = "binary") String file, ImportRequest options) {}

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
              schema = @Schema(implementation = ImportForm.class)))
  ResponseEntity<ImportView> createImport(
      @Parameter(hidden = true) HttpServletRequest http,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
      throws IOException, ServletException {
    Part options = part(http, "options");
    Part file = part(http, "file");
    ImportRequest request = options(options);
    imports.check(request);
    String fileName = Uploads.displayName(String.valueOf(file.getSubmittedFileName()));
    MessageDigest digest = sha256();
    String upload;
    try (InputStream in = new DigestInputStream(file.getInputStream(), digest)) {
      upload = uploads.add(fileName, in);
    }
    boolean used = false;
    try {
      String fingerprint =
          HexFormat.of().formatHex(digest.digest()) + "\n" + json.writeValueAsString(request);
      ResponseEntity<ImportView> answer =
          idempotency.accepted(
              key, fingerprint, PATH, ImportView.class, () -> create(request, fileName, upload));
      used = isUsed(answer, upload);
      return answer;
    } finally {
      if (!used) {
        uploads.delete(upload);
      }
    }
  }

  private Idempotency.Created<ImportView> create(
      ImportRequest request, String fileName, String upload) {
    ImportTable.Row row =
        imports.create(request, new Imports.Source(fileName, upload, null, false));
    audit.note("import.create", row.id().toString());
    return new Idempotency.Created<>(row.id(), ImportView.of(row, Optional.empty(), true));
  }

  /** Whether the answer is about this upload and not about an earlier one under the same key. */
  private boolean isUsed(ResponseEntity<ImportView> answer, String upload) {
    ImportView view = answer.getBody();
    return view != null
        && table
            .find(UUID.fromString(view.id()))
            .filter(row -> row.upload().equals(upload))
            .isPresent();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Part part(HttpServletRequest http, String name)
      throws IOException, ServletException {
    try {
      Part part = http.getPart(name);
      if (part == null) {
        throw ProblemException.field(name, null, "the part " + name + " is missing");
      }
      return part;
    } catch (IllegalStateException e) {
      throw new ProblemException(413, "the file is larger than this platform accepts", List.of());
    }
  }

  private ImportRequest options(Part part) throws IOException {
    if (part.getSize() > MAX_OPTIONS_BYTES) {
      throw ProblemException.field("options", null, "options must have at most 64 KiB");
    }
    try (InputStream in = part.getInputStream()) {
      ImportRequest request = json.readValue(in.readAllBytes(), ImportRequest.class);
      if (request == null || request.instrument() == null) {
        throw ProblemException.field("instrument", null, "instrument is required");
      }
      return request;
    } catch (JacksonException e) {
      throw new UnreadableJsonException(e);
    }
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<ImportView> imports(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Cursor.limit(limit);
    List<ImportTable.Row> rows = table.page(Cursor.decode(cursor), size + 1);
    boolean more = rows.size() > size;
    List<ImportTable.Row> shown = more ? rows.subList(0, size) : rows;
    return new Page<>(
        shown.stream().map(row -> view(row, false)).toList(),
        more ? ImportTable.cursor(shown.getLast()).encode() : null,
        table.count());
  }

  private ImportView view(ImportTable.Row row, boolean whole) {
    Optional<Job> job = row.status().isFinal() ? Optional.empty() : jobs.ofSubject(row.id());
    return ImportView.of(row, job, whole);
  }

  @GetMapping("/{id}")
  @Allow(Allow.To.READERS)
  ImportView importById(@PathVariable String id) {
    return table
        .find(Ids.parse("import", id))
        .map(row -> view(row, true))
        .orElseThrow(() -> ProblemException.notFound("there is no such import"));
  }

  @PostMapping("/{id}/cancel")
  @Allow(Allow.To.WRITERS)
  ImportView cancelImport(@PathVariable String id) {
    UUID subject = Ids.parse("import", id);
    ImportView before = importById(id);
    if (!jobs.cancel(subject)) {
      throw ProblemException.conflict("the import has ended already: " + before.status());
    }
    audit.note("import.cancel", id);
    return importById(id);
  }

  @PostMapping("/{id}/replace")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<ImportView> replaceImport(@PathVariable String id) {
    ImportTable.Row row = imports.replace(Ids.parse("import", id));
    audit.note("import.replace", id);
    return ResponseEntity.accepted().body(ImportView.of(row, Optional.empty(), true));
  }
}

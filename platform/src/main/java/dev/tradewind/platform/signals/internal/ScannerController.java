package dev.tradewind.platform.signals.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Lists, shows, adds, edits, removes and runs scanners. */
@RestController
@RequestMapping("/api/v1/scanners")
class ScannerController {
  private static final String PATH = "/api/v1/scanners";
  private static final int SHOWN = 500;

  private final Scanners scanners;
  private final ScannerTable table;
  private final ScannerRun runs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  ScannerController(
      Scanners scanners,
      ScannerTable table,
      ScannerRun runs,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json,
      PlatformSettings settings) {
    this.scanners = scanners;
    this.table = table;
    this.runs = runs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
    this.clock = settings.clock();
  }

  /** One version of a scanner; {@code usedBy} names the signal definitions that use it. */
  record ScannerView(
      String name,
      int version,
      Scanner.Kind kind,
      @Nullable String timeframe,
      String expression,
      List<Scanner.Member> members,
      String description,
      boolean inUse,
      Instant createdAt,
      List<String> usedBy) {}

  /** A scanner with the numbers of all its versions, newest first. */
  record ScannerDetail(ScannerView scanner, List<Integer> versions) {}

  /** Who passes; at most 500 instruments that were looked at are listed, those that pass first. */
  record ScannerResult(
      Instant asOf, int lookedAt, int passing, List<ScannerRun.ScannerCandidate> candidates) {}

  /** A scanner that is not saved, and the moment at which it is tried; now if left out. */
  record ScannerTrial(ScannerRequest scanner, @Nullable String asOf) {}

  private ScannerView view(Scanner row) {
    return new ScannerView(
        row.name(),
        row.version(),
        row.kind(),
        row.timeframe(),
        row.expression(),
        row.members(),
        row.description(),
        row.inUse(),
        row.createdAt(),
        scanners.users(row.name()).stream().map(Definition::name).toList());
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<ScannerView> scanners() {
    return Page.whole(table.inUse().stream().map(this::view).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<ScannerView> createScanner(
      @RequestBody ScannerRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return idempotency.created(
        key,
        json.writeValueAsString(request),
        PATH,
        ScannerView.class,
        () -> {
          Scanner added = scanners.add(request);
          audit.note("scanner.create", added.name());
          return new Idempotency.Created<>(added.name(), view(added));
        });
  }

  @GetMapping("/{name}")
  @Allow(Allow.To.READERS)
  ScannerDetail scanner(
      @PathVariable String name, @RequestParam(required = false) @Nullable Integer version) {
    List<Scanner> versions = table.versions(name);
    Scanner row =
        versions.stream()
            .filter(each -> version == null ? each.inUse() : each.version() == version)
            .findFirst()
            .orElseThrow(Scanners::unknown);
    return new ScannerDetail(view(row), versions.stream().map(Scanner::version).toList());
  }

  @PutMapping("/{name}")
  @Allow(Allow.To.WRITERS)
  ScannerView editScanner(@PathVariable String name, @RequestBody ScannerRequest request) {
    Scanner edited = scanners.edit(name, request);
    audit.note("scanner.edit", name + " version " + edited.version());
    return view(edited);
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteScanner(@PathVariable String name) {
    scanners.remove(name);
    audit.note("scanner.delete", name);
  }

  /** Who passes now, or at a moment as it was known then. */
  @GetMapping("/{name}/run")
  @Allow(Allow.To.READERS)
  ScannerResult runScanner(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(required = false) @Nullable String asOf) {
    Scanner row =
        table.versions(name).stream()
            .filter(each -> version == null ? each.inUse() : each.version() == version)
            .findFirst()
            .orElseThrow(Scanners::unknown);
    return result(row, asOf);
  }

  /** Who would pass a scanner that is not saved. */
  @PostMapping("/preview")
  @Allow(Allow.To.READERS)
  ScannerResult previewScanner(@RequestBody ScannerTrial trial) {
    String name = DefinitionRequest.text(trial.scanner().name());
    return result(
        scanners.checked(name.isEmpty() ? "preview" : name, trial.scanner()), trial.asOf());
  }

  private ScannerResult result(Scanner scanner, @Nullable String asOf) {
    Instant moment = clock.instant();
    if (asOf != null && !asOf.isBlank()) {
      try {
        moment = Times.parse(asOf);
      } catch (IllegalArgumentException e) {
        throw ProblemException.field("asOf", asOf, "asOf " + e.getMessage());
      }
    }
    List<ScannerRun.ScannerCandidate> all = runs.run(scanner, moment);
    return new ScannerResult(
        moment,
        all.size(),
        (int) all.stream().filter(ScannerRun.ScannerCandidate::passes).count(),
        all.subList(0, Math.min(SHOWN, all.size())));
  }
}

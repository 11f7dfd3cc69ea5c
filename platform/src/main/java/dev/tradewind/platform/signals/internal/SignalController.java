package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.signal.Direction;
import dev.tradewind.engine.signal.SignalKind;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.platform.shared.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Lists, shows, exports and tidies signals. */
@RestController
@RequestMapping("/api/v1/signals")
class SignalController {
  private final SignalQuery query;
  private final DefinitionTable definitions;
  private final SignalFiles files;
  private final PastSignals past;
  private final UnusedSignals unused;
  private final Audit audit;

  SignalController(
      SignalQuery query,
      DefinitionTable definitions,
      SignalFiles files,
      PastSignals past,
      UnusedSignals unused,
      Audit audit) {
    this.query = query;
    this.definitions = definitions;
    this.files = files;
    this.past = past;
    this.unused = unused;
    this.audit = audit;
  }

  /** A filter as it stands in an address. */
  record Asked(
      @Nullable String definition,
      @Nullable Integer version,
      @Nullable String instrument,
      @Nullable String kind,
      @Nullable String direction,
      @Nullable String from,
      @Nullable String to) {
    SignalQuery.Filter check() {
      Problems problems = new Problems();
      if (version != null && definition == null) {
        problems.add("version", version.toString(), "a version needs its definition");
      }
      SignalQuery.Filter filter =
          new SignalQuery.Filter(
              blank(definition),
              version,
              blank(instrument),
              one(problems, "kind", kind, SignalKind.values()),
              one(problems, "direction", direction, Direction.values()),
              moment(problems, "from", from),
              moment(problems, "to", to));
      problems.throwIfAny();
      return filter;
    }

    private static @Nullable String blank(@Nullable String text) {
      return text == null || text.isBlank() ? null : text.strip();
    }

    private static <E extends Enum<E>> @Nullable E one(
        Problems problems, String field, @Nullable String text, E[] known) {
      if (blank(text) == null) {
        return null;
      }
      Optional<E> found =
          Arrays.stream(known).filter(each -> each.name().equalsIgnoreCase(text)).findFirst();
      if (found.isEmpty()) {
        problems.add(
            field,
            text,
            Suggestion.unknown(
                field,
                String.valueOf(text),
                Arrays.stream(known).map(each -> each.name().toLowerCase(Locale.ROOT)).toList()));
      }
      return found.orElse(null);
    }

    private static @Nullable Instant moment(
        Problems problems, String field, @Nullable String text) {
      return text == null || text.isBlank()
          ? null
          : problems.parse(field, text, () -> Times.parse(text)).orElse(null);
    }
  }

  /**
   * A signal. {@code partnerBar} is the bar of the exit that closed an entry, or of the entry that
   * an exit closed; strength is null if the definition does not say.
   */
  record SignalView(
      String id,
      String definition,
      int version,
      String instrument,
      String timeframe,
      SignalKind kind,
      Direction direction,
      Instant bar,
      Instant knownAt,
      @Nullable Double strength,
      String hash,
      @Nullable Instant partnerBar,
      Instant recordedAt) {
    static SignalView of(SignalQuery.Row row) {
      Long partner = row.partner();
      return new SignalView(
          SignalId.of(row.id().state(), row.id().bar(), row.id().code()),
          row.definition(),
          row.version(),
          row.instrument(),
          row.timeframe(),
          row.kind(),
          row.direction(),
          Times.ofMicros(row.bar()),
          Times.ofMicros(row.knownAt()),
          Double.isNaN(row.strength()) ? null : row.strength(),
          row.hash(),
          partner == null ? null : Times.ofMicros(partner),
          row.recordedAt());
    }
  }

  /** A value that a signal was decided on; null where it was undefined. */
  record SnapshotValue(String column, @Nullable Double value) {}

  /** A signal with the values it was decided on. */
  record SignalDetail(SignalView signal, List<SnapshotValue> snapshot) {}

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<SignalView> signals(
      @RequestParam(required = false) @Nullable String definition,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(required = false) @Nullable String instrument,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String direction,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    SignalQuery.Filter filter =
        new Asked(definition, version, instrument, kind, direction, from, to).check();
    int size = Cursor.limit(limit);
    List<SignalQuery.Row> rows = query.page(filter, Cursor.decode(cursor), size + 1);
    List<SignalQuery.Row> shown = rows.subList(0, Math.min(size, rows.size()));
    return new Page<>(
        shown.stream().map(SignalView::of).toList(),
        rows.size() > size ? SignalQuery.cursor(shown.getLast()).encode() : null,
        query.count(filter));
  }

  @GetMapping("/{id}")
  @Allow(Allow.To.READERS)
  SignalDetail signal(@PathVariable String id) {
    SignalQuery.Row row =
        query
            .find(SignalId.parse(id))
            .orElseThrow(() -> ProblemException.notFound("there is no such signal"));
    List<String> columns =
        definitions
            .find(row.definition(), row.version())
            .map(Definition::columns)
            .orElse(List.of());
    List<SnapshotValue> snapshot = new ArrayList<>();
    for (int c = 0; c < row.snapshot().size(); c++) {
      double value = row.snapshot().get(c);
      snapshot.add(
          new SnapshotValue(
              c < columns.size() ? columns.get(c) : "column " + (c + 1),
              Double.isFinite(value) ? value : null));
    }
    return new SignalDetail(SignalView.of(row), snapshot);
  }

  /** The signals of one instrument as they would have been at a moment, on what was known then. */
  @GetMapping("/as-of")
  @Allow(Allow.To.READERS)
  PastSignals.SignalsAsOf signalsAsOf(
      @RequestParam String definition,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam String instrument,
      @RequestParam String asOf) {
    Definition row = definitions.find(definition, version).orElseThrow(Definitions::unknown);
    Problems problems = new Problems();
    Optional<Instant> moment = problems.parse("asOf", asOf, () -> Times.parse(asOf));
    problems.throwIfAny();
    return past.of(row, instrument, moment.orElseThrow());
  }

  /** The versions that are not in use any more and have signals. */
  @GetMapping("/unused")
  @Allow(Allow.To.READERS)
  Page<UnusedSignals.UnusedVersion> unusedSignals() {
    return Page.whole(unused.all());
  }

  /** Deletes the signals of versions of a definition that are not in use: of one, or of all. */
  @DeleteMapping("/unused")
  @Allow(Allow.To.WRITERS)
  UnusedSignals.DeletedSignals deleteUnusedSignals(
      @RequestParam String definition, @RequestParam(required = false) @Nullable Integer version) {
    UnusedSignals.DeletedSignals deleted = unused.delete(definition, version);
    audit.note(
        "signal.tidy",
        definition + " " + deleted.versions() + ", " + deleted.signals() + " signals");
    return deleted;
  }

  /** Writes signals of one definition to a file: csv, json or parquet. */
  @GetMapping("/export")
  @Allow(Allow.To.READERS)
  ResponseEntity<StreamingResponseBody> exportSignals(
      @RequestParam String definition,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(required = false) @Nullable String instrument,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String direction,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format)
      throws IOException {
    SignalQuery.Filter filter =
        new Asked(definition, version, instrument, kind, direction, from, to).check();
    Definition row = definitions.find(definition, version).orElseThrow(Definitions::unknown);
    String wanted = format == null ? "csv" : format.toLowerCase(Locale.ROOT);
    if (!SignalFiles.FORMATS.contains(wanted)) {
      throw ProblemException.field(
          "format", format, Suggestion.unknown("format", wanted, SignalFiles.FORMATS));
    }
    Path file = files.write(row, filter, wanted);
    StreamingResponseBody body =
        out -> {
          try {
            Files.copy(file, out);
          } finally {
            Files.deleteIfExists(file);
          }
        };
    return ResponseEntity.ok()
        .contentType(
            switch (wanted) {
              case "csv" -> new MediaType("text", "csv");
              case "json" -> MediaType.APPLICATION_JSON;
              default -> MediaType.APPLICATION_OCTET_STREAM;
            })
        .contentLength(Files.size(file))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"signals-" + row.name() + "." + wanted + "\"")
        .body(body);
  }
}

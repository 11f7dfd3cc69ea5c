package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.engine.feature.OutlierRule;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Page;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/** Lists, shows, adds, edits and removes features. */
@RestController
@RequestMapping("/api/v1/features")
class FeatureController {
  private static final String PATH = "/api/v1/features";

  private final Definitions definitions;
  private final DefinitionTable table;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  FeatureController(
      Definitions definitions,
      DefinitionTable table,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.definitions = definitions;
    this.table = table;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /**
   * One version of a feature; {@code problem} says why it cannot be built, {@code names} which
   * features it names and {@code namedBy} which name it.
   */
  record FeatureView(
      String name,
      int version,
      String expression,
      @Nullable String canonical,
      NullPolicy nullPolicy,
      OutlierRule.Method outlierMethod,
      double outlierThreshold,
      String description,
      boolean seeded,
      boolean active,
      Instant createdAt,
      @Nullable String problem,
      List<String> names,
      List<String> namedBy) {
    static FeatureView of(Definition row, Catalogue catalogue) {
      Optional<Catalogue.Entry> entry =
          catalogue.find(row.name()).filter(each -> each.definition().version() == row.version());
      return new FeatureView(
          row.name(),
          row.version(),
          row.expression(),
          entry
              .filter(each -> each.feature() != null)
              .map(Catalogue.Entry::canonical)
              .orElse(row.canonical()),
          row.nullPolicy(),
          row.outlierMethod(),
          row.outlierThreshold(),
          row.description(),
          row.seeded(),
          row.active(),
          row.createdAt(),
          entry.map(Catalogue.Entry::problem).orElse(null),
          entry.map(each -> List.copyOf(catalogue.namedBy(row.name()))).orElse(List.of()),
          entry.map(each -> catalogue.namersOf(row.name())).orElse(List.of()));
    }
  }

  /** A feature with the numbers of all its versions, newest first. */
  record FeatureDetail(FeatureView feature, List<Integer> versions) {}

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<FeatureView> features(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String q) {
    int size = Cursor.limit(limit);
    Cursor after = Cursor.decode(cursor);
    Catalogue catalogue = definitions.catalogue();
    String wanted = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
    List<Definition> found =
        catalogue.entries().stream()
            .map(Catalogue.Entry::definition)
            .filter(row -> matches(row, wanted))
            .toList();
    List<Definition> rest =
        found.stream()
            .filter(row -> after == null || row.name().compareTo(after.id()) > 0)
            .toList();
    List<Definition> shown = rest.subList(0, Math.min(size, rest.size()));
    return new Page<>(
        shown.stream().map(row -> FeatureView.of(row, catalogue)).toList(),
        rest.size() > size ? new Cursor(0, shown.getLast().name()).encode() : null,
        found.size());
  }

  private static boolean matches(Definition row, String wanted) {
    return (row.name() + "\n" + row.expression() + "\n" + row.description())
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<FeatureView> createFeature(
      @RequestBody FeatureRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return idempotency.created(
        key,
        json.writeValueAsString(request),
        PATH,
        FeatureView.class,
        () -> {
          Definition added = definitions.add(request);
          audit.note("feature.create", added.name());
          return new Idempotency.Created<>(
              added.name(), FeatureView.of(added, definitions.catalogue()));
        });
  }

  @GetMapping("/{name}")
  @Allow(Allow.To.READERS)
  FeatureDetail feature(
      @PathVariable String name, @RequestParam(required = false) @Nullable Integer version) {
    Definition row = definitions.find(name, version).orElseThrow(Definitions::unknown);
    return new FeatureDetail(
        FeatureView.of(row, definitions.catalogue()),
        table.versions(name).stream().map(Definition::version).toList());
  }

  @PutMapping("/{name}")
  @Allow(Allow.To.WRITERS)
  FeatureView editFeature(@PathVariable String name, @RequestBody FeatureRequest request) {
    Definition edited = definitions.edit(name, request);
    audit.note("feature.edit", name + " version " + edited.version());
    return FeatureView.of(edited, definitions.catalogue());
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteFeature(@PathVariable String name) {
    definitions.remove(name);
    audit.note("feature.delete", name);
  }
}

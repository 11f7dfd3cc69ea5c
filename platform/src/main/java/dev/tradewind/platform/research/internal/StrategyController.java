package dev.tradewind.platform.research.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import dev.tradewind.engine.strategy.SizeType;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.plugins.PluginJar;
import dev.tradewind.plugins.PluginJar.PluginEntry;
import dev.tradewind.strategies.DocumentProblem;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.ShippedRules;
import dev.tradewind.strategies.StrategyLibrary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The strategies that can be simulated, and a user's own rules with their versions. */
@RestController
@RequestMapping("/api/v1/strategies")
class StrategyController {
  private static final String PATH = "/api/v1/strategies";

  private final Strategies strategies;
  private final StrategyTable table;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  StrategyController(
      Strategies strategies,
      StrategyTable table,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.strategies = strategies;
    this.table = table;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /** Where a strategy is from. */
  enum Origin {
    /** Written in Java, with the engine. */
    BUILT_IN,
    /** A document that comes with the product. */
    SHIPPED,
    /** The user's own. */
    OWN,
    /** The user's own, read from the folder of documents. */
    FILE,
    /** The user's own, written in Java, from a jar in the folder of plugins. */
    PLUGIN
  }

  /**
   * A strategy; the schema is JSON Schema 2020-12.
   *
   * @param version the newest of a user's own
   * @param problems of its file, if that cannot be read any more; the version is the last good one
   */
  record StrategyView(
      String id,
      String title,
      String description,
      Map<String, Object> parametersSchema,
      Origin origin,
      @Nullable Integer version,
      @Nullable Instant updatedAt,
      List<ProblemView> problems) {}

  /** What is wrong with a document, at its place; from and to are within the field's value. */
  record ProblemView(
      String field,
      int line,
      int column,
      int from,
      int to,
      String message,
      @Nullable String suggestion) {
    static ProblemView of(DocumentProblem problem) {
      return new ProblemView(
          problem.path(),
          problem.line(),
          problem.column(),
          problem.from(),
          problem.to(),
          problem.message(),
          problem.suggestion().orElse(null));
    }
  }

  /** A parameter as written. */
  record ParameterView(
      String name,
      @Nullable String type,
      @JsonProperty("default") @Nullable String byDefault,
      @Nullable String min,
      @Nullable String max,
      @Nullable String step,
      @Nullable String description) {
    static ParameterView of(RuleParameter each) {
      return new ParameterView(
          each.name(),
          each.type(),
          each.byDefault(),
          each.min(),
          each.max(),
          each.step(),
          each.description());
    }

    RuleParameter rule() {
      return new RuleParameter(
          name, text(type), text(byDefault), text(min), text(max), text(step), text(description));
    }

    private static String text(@Nullable String value) {
      return value == null ? "" : value;
    }
  }

  /** A rule as texts by field path. */
  record RuleView(
      Map<String, String> fields,
      @Nullable List<ParameterView> parameters,
      @Nullable List<String> instruments) {
    static RuleView of(RuleDefinition rule) {
      Map<String, String> fields = new LinkedHashMap<>();
      rule.texts().forEach((field, text) -> fields.put(field.path(), text));
      return new RuleView(
          fields, rule.parameters().stream().map(ParameterView::of).toList(), rule.instruments());
    }

    RuleDefinition rule() {
      Map<RuleField, String> texts = new EnumMap<>(RuleField.class);
      fields.forEach(
          (path, text) -> {
            RuleField field =
                RuleField.of(path)
                    .orElseThrow(
                        () ->
                            ProblemException.field(
                                "rule.fields." + path, text, path + " is not a field of a rule"));
            if (!text.isBlank()) {
              texts.put(field, text);
            }
          });
      return new RuleDefinition(
          texts,
          parameters == null ? List.of() : parameters.stream().map(ParameterView::rule).toList(),
          instruments == null ? List.of() : instruments);
    }
  }

  /** A document as text, or a rule by its fields; one of them. */
  record DocumentRequest(@Nullable String document, @Nullable RuleView rule) {
    String text() {
      if ((document == null) == (rule == null)) {
        throw ProblemException.field(
            "document", null, "one of document and rule must be given, not both");
      }
      return rule == null ? String.valueOf(document) : RuleDocuments.toYaml(rule.rule());
    }
  }

  /**
   * What was found in a document.
   *
   * @param document the text to which the places belong
   * @param rule what was read, as far as it could be
   */
  record CheckView(
      boolean valid,
      String document,
      @Nullable RuleView rule,
      @Nullable String hash,
      List<ProblemView> problems) {}

  /** A version in a list; the evidence where its parameters are from a study. */
  record VersionView(
      int version, String hash, Instant createdAt, Origin origin, @Nullable Evidence evidence) {}

  /**
   * A strategy in full.
   *
   * @param document as it was written; {@code null} for what is written in Java
   * @param reference names this version for ever in backtests
   */
  record StrategyDetail(
      String id,
      String title,
      String description,
      Map<String, Object> parametersSchema,
      Origin origin,
      @Nullable Integer version,
      boolean archived,
      @Nullable String document,
      @Nullable RuleView rule,
      @Nullable String hash,
      String reference,
      List<VersionView> versions,
      List<ProblemView> problems) {}

  /** A field of a rule, for forms. */
  record FieldView(
      String path,
      RuleField.Kind kind,
      String description,
      String byDefault,
      List<FieldChoice> choices) {
    /** A word of a choice. */
    record FieldChoice(String value, String description) {}

    static FieldView of(RuleField field) {
      List<FieldChoice> choices = new ArrayList<>();
      if (field == RuleField.SIZE_TYPE) {
        for (SizeType type : SizeType.values()) {
          choices.add(new FieldChoice(type.code(), type.description()));
        }
      } else {
        field.choices().forEach(each -> choices.add(new FieldChoice(each, "")));
      }
      return new FieldView(
          field.path(), field.kind(), field.description(), field.byDefault(), choices);
    }
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<StrategyView> strategies() {
    Map<String, List<ProblemView>> broken = new LinkedHashMap<>();
    strategies
        .refresh()
        .forEach(
            each ->
                broken.put(each.name(), each.problems().stream().map(ProblemView::of).toList()));
    List<StrategyView> all = new ArrayList<>();
    for (StrategyDescriptor each : StrategyLibrary.STANDARD.all()) {
      all.add(
          new StrategyView(
              each.id(),
              each.title(),
              each.description(),
              schema(each),
              origin(each.id()),
              null,
              null,
              List.of()));
    }
    strategies.plugins().forEach(jar -> all.addAll(views(jar)));
    for (StrategyTable.Row row : table.newest()) {
      List<ProblemView> problems = broken.remove(row.name());
      all.add(view(row, problems == null ? List.of() : problems));
    }
    broken.forEach(
        (name, problems) ->
            all.add(new StrategyView(name, name, "", Map.of(), Origin.FILE, null, null, problems)));
    return Page.whole(all);
  }

  private static List<StrategyView> views(PluginJar jar) {
    List<StrategyView> views = new ArrayList<>();
    for (PluginEntry each : jar.strategies()) {
      StrategyDescriptor known = each.descriptor();
      views.add(
          new StrategyView(
              each.name(),
              known.title(),
              known.description(),
              schema(known),
              Origin.PLUGIN,
              null,
              null,
              List.of()));
    }
    if (jar.problem().isPresent()) {
      String file = String.valueOf(jar.path().getFileName());
      ProblemView problem = new ProblemView("", 1, 1, 0, 0, jar.problem().get(), null);
      views.add(
          new StrategyView(file, file, "", Map.of(), Origin.PLUGIN, null, null, List.of(problem)));
    }
    return views;
  }

  private StrategyView view(StrategyTable.Row row, List<ProblemView> problems) {
    Optional<StrategyDescriptor> found =
        RuleDocuments.check(row.rule(), strategies.scope()).rule().map(each -> each);
    return new StrategyView(
        row.name(),
        row.title(),
        found.map(StrategyDescriptor::description).orElse(""),
        found.map(StrategyController::schema).orElse(Map.of()),
        row.origin() == StrategyTable.Origin.FILE ? Origin.FILE : Origin.OWN,
        row.version(),
        row.createdAt(),
        problems);
  }

  private static Origin origin(String id) {
    return ShippedRules.names().contains(id) && BuiltInStrategies.INSTANCE.find(id).isEmpty()
        ? Origin.SHIPPED
        : Origin.BUILT_IN;
  }

  @GetMapping(path = "/schema", produces = MediaType.APPLICATION_JSON_VALUE)
  @Allow(Allow.To.READERS)
  JsonNode strategySchema() {
    return json.readTree(RuleDocuments.schema());
  }

  @GetMapping("/fields")
  @Allow(Allow.To.READERS)
  List<FieldView> strategyFields() {
    return Arrays.stream(RuleField.values()).map(FieldView::of).toList();
  }

  @PostMapping("/check")
  @Allow(Allow.To.READERS)
  CheckView checkStrategy(@RequestBody DocumentRequest request) {
    String text = request.text();
    RuleDocuments.Checked checked = RuleDocuments.check(text, strategies.scope());
    return new CheckView(
        checked.rule().isPresent(),
        text,
        checked.definition().map(RuleView::of).orElse(null),
        checked.rule().map(each -> each.definition().hash()).orElse(null),
        checked.problems().stream().map(ProblemView::of).toList());
  }

  @GetMapping("/{name}")
  @Allow(Allow.To.READERS)
  StrategyDetail strategy(
      @PathVariable String name, @RequestParam(required = false) @Nullable Integer version) {
    Optional<StrategyDescriptor> known =
        name.startsWith("enter ") ? Optional.empty() : StrategyLibrary.STANDARD.find(name);
    if (known.isPresent()) {
      return shipped(known.get());
    }
    Optional<StrategyDetail> plugin =
        strategies.plugin(name).map(each -> plugin(each.getKey(), each.getValue()));
    if (plugin.isPresent()) {
      return plugin.get();
    }
    List<Strategies.BrokenFile> broken = strategies.refresh();
    StrategyTable.Row row =
        (version == null ? table.newest(name) : table.version(name, version))
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        version == null
                            ? "there is no such strategy"
                            : "there is no version " + version + " of that strategy"));
    return detail(
        row,
        broken.stream()
            .filter(each -> each.name().equals(name))
            .flatMap(each -> each.problems().stream())
            .map(ProblemView::of)
            .toList());
  }

  private static StrategyDetail plugin(PluginJar jar, PluginEntry entry) {
    StrategyDescriptor known = entry.descriptor();
    return new StrategyDetail(
        entry.name(),
        known.title(),
        known.description(),
        schema(known),
        Origin.PLUGIN,
        null,
        false,
        null,
        null,
        jar.hash(),
        known.id(),
        List.of(),
        List.of());
  }

  private static StrategyDetail shipped(StrategyDescriptor known) {
    Optional<String> document = ShippedRules.document(known.id());
    Optional<RuleDefinition> rule =
        document.flatMap(
            text -> RuleDocuments.check(text, ExpressionScope.standard()).definition());
    return new StrategyDetail(
        known.id(),
        known.title(),
        known.description(),
        schema(known),
        origin(known.id()),
        null,
        false,
        document.orElse(null),
        rule.map(RuleView::of).orElse(null),
        rule.map(RuleDefinition::hash).orElse(null),
        known.id(),
        List.of(),
        List.of());
  }

  private StrategyDetail detail(StrategyTable.Row row, List<ProblemView> problems) {
    StrategyView view = view(row, problems);
    RuleDocuments.Checked checked = RuleDocuments.check(row.document(), strategies.scope());
    return new StrategyDetail(
        row.name(),
        row.title(),
        view.description(),
        view.parametersSchema(),
        view.origin(),
        row.version(),
        row.archived(),
        row.document(),
        checked.definition().map(RuleView::of).orElse(null),
        row.hash(),
        row.name() + "@" + row.hash().substring(0, 12),
        table.versions(row.name()).stream()
            .map(
                each ->
                    new VersionView(
                        each.version(),
                        each.hash(),
                        each.createdAt(),
                        each.origin() == StrategyTable.Origin.FILE ? Origin.FILE : Origin.OWN,
                        each.evidence()))
            .toList(),
        problems);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<StrategyDetail> createStrategy(
      @RequestBody DocumentRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    String text = request.text();
    return idempotency.created(
        key,
        text,
        PATH,
        StrategyDetail.class,
        () -> {
          StrategyTable.Row row = strategies.save(text, Optional.empty());
          audit.note("strategy.create", row.name());
          return new Idempotency.Created<>(row.name(), detail(row, List.of()));
        });
  }

  @PutMapping("/{name}")
  @Allow(Allow.To.WRITERS)
  StrategyDetail updateStrategy(
      @PathVariable String name,
      @RequestBody DocumentRequest request,
      @RequestParam(required = false) @Nullable Integer version) {
    String text = request.text();
    StrategyTable.Row newest =
        table
            .newest(name)
            .filter(row -> !row.archived())
            .orElseThrow(() -> ProblemException.notFound("there is no such strategy of your own"));
    if (version != null && version != newest.version()) {
      throw ProblemException.conflict(
          "version "
              + newest.version()
              + " was saved meanwhile, this is a change of version "
              + version);
    }
    StrategyTable.Row row = strategies.save(text, Optional.of(name));
    audit.note("strategy.update", name);
    return detail(row, List.of());
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteStrategy(@PathVariable String name) {
    if (!strategies.remove(name)) {
      throw ProblemException.notFound("there is no such strategy of your own");
    }
    audit.note("strategy.delete", name);
  }

  static Map<String, Object> schema(StrategyDescriptor strategy) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (ParameterDefinition parameter : strategy.parameters()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("type", parameter.integer() ? "integer" : "number");
      property.put("title", title(parameter.name()));
      property.put("description", parameter.description());
      property.put("default", parameter.defaultValue());
      property.put("minimum", parameter.min());
      property.put("maximum", parameter.max());
      properties.put(parameter.name(), property);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", strategy.title());
    schema.put("description", strategy.description());
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static String title(String name) {
    String words = name.replace('_', ' ').replaceAll("([a-z])([A-Z])", "$1 $2");
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}

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
import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.plugins.PluginJar;
import dev.tradewind.plugins.PluginJar.PluginEntry;
import dev.tradewind.strategies.DocumentProblem;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.ShippedRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the API shows of strategies, and documents as it takes them. Stateless. */
final class StrategyViews {
  private StrategyViews() {}

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

  /** A strategy that comes with the product. */
  static StrategyView of(StrategyDescriptor known) {
    return new StrategyView(
        known.id(),
        known.title(),
        known.description(),
        schema(known),
        origin(known.id()),
        null,
        null,
        List.of());
  }

  /** The strategies of a jar, and what is wrong with it. */
  static List<StrategyView> of(PluginJar jar) {
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

  /** A strategy of a jar in full. */
  static StrategyDetail plugin(PluginJar jar, PluginEntry entry) {
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

  /** A strategy that comes with the product in full. */
  static StrategyDetail shipped(StrategyDescriptor known) {
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

  private static Origin origin(String id) {
    return ShippedRules.names().contains(id) && BuiltInStrategies.INSTANCE.find(id).isEmpty()
        ? Origin.SHIPPED
        : Origin.BUILT_IN;
  }

  /** The parameters as JSON Schema 2020-12. */
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

package dev.tradewind.strategies;

import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.SizeType;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The JSON Schema of documents, made of the registry of fields. It describes the form; whether an
 * expression means something is the checker's to say.
 */
final class RuleSchema {
  private static final String NAME = "^[a-z][a-z0-9_]{0,62}$";
  private static final String PARAMETER = "^[A-Za-z_][A-Za-z0-9_]{0,63}$";
  private static final String INSTRUMENT = "^[A-Za-z0-9][A-Za-z0-9._/:-]{0,39}$";

  private RuleSchema() {}

  static Map<String, Object> tree() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RuleField field : RuleField.values()) {
      if (field == RuleField.REQUIRE) {
        properties.put("parameters", parameters());
      }
      if (field.group().isEmpty()) {
        properties.put(field.key(), field(field));
      } else {
        groupOf(properties, field.group()).put(field.key(), field(field));
      }
    }
    groupOf(properties, "universe")
        .put(
            "instruments",
            object(
                "type",
                "array",
                "description",
                "The instruments it is meant for.",
                "uniqueItems",
                true,
                "items",
                object("type", "string", "pattern", INSTRUMENT)));
    return object(
        "$schema",
        "https://json-schema.org/draft/2020-12/schema",
        "title",
        "Tradewind rule document",
        "description",
        "A strategy as data. Expressions are those of the expression language; $name is a"
            + " parameter.",
        "type",
        "object",
        "required",
        List.of("name"),
        "additionalProperties",
        false,
        "properties",
        properties);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> groupOf(Map<String, Object> properties, String name) {
    Map<String, Object> group =
        (Map<String, Object>)
            properties.computeIfAbsent(
                name,
                key ->
                    object(
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "properties",
                        new LinkedHashMap<String, Object>()));
    return (Map<String, Object>) group.getOrDefault("properties", Map.of());
  }

  private static Map<String, Object> field(RuleField field) {
    Map<String, Object> schema = new LinkedHashMap<>();
    switch (field.kind()) {
      case NAME -> {
        schema.put("type", "string");
        schema.put("pattern", NAME);
      }
      case TEXT, TIMEFRAME -> schema.put("type", "string");
      case CHOICE -> {
        schema.put("type", "string");
        schema.put("enum", field.choices());
      }
      case CONDITION -> schema.put("type", List.of("string", "boolean"));
      case NUMBER, COUNT -> {
        schema.put(
            "type", List.of("string", field.kind() == RuleField.Kind.COUNT ? "integer" : "number"));
        if (Double.isFinite(field.min())) {
          schema.put("minimum", field.min());
          schema.put("maximum", field.max());
        }
      }
    }
    schema.put("description", description(field));
    if (!field.byDefault().isEmpty()) {
      schema.put("default", field.byDefault());
    }
    return schema;
  }

  private static String description(RuleField field) {
    if (field != RuleField.SIZE_TYPE) {
      return field.description();
    }
    List<String> lines = new ArrayList<>(List.of(field.description()));
    for (SizeType type : SizeType.values()) {
      lines.add(type.code() + ": " + type.description());
    }
    return String.join("\n", lines);
  }

  private static Map<String, Object> parameters() {
    List<String> number = List.of("number", "string");
    Map<String, Object> parameter =
        object(
            "type",
            "object",
            "additionalProperties",
            false,
            "required",
            List.of("default", "min", "max"),
            "properties",
            object(
                "type",
                object("enum", List.of("integer", "number"), "default", "number"),
                "default",
                object("type", number, "description", "The value where none is given."),
                "min",
                object("type", number, "description", "The smallest value."),
                "max",
                object("type", number, "description", "The largest value."),
                "step",
                object("type", number, "description", "Distance of neighbours in a sweep."),
                "description",
                object("type", "string", "description", "One sentence for forms.")));
    return object(
        "type",
        "object",
        "description",
        "What may be varied, by name; written $name in expressions.",
        "propertyNames",
        object("pattern", PARAMETER),
        "additionalProperties",
        parameter);
  }

  private static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  static String json() {
    StringWriter out = new StringWriter();
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
    try (JsonGenerator json = new JsonFactory().createGenerator(pretty, out)) {
      RuleWriter.json(json, tree());
    }
    return out.append('\n').toString();
  }
}

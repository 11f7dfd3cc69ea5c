package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (draft 2020-12) of {@link ExpressionTree}, made from what a scope knows; used by
 * forms that build expressions without text. Describes the form, the number and the range of
 * arguments, and the known names; whether types fit is the checker's to say.
 */
public final class ExpressionSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String ANY = "#/$defs/expression";

  private ExpressionSchema() {}

  /** The schema document; its maps and lists are the caller's. */
  public static Map<String, Object> of(ExpressionScope scope) {
    Map<String, Object> definitions = new LinkedHashMap<>();
    List<Object> forms = new ArrayList<>();
    leaves(scope, definitions);
    composites(scope, definitions);
    definitions.keySet().forEach(each -> forms.add(reference("#/$defs/" + each)));
    List<Object> calls = new ArrayList<>();
    for (FunctionDefinition function : scope.registry().all()) {
      definitions.put("call_" + function.name(), call(function));
      calls.add(reference("#/$defs/call_" + function.name()));
    }
    if (!calls.isEmpty()) {
      definitions.put("call", object("oneOf", calls, "title", "Function"));
      forms.add(reference("#/$defs/call"));
    }
    definitions.put("expression", object("oneOf", forms, "title", "Expression"));
    return object(
        "$schema", DIALECT,
        "title", "Expression",
        "$ref", ANY,
        "$defs", definitions);
  }

  private static void leaves(ExpressionScope scope, Map<String, Object> definitions) {
    definitions.put("number", node("number", "value", object("type", "number")));
    definitions.put("boolean", node("boolean", "value", object("type", "boolean")));
    definitions.put(
        "duration",
        node(
            "duration",
            "value",
            object("type", "string", "pattern", "^0*[1-9][0-9]{0,15}[smhdDwW]$")));
    definitions.put("field", node("field", "name", object("enum", new ArrayList<>(Words.FIELDS))));
    definitions.put("feature", node("feature", "name", named(List.copyOf(scope.saved().names()))));
    definitions.put(
        "parameter",
        node(
            "parameter",
            "name",
            named(scope.parameters().stream().map(ExpressionParameter::name).toList())));
  }

  private static Map<String, Object> named(List<String> known) {
    Map<String, Object> name = object("type", "string", "pattern", "^[A-Za-z_][A-Za-z0-9_]{0,63}$");
    if (!known.isEmpty()) {
      name.put("examples", new ArrayList<>(known));
    }
    return name;
  }

  private static void composites(ExpressionScope scope, Map<String, Object> definitions) {
    definitions.put("negate", node("negate", "operand", reference(ANY)));
    definitions.put("not", node("not", "operand", reference(ANY)));
    List<Object> operators =
        new ArrayList<>(
            Arrays.stream(BinaryOperator.values()).map(BinaryOperator::symbol).toList());
    definitions.put(
        "binary",
        node(
            "binary",
            "operator",
            object("enum", operators),
            "left",
            reference(ANY),
            "right",
            reference(ANY)));
    definitions.put(
        "ago",
        node(
            "ago",
            "series",
            reference(ANY),
            "bars",
            object(
                "type",
                "integer",
                "minimum",
                0.0,
                "maximum",
                (double) ExpressionLimits.MAX_BARS_AGO)));
    List<Object> codes =
        new ArrayList<>(scope.timeframes().stream().map(TimeframeDefinition::code).toList());
    Map<String, Object> at =
        node(
            "at",
            "series",
            reference(ANY),
            "timeframe",
            object("enum", codes),
            "partial",
            object("type", "boolean", "default", false));
    at.put("required", new ArrayList<>(List.of("type", "series", "timeframe")));
    definitions.put("at", at);
    definitions.put(
        "of",
        node(
            "of",
            "series",
            reference(ANY),
            "instrument",
            object("type", "string", "pattern", "^[A-Za-z0-9][A-Za-z0-9._/:-]{0,39}$")));
    definitions.put("adjusted", node("adjusted", "series", reference(ANY)));
  }

  private static Map<String, Object> call(FunctionDefinition function) {
    List<Object> items = new ArrayList<>();
    int needed = 0;
    for (FunctionParameter parameter : function.parameters()) {
      items.add(argument(parameter));
      needed += parameter.defaultValue() == null ? 1 : 0;
    }
    Map<String, Object> arguments = object("type", "array");
    if (items.isEmpty()) {
      arguments.put("maxItems", 0.0);
    } else {
      arguments.put("prefixItems", items);
      arguments.put("items", false);
      arguments.put("minItems", (double) needed);
    }
    Map<String, Object> call =
        node("call", "function", object("const", function.name()), "arguments", arguments);
    call.put("title", function.signature());
    call.put("description", function.description());
    return call;
  }

  /** A literal must be in range; other constants are computed by the checker. */
  private static Map<String, Object> argument(FunctionParameter parameter) {
    Map<String, Object> schema;
    if (parameter.kind().isColumn()) {
      schema = reference(ANY);
    } else {
      Map<String, Object> value =
          object(
              "type",
              parameter.kind() == FunctionParameter.Kind.INTEGER ? "integer" : "number",
              "minimum",
              parameter.min(),
              "maximum",
              parameter.max());
      List<Object> forms = new ArrayList<>();
      forms.add(node("number", "value", value));
      for (String computed : List.of("parameter", "feature", "negate", "binary")) {
        forms.add(reference("#/$defs/" + computed));
      }
      schema = object("oneOf", forms);
    }
    schema.put("title", parameter.name());
    schema.put("description", parameter.description());
    Double byDefault = parameter.defaultValue();
    if (byDefault != null) {
      schema.put("default", object("type", "number", "value", byDefault));
    }
    return schema;
  }

  private static Map<String, Object> reference(String target) {
    return object("$ref", target);
  }

  /** An object with a type, all of whose properties are needed, and no others. */
  private static Map<String, Object> node(String type, Object... properties) {
    Map<String, Object> all = object("type", object("const", type));
    all.putAll(object(properties));
    return object(
        "type",
        "object",
        "title",
        type,
        "properties",
        all,
        "required",
        new ArrayList<>(all.keySet()),
        "additionalProperties",
        false);
  }

  private static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}

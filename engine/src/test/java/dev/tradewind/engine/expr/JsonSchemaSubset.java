package dev.tradewind.engine.expr;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of JSON Schema that the schema of expressions uses; refuses a schema with others.
 */
final class JsonSchemaSubset {
  private static final Set<String> NOTES =
      Set.of("$schema", "$defs", "title", "description", "default", "examples");
  private final Map<String, Object> root;

  JsonSchemaSubset(Map<String, Object> root) {
    this.root = root;
  }

  boolean accepts(Object value) {
    return accepts(root, value);
  }

  private boolean accepts(Map<?, ?> schema, @Nullable Object value) {
    return schema.entrySet().stream()
        .allMatch(each -> holds(schema, String.valueOf(each.getKey()), each.getValue(), value));
  }

  private boolean holds(Map<?, ?> schema, String key, Object rule, @Nullable Object value) {
    return switch (key) {
      case "$ref" -> accepts(definition((String) rule), value);
      case "oneOf" ->
          ((List<?>) rule).stream().filter(each -> accepts((Map<?, ?>) each, value)).count() == 1;
      case "type" -> isOf((String) rule, value);
      case "const" -> rule.equals(value);
      case "enum" -> ((List<?>) rule).contains(value);
      case "pattern" ->
          !(value instanceof String text) || Pattern.compile((String) rule).matcher(text).find();
      case "minimum" -> !(value instanceof Double number) || number >= (Double) rule;
      case "maximum" -> !(value instanceof Double number) || number <= (Double) rule;
      case "minItems" -> !(value instanceof List<?> list) || list.size() >= (Double) rule;
      case "maxItems" -> !(value instanceof List<?> list) || list.size() <= (Double) rule;
      case "required" ->
          !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) rule);
      case "properties" -> properties((Map<?, ?>) rule, value);
      case "additionalProperties" ->
          !(value instanceof Map<?, ?> map)
              || ((Map<?, ?>) Objects.requireNonNull(schema.get("properties")))
                  .keySet()
                  .containsAll(map.keySet());
      case "prefixItems" -> items((List<?>) rule, value);
      case "items" ->
          !(value instanceof List<?> list)
              || list.size()
                  <= ((List<?>) Objects.requireNonNull(schema.get("prefixItems"))).size();
      default -> {
        if (NOTES.contains(key)) {
          yield true;
        }
        throw new AssertionError("unknown keyword " + key);
      }
    };
  }

  private Map<?, ?> definition(String reference) {
    Map<?, ?> definitions = (Map<?, ?>) Objects.requireNonNull(root.get("$defs"));
    return (Map<?, ?>)
        Objects.requireNonNull(
            definitions.get(reference.substring("#/$defs/".length())), reference);
  }

  private boolean properties(Map<?, ?> rules, @Nullable Object value) {
    return !(value instanceof Map<?, ?> map)
        || rules.entrySet().stream()
            .allMatch(
                each ->
                    !map.containsKey(each.getKey())
                        || accepts((Map<?, ?>) each.getValue(), map.get(each.getKey())));
  }

  private boolean items(List<?> rules, @Nullable Object value) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < Math.min(rules.size(), list.size()); i++) {
        if (!accepts((Map<?, ?>) rules.get(i), list.get(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isOf(String type, @Nullable Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "number" -> value instanceof Double;
      case "integer" -> value instanceof Double number && number == Math.rint(number);
      default -> throw new AssertionError("unknown type " + type);
    };
  }
}

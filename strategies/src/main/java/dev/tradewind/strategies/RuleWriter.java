package dev.tradewind.strategies;

import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** Writes rules. Everything is a text, but numbers and truth values are written without quotes. */
final class RuleWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Needs no quotes in YAML, whatever it is read as. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_$(.][A-Za-z0-9_$().,<>=*/+!@%'\\[\\] -]*");

  /** What a block of text must not hold, and quotes write as escapes. */
  private static final Pattern ODD =
      Pattern.compile("[\\p{Cntrl}&&[^\n]]|[\\x{85}\\x{2028}\\x{2029}\\x{feff}]|\\p{Cs}");

  private RuleWriter() {}

  /** The document as maps, lists and texts. */
  static Map<String, Object> tree(RuleDefinition rule) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (RuleField field : RuleField.values()) {
      if (field == RuleField.REQUIRE && !rule.parameters().isEmpty()) {
        tree.put("parameters", parameters(rule));
      }
      if (field == RuleField.UNIVERSE_FILTER && !rule.instruments().isEmpty()) {
        group(tree, "universe").put("instruments", new ArrayList<>(rule.instruments()));
      }
      rule.text(field)
          .ifPresent(
              text ->
                  (field.group().isEmpty() ? tree : group(tree, field.group()))
                      .put(field.key(), text));
    }
    return tree;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> group(Map<String, Object> tree, String name) {
    return (Map<String, Object>) tree.computeIfAbsent(name, key -> new LinkedHashMap<>());
  }

  private static Map<String, Object> parameters(RuleDefinition rule) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (RuleParameter each : rule.parameters()) {
      Map<String, Object> keys = new LinkedHashMap<>();
      put(keys, "type", each.type());
      put(keys, "default", each.byDefault());
      put(keys, "min", each.min());
      put(keys, "max", each.max());
      put(keys, "step", each.step());
      put(keys, "description", each.description());
      all.put(each.name(), keys);
    }
    return all;
  }

  private static void put(Map<String, Object> keys, String key, String text) {
    if (!text.isEmpty()) {
      keys.put(key, text);
    }
  }

  static String yaml(RuleDefinition rule) {
    StringBuilder out = new StringBuilder();
    tree(rule).forEach((key, value) -> yaml(out, "", key, value));
    return out.toString();
  }

  private static void yaml(StringBuilder out, String indent, String key, Object value) {
    out.append(indent).append(scalar(key)).append(':');
    switch (value) {
      case Map<?, ?> map -> {
        out.append(map.isEmpty() ? " {}\n" : "\n");
        map.forEach((k, v) -> yaml(out, indent + "  ", String.valueOf(k), v));
      }
      case List<?> list -> {
        out.append('\n');
        list.forEach(
            each ->
                out.append(indent)
                    .append("  - ")
                    .append(scalar(String.valueOf(each)))
                    .append('\n'));
      }
      default -> out.append(' ').append(text(indent, String.valueOf(value))).append('\n');
    }
  }

  private static String text(String indent, String text) {
    boolean block =
        text.contains("\n")
            && text.equals(text.strip())
            && !ODD.matcher(text).find()
            && text.lines().allMatch(line -> line.equals(line.strip()));
    if (!block) {
      return scalar(text);
    }
    StringBuilder lines = new StringBuilder("|-");
    text.lines()
        .forEach(line -> lines.append('\n').append(line.isEmpty() ? "" : indent + "  " + line));
    return lines.toString();
  }

  private static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !text.endsWith(" ")
            && !text.equals("null")
            && !text.startsWith("---")
            && !text.startsWith("...");
    return plain ? text : quoted(text);
  }

  /** YAML's double quotes know all escapes of JSON. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    String escaped = out.append('"').toString();
    return ODD.matcher(escaped)
        .replaceAll(
            odd ->
                Matcher.quoteReplacement(
                    "\\u" + HexFormat.of().toHexDigits(odd.group().charAt(0))));
  }

  static String json(RuleDefinition rule) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json(json, tree(rule));
    }
    return out.toString();
  }

  static void json(JsonGenerator json, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach(
            (key, each) -> {
              json.writeName(String.valueOf(key));
              json(json, each == null ? "" : each);
            });
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(each -> json(json, each == null ? "" : each));
        json.writeEndArray();
      }
      case Boolean truth -> json.writeBoolean(truth);
      case Integer whole -> json.writeNumber(whole);
      case Double number -> json.writeNumber(number);
      default -> json.writeString(String.valueOf(value));
    }
  }
}

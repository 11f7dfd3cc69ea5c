package dev.tradewind.strategies;

import dev.tradewind.engine.expr.NearestName;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import dev.tradewind.engine.strategy.RuleProblem;
import dev.tradewind.strategies.DocumentNode.Field;
import dev.tradewind.strategies.DocumentNode.Fields;
import dev.tradewind.strategies.DocumentNode.Items;
import dev.tradewind.strategies.DocumentNode.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the fields of a tree; everything that does not fit is a problem with its place. */
final class RuleReader {
  static final List<String> PARAMETER_KEYS =
      List.of("type", "default", "min", "max", "step", "description");

  private final String source;
  private final List<DocumentProblem> problems = new ArrayList<>();
  private final Map<RuleField, String> texts = new EnumMap<>(RuleField.class);
  private final List<RuleParameter> parameters = new ArrayList<>();
  private final List<String> instruments = new ArrayList<>();
  private final Map<String, DocumentNode> places = new HashMap<>();

  RuleReader(String source) {
    this.source = source;
  }

  List<DocumentProblem> problems() {
    return problems;
  }

  RuleDefinition read(DocumentNode root) {
    places.put("", root);
    if (root instanceof Fields document) {
      for (Field each : document.fields()) {
        top(each);
      }
    } else {
      add(root, "", "a rule must be an object with name and enter, was " + root.kind());
    }
    return new RuleDefinition(texts, parameters, instruments);
  }

  private void add(DocumentNode node, String path, String message) {
    problems.add(DocumentProblem.at(source, node.from(), node.to(), path, message));
  }

  private static List<String> topKeys() {
    Set<String> keys = new LinkedHashSet<>();
    for (RuleField field : RuleField.values()) {
      keys.add(field.group().isEmpty() ? field.key() : field.group());
    }
    keys.add("parameters");
    return List.copyOf(keys);
  }

  private void top(Field field) {
    String key = field.key().text();
    places.put(key, field.value());
    Optional<RuleField> simple = RuleField.of(key);
    if (simple.isPresent() && simple.get().group().isEmpty()) {
      text(simple.get(), field.value());
    } else if (key.equals("parameters")) {
      parameters(field);
    } else if (topKeys().contains(key)) {
      group(key, field.value());
    } else {
      unknown(field.key(), key, topKeys());
    }
  }

  private void unknown(Scalar key, String path, List<String> known) {
    Optional<String> nearest = NearestName.of(key.text(), known);
    problems.add(
        DocumentProblem.at(
            source,
            key.from(),
            key.to(),
            path,
            "is not a field"
                + (nearest.isPresent() ? "" : "; the fields are " + String.join(", ", known)),
            nearest.map(each -> "'" + each + "'")));
  }

  private static List<String> keysOf(String group) {
    List<String> keys = new ArrayList<>();
    for (RuleField field : RuleField.values()) {
      if (field.group().equals(group)) {
        keys.add(field.key());
      }
    }
    if (group.equals("universe")) {
      keys.add("instruments");
    }
    return keys;
  }

  private void group(String group, DocumentNode value) {
    if (!(value instanceof Fields fields)) {
      List<String> keys = keysOf(group);
      add(
          value,
          group,
          "must say which it is: "
              + group
              + ": { "
              + keys.getFirst()
              + ": … }, with "
              + String.join(", ", keys)
              + "; was "
              + value.kind());
      return;
    }
    for (Field each : fields.fields()) {
      String path = group + "." + each.key().text();
      places.put(path, each.value());
      if (path.equals("universe.instruments")) {
        instruments(path, each.value());
      } else if (RuleField.of(path).isPresent()) {
        text(RuleField.of(path).get(), each.value());
      } else {
        unknown(each.key(), path, keysOf(group));
      }
    }
  }

  private void text(RuleField field, DocumentNode value) {
    if (value instanceof Scalar scalar) {
      if (scalar.missing()) {
        add(value, field.path(), "must not be empty; leave the field out");
      } else {
        texts.put(field, scalar.text());
      }
    } else {
      add(value, field.path(), "must be a text or a number, was " + value.kind());
    }
  }

  private void instruments(String path, DocumentNode value) {
    if (!(value instanceof Items list)) {
      add(value, path, "must be a list such as [SPY, GLD], was " + value.kind());
      return;
    }
    for (int i = 0; i < list.items().size(); i++) {
      DocumentNode item = list.items().get(i);
      places.put(path + "[" + i + "]", item);
      if (item instanceof Scalar scalar && !scalar.missing()) {
        instruments.add(scalar.text());
      } else {
        add(item, path + "[" + i + "]", "must be the id of an instrument, was " + item.kind());
      }
    }
  }

  private void parameters(Field field) {
    if (!(field.value() instanceof Fields all)) {
      add(
          field.value(),
          "parameters",
          "must be an object such as { fast: { type: integer, default: 9, min: 1, max: 100 } }, was "
              + field.value().kind());
      return;
    }
    for (Field each : all.fields()) {
      String path = "parameters." + each.key().text();
      places.put(path, each.key());
      if (each.value() instanceof Fields keys) {
        parameters.add(parameter(each.key().text(), path, keys));
      } else {
        add(
            each.value(),
            path,
            "must be an object with type, default, min and max, was " + each.value().kind());
      }
    }
  }

  private RuleParameter parameter(String name, String path, Fields keys) {
    Map<String, String> found = new HashMap<>();
    for (Field each : keys.fields()) {
      String key = each.key().text();
      String place = path + "." + key;
      places.put(place, each.value());
      if (!PARAMETER_KEYS.contains(key)) {
        unknown(each.key(), place, PARAMETER_KEYS);
      } else if (each.value() instanceof Scalar scalar) {
        found.put(key, scalar.text());
      } else {
        add(each.value(), place, "must be a text or a number, was " + each.value().kind());
      }
    }
    return new RuleParameter(
        name,
        found.getOrDefault("type", ""),
        found.getOrDefault("default", ""),
        found.getOrDefault("min", ""),
        found.getOrDefault("max", ""),
        found.getOrDefault("step", ""),
        found.getOrDefault("description", ""));
  }

  /** A problem of the rule at its place in the document. */
  DocumentProblem placed(RuleProblem problem) {
    String path = problem.path();
    DocumentNode node = places.get(path);
    for (String above = path; node == null; ) {
      int cut = above.lastIndexOf('.');
      above = cut < 0 ? "" : above.substring(0, cut);
      node = places.get(above);
    }
    int from = node.from();
    int to = node.to();
    boolean own = places.containsKey(path);
    if (!own && node instanceof Fields) {
      // Something is missing: the first line of where it should be.
      to = from + 1;
    } else if (own
        && node instanceof Scalar scalar
        && (problem.from() > 0 || problem.to() < scalar.text().length())) {
      from = position(scalar, problem.from());
      to = Math.max(from + 1, position(scalar, problem.to()));
    }
    return DocumentProblem.at(source, from, to, path, problem.message(), problem.suggestion())
        .within(problem.from(), problem.to());
  }

  /**
   * Where a character of a value stands in the document: blanks and line ends of the document are
   * skipped where the value has fewer, so it is right for plain, quoted and block texts. Escapes
   * may shift it within the text.
   */
  private int position(Scalar scalar, int offset) {
    int at = scalar.from();
    if (at < source.length() && (source.charAt(at) == '|' || source.charAt(at) == '>')) {
      int line = source.indexOf('\n', at);
      at = line < 0 ? at : line + 1;
    } else if (at < source.length() && (source.charAt(at) == '"' || source.charAt(at) == '\'')) {
      at++;
    }
    String text = scalar.text();
    int end = scalar.to();
    for (int i = 0; i < Math.min(offset, text.length()) && at < end; i++) {
      char wanted = text.charAt(i);
      if (Character.isWhitespace(wanted)) {
        boolean next = i + 1 < text.length() && Character.isWhitespace(text.charAt(i + 1));
        at++;
        while (!next && at < end && Character.isWhitespace(source.charAt(at))) {
          at++;
        }
      } else {
        while (at < end && Character.isWhitespace(source.charAt(at))) {
          at++;
        }
        at++;
      }
    }
    while (at < end && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    return at;
  }

  static List<String> groups() {
    return Arrays.stream(RuleField.values())
        .map(RuleField::group)
        .filter(group -> !group.isEmpty())
        .distinct()
        .toList();
  }
}

package dev.tradewind.engine.expr;

import dev.tradewind.engine.expr.Expression.Adjusted;
import dev.tradewind.engine.expr.Expression.Ago;
import dev.tradewind.engine.expr.Expression.At;
import dev.tradewind.engine.expr.Expression.Binary;
import dev.tradewind.engine.expr.Expression.BooleanLiteral;
import dev.tradewind.engine.expr.Expression.Call;
import dev.tradewind.engine.expr.Expression.DurationLiteral;
import dev.tradewind.engine.expr.Expression.Field;
import dev.tradewind.engine.expr.Expression.Name;
import dev.tradewind.engine.expr.Expression.Negate;
import dev.tradewind.engine.expr.Expression.Not;
import dev.tradewind.engine.expr.Expression.NumberLiteral;
import dev.tradewind.engine.expr.Expression.Of;
import dev.tradewind.engine.expr.Expression.Parameter;
import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One reading of a JSON tree; collects what is wrong. */
final class TreeReader {
  /** The properties of each type of node, besides {@code type}. */
  static final Map<String, List<String>> PROPERTIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("number", List.of("value")),
              Map.entry("boolean", List.of("value")),
              Map.entry("duration", List.of("value")),
              Map.entry("field", List.of("name")),
              Map.entry("feature", List.of("name")),
              Map.entry("parameter", List.of("name")),
              Map.entry("negate", List.of("operand")),
              Map.entry("not", List.of("operand")),
              Map.entry("binary", List.of("operator", "left", "right")),
              Map.entry("ago", List.of("series", "bars")),
              Map.entry("at", List.of("series", "timeframe", "partial")),
              Map.entry("of", List.of("series", "instrument")),
              Map.entry("adjusted", List.of("series")),
              Map.entry("call", List.of("function", "arguments"))));

  private static final int MAX_PROBLEMS = 100;
  private static final Expression PLACEHOLDER = new NumberLiteral(0);

  private final List<TreeResult.Problem> problems = new ArrayList<>();
  private int nodes;

  TreeResult run(@Nullable Object json) {
    Expression expression = read(json, "", 1);
    return problems.isEmpty() ? new TreeResult.Read(expression) : new TreeResult.Refused(problems);
  }

  private void report(String path, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new TreeResult.Problem(path, message));
    }
  }

  private Expression read(@Nullable Object json, String path, int depth) {
    nodes++;
    if (nodes > ExpressionLimits.MAX_NODES || depth > ExpressionLimits.MAX_DEPTH) {
      if (nodes <= ExpressionLimits.MAX_NODES + 1) {
        report(
            path,
            "an expression has at most "
                + ExpressionLimits.MAX_NODES
                + " parts, nested at most "
                + ExpressionLimits.MAX_DEPTH
                + " deep");
      }
      nodes = Math.max(nodes, ExpressionLimits.MAX_NODES + 1);
      return PLACEHOLDER;
    }
    if (!(json instanceof Map<?, ?> node)) {
      report(path, "must be an object with a type, was " + shown(json));
      return PLACEHOLDER;
    }
    if (!(node.get("type") instanceof String type) || !PROPERTIES.containsKey(type)) {
      Object given = node.get("type");
      String meant =
          given instanceof String text
              ? NearestName.of(text, PROPERTIES.keySet())
                  .map(each -> "; did you mean '" + each + "'?")
                  .orElse("")
              : "";
      report(
          path + "/type",
          "must be one of " + PROPERTIES.keySet() + ", was " + shown(given) + meant);
      return PLACEHOLDER;
    }
    refuseUnknown(node, type, path);
    return read(node, type, path, depth);
  }

  private void refuseUnknown(Map<?, ?> node, String type, String path) {
    List<String> known = PROPERTIES.getOrDefault(type, List.of());
    for (Object key : node.keySet()) {
      if (!"type".equals(key) && !known.contains(key)) {
        Optional<String> meant = NearestName.of(String.valueOf(key), known);
        report(
            path + "/" + escaped(String.valueOf(key)),
            "unknown property of "
                + type
                + meant.map(m -> "; did you mean '" + m + "'?").orElse(""));
      }
    }
  }

  private Expression read(Map<?, ?> node, String type, String path, int depth) {
    return switch (type) {
      case "number" -> number(node, path);
      case "boolean" -> new BooleanLiteral(bool(node, "value", path, false));
      case "duration" ->
          made(path + "/value", () -> DurationLiteral.parse(text(node, "value", path)));
      case "field" -> field(node, path);
      case "feature" -> made(path + "/name", () -> new Name(text(node, "name", path)));
      case "parameter" -> made(path + "/name", () -> new Parameter(text(node, "name", path)));
      case "negate" -> new Negate(child(node, "operand", path, depth));
      case "not" -> new Not(child(node, "operand", path, depth));
      case "binary" -> binary(node, path, depth);
      case "ago" -> {
        Expression series = child(node, "series", path, depth);
        yield made(path + "/bars", () -> new Ago(series, bars(node, path)));
      }
      case "at" -> {
        Expression series = child(node, "series", path, depth);
        boolean partial = node.containsKey("partial") && bool(node, "partial", path, false);
        yield made(
            path + "/timeframe",
            () -> new At(series, Timeframe.parse(text(node, "timeframe", path)).code(), partial));
      }
      case "of" -> {
        Expression series = child(node, "series", path, depth);
        yield made(path + "/instrument", () -> new Of(series, text(node, "instrument", path)));
      }
      case "adjusted" -> new Adjusted(child(node, "series", path, depth));
      default -> call(node, path, depth);
    };
  }

  /** What the constructor refuses is a problem of the property, unless that has one already. */
  private Expression made(String path, Supplier<Expression> maker) {
    int before = problems.size();
    try {
      Expression made = maker.get();
      return problems.size() == before ? made : PLACEHOLDER;
    } catch (IllegalArgumentException e) {
      if (problems.size() == before) {
        report(path, String.valueOf(e.getMessage()));
      }
      return PLACEHOLDER;
    }
  }

  private Expression child(Map<?, ?> node, String key, String path, int depth) {
    return read(node.get(key), path + "/" + key, depth + 1);
  }

  private Expression number(Map<?, ?> node, String path) {
    Object value = node.get("value");
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return new NumberLiteral(number.doubleValue());
    }
    report(path + "/value", "must be a finite number, was " + shown(value));
    return PLACEHOLDER;
  }

  private Expression field(Map<?, ?> node, String path) {
    String name = text(node, "name", path);
    if (Words.FIELDS.contains(name)) {
      return new Field(SeriesInput.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    report(path + "/name", "must be one of " + Words.FIELDS + ", was '" + name + "'");
    return PLACEHOLDER;
  }

  private Expression binary(Map<?, ?> node, String path, int depth) {
    String symbol = text(node, "operator", path);
    Optional<BinaryOperator> operator =
        Arrays.stream(BinaryOperator.values())
            .filter(each -> each.symbol().equals(symbol))
            .findFirst();
    if (operator.isEmpty()) {
      report(
          path + "/operator",
          "must be one of "
              + Arrays.stream(BinaryOperator.values()).map(BinaryOperator::symbol).toList()
              + ", was '"
              + symbol
              + "'");
    }
    Expression left = child(node, "left", path, depth);
    Expression right = child(node, "right", path, depth);
    return operator.isPresent() ? new Binary(operator.get(), left, right) : PLACEHOLDER;
  }

  private Expression call(Map<?, ?> node, String path, int depth) {
    List<Expression> arguments = new ArrayList<>();
    if (node.get("arguments") instanceof List<?> list) {
      for (int i = 0; i < list.size() && nodes <= ExpressionLimits.MAX_NODES; i++) {
        arguments.add(read(list.get(i), path + "/arguments/" + i, depth + 1));
      }
    } else {
      report(path + "/arguments", "must be a list, was " + shown(node.get("arguments")));
    }
    return made(path + "/function", () -> new Call(text(node, "function", path), arguments));
  }

  private int bars(Map<?, ?> node, String path) {
    Object value = node.get("bars");
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && Math.abs(number.doubleValue()) <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    report(path + "/bars", "must be a whole number, was " + shown(value));
    return 0;
  }

  private String text(Map<?, ?> node, String key, String path) {
    if (node.get(key) instanceof String text) {
      return text;
    }
    report(path + "/" + key, "must be a text, was " + shown(node.get(key)));
    return "";
  }

  private boolean bool(Map<?, ?> node, String key, String path, boolean absent) {
    if (node.get(key) instanceof Boolean value) {
      return value;
    }
    report(path + "/" + key, "must be true or false, was " + shown(node.get(key)));
    return absent;
  }

  private static String escaped(String key) {
    String shown = key.length() > 40 ? key.substring(0, 40) + "…" : key;
    return shown.replace("~", "~0").replace("/", "~1");
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "missing";
      case String text -> "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "an object";
      default -> "what JSON does not have";
    };
  }
}

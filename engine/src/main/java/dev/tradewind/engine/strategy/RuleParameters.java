package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.NearestName;
import dev.tradewind.engine.expr.ParseResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a rule as the language declares them. */
final class RuleParameters {
  private static final List<String> TYPES = List.of("integer", "number");

  /** Fits most look-backs. */
  private static final double USUAL = 20;

  private final Map<String, ExpressionParameter> definitions = new LinkedHashMap<>();
  private final List<RuleProblem> problems;

  /** Reads all of them; what is wrong with one is added to the problems, and it gets a stand-in. */
  RuleParameters(RuleDefinition rule, List<RuleProblem> problems, int most) {
    this.problems = problems;
    if (rule.parameters().size() > most) {
      problems.add(
          RuleProblem.of(
              "parameters", "", "must be at most " + most + ", were " + rule.parameters().size()));
    }
    for (RuleParameter each : rule.parameters()) {
      if (definitions.containsKey(each.name())) {
        problems.add(RuleProblem.of("parameters." + each.name(), "", "is declared twice"));
      } else {
        read(each);
      }
    }
  }

  List<ExpressionParameter> definitions() {
    return List.copyOf(definitions.values());
  }

  /** Of the given values those that their parameters accept. */
  Map<String, Double> known(Map<String, Double> values) {
    Map<String, Double> known = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          ExpressionParameter parameter = definitions.get(name);
          if (parameter != null && parameter.accepts(value)) {
            known.put(name, value);
          }
        });
    return known;
  }

  private void read(RuleParameter each) {
    int before = problems.size();
    String path = "parameters." + each.name();
    String type = each.type().isEmpty() ? "number" : each.type();
    if (!TYPES.contains(type)) {
      problems.add(
          RuleProblem.of(
              path + ".type",
              type,
              "must be integer or number, was " + RuleChecker.shown(type),
              NearestName.of(type, TYPES)));
    }
    double byDefault = number(path + ".default", each.byDefault());
    double min = number(path + ".min", each.min());
    double max = number(path + ".max", each.max());
    boolean whole = type.equals("integer");
    double step =
        each.step().isEmpty()
            ? whole || !(max > min) ? 1 : (max - min) / 100
            : number(path + ".step", each.step());
    ExpressionParameter.Type kind =
        whole ? ExpressionParameter.Type.INTEGER : ExpressionParameter.Type.NUMBER;
    if (problems.size() == before) {
      try {
        definitions.put(
            each.name(), new ExpressionParameter(each.name(), kind, min, max, step, byDefault));
        return;
      } catch (IllegalArgumentException e) {
        problems.add(RuleProblem.of(path, "", String.valueOf(e.getMessage())));
      }
    }
    standIn(each.name(), byDefault);
  }

  /** So that what is wrong with a parameter is not said again wherever it is used. */
  private void standIn(String name, double byDefault) {
    try {
      definitions.put(
          name,
          new ExpressionParameter(
              name,
              ExpressionParameter.Type.NUMBER,
              -1e15,
              1e15,
              1,
              Math.abs(byDefault) < 1e15 ? byDefault : USUAL));
    } catch (IllegalArgumentException e) {
      // The name itself is no word, which has been said, and nothing can use it.
      return;
    }
  }

  private double number(String path, String text) {
    if (text.isBlank()) {
      problems.add(RuleProblem.of(path, text, "is needed: a number"));
      return Double.NaN;
    }
    Optional<BigDecimal> value = decimal(text);
    if (value.isEmpty()) {
      problems.add(RuleProblem.of(path, text, "must be a number, was " + RuleChecker.shown(text)));
      return Double.NaN;
    }
    return value.get().doubleValue();
  }

  /** A decimal of a sensible length. */
  static Optional<BigDecimal> decimal(String text) {
    try {
      BigDecimal value = new BigDecimal(text.strip());
      return text.length() <= 40 && Math.abs((long) value.scale()) <= 30
          ? Optional.of(value)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * A parameter that nothing depends on makes a sweep believe in many results where there is one.
   */
  void reportUnused(Set<String> used, List<RuleProblem> into) {
    for (String name : definitions.keySet()) {
      if (!used.contains(name)) {
        into.add(
            RuleProblem.of("parameters." + name, "", "is used in no expression; leave it out"));
      }
    }
  }

  /** The parameters that a text names. */
  static Set<String> named(String text) {
    Set<String> names = new HashSet<>();
    if (ExpressionParser.parse(text) instanceof ParseResult.Parsed parsed) {
      List<Expression> open = new ArrayList<>(List.of(parsed.expression()));
      while (!open.isEmpty()) {
        Expression next = open.removeLast();
        if (next instanceof Expression.Parameter(var name)) {
          names.add(name);
        }
        open.addAll(next.children());
      }
    }
    return names;
  }
}

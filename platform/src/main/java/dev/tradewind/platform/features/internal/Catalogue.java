package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ExpressionProblem;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.expr.SavedExpressions;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.talib.TaLibFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The features in use at one moment, checked against each other. Immutable. */
final class Catalogue {
  private final List<Definition> rows;
  private final ExpressionScope scope;
  private final Map<String, Entry> entries = new TreeMap<>();
  private final Map<String, Expression> parsed;

  private Catalogue(List<Definition> rows, List<TimeframeDefinition> timeframes) {
    this.rows = List.copyOf(rows);
    this.parsed = parsed(rows);
    this.scope =
        ExpressionScope.standard()
            .withRegistry(TaLibFunctions.withEngine())
            .withTimeframes(timeframes)
            .withSaved(SavedExpressions.of(parsed));
    for (Definition row : rows) {
      entries.put(row.name(), entry(row, scope));
    }
  }

  static Catalogue of(List<Definition> rows, List<TimeframeDefinition> timeframes) {
    return new Catalogue(rows, timeframes);
  }

  /**
   * A feature in use.
   *
   * @param definition its row
   * @param feature what is computed; {@code null} if the row cannot be
   * @param problem why not; {@code null} if it can be
   */
  record Entry(Definition definition, @Nullable CheckedFeature feature, @Nullable String problem) {
    /** The canonical text; empty if there is none. */
    String canonical() {
      return feature == null ? "" : feature.value().canonical();
    }
  }

  private static Map<String, Expression> parsed(List<Definition> rows) {
    Map<String, Expression> parsed = new TreeMap<>();
    for (Definition row : rows) {
      if (ExpressionParser.parse(row.expression()) instanceof ParseResult.Parsed good) {
        parsed.put(row.name(), good.expression());
      }
    }
    return parsed;
  }

  private static Entry entry(Definition row, ExpressionScope scope) {
    return switch (ExpressionChecker.in(scope).check(row.expression())) {
      case CheckResult.Checked(var checked) ->
          checked.type() == ValueType.DURATION
              ? new Entry(row, null, NOT_A_COLUMN)
              : whole(row, scope);
      case CheckResult.Refused(var text, var problems) ->
          new Entry(row, null, sentence(text, problems.getFirst()));
    };
  }

  /** With its outlier rule, which is an expression too. */
  private static Entry whole(Definition row, ExpressionScope scope) {
    try {
      return new Entry(row, CheckedFeature.of(row.engine(), scope), null);
    } catch (IllegalArgumentException e) {
      return new Entry(row, null, String.valueOf(e.getMessage()));
    }
  }

  static final String NOT_A_COLUMN = "a feature must be a number or a truth value, was a duration";

  /** Where and what, in one line. */
  static String sentence(String text, ExpressionProblem problem) {
    return "line "
        + problem.line(text)
        + ", column "
        + problem.column(text)
        + ": "
        + problem.sentence();
  }

  boolean isOf(List<Definition> otherRows, List<TimeframeDefinition> timeframes) {
    return rows.equals(otherRows) && scope.timeframes().equals(timeframes);
  }

  ExpressionScope scope() {
    return scope;
  }

  /** All entries, by name. */
  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** The features that can be built, by name. */
  List<CheckedFeature> features() {
    List<CheckedFeature> features = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.feature() != null) {
        features.add(entry.feature());
      }
    }
    return features;
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** Names of the features that an expression names itself. */
  Set<String> namedBy(String name) {
    Expression expression = parsed.get(name);
    Set<String> named = new TreeSet<>();
    if (expression != null) {
      collect(expression, named);
    }
    return named;
  }

  private static void collect(Expression expression, Set<String> named) {
    if (expression instanceof Expression.Name(String name)) {
      named.add(name);
    }
    expression.children().forEach(child -> collect(child, named));
  }

  /** The features whose expression names this one. */
  List<String> namersOf(String name) {
    List<String> namers = new ArrayList<>();
    for (String each : entries.keySet()) {
      if (!each.equals(name) && namedBy(each).contains(name)) {
        namers.add(each);
      }
    }
    return namers;
  }
}

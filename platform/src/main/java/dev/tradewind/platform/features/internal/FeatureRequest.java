package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ExpressionProblem;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.engine.feature.OutlierRule;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.talib.TaLibFunctions;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A feature to add, or what it shall be from now on.
 *
 * @param name under which expressions name it; in an edit it may be left out
 * @param expression what is computed
 * @param nullPolicy default: SKIP
 * @param outlierMethod default: Z_SCORE, and NONE for truth values
 * @param outlierThreshold default: 4 standard deviations or 1.5 interquartile ranges
 * @param description for people
 */
record FeatureRequest(
    @Nullable String name,
    @Nullable String expression,
    @Nullable NullPolicy nullPolicy,
    OutlierRule.@Nullable Method outlierMethod,
    @Nullable Double outlierThreshold,
    @Nullable String description) {
  private static final int MAX_DESCRIPTION = 2_000;
  private static final double MAX_THRESHOLD = 1e6;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  /** The row, checked in itself but not against the features that name it. */
  Definition check(String wantedName, ExpressionScope scope, Problems problems, Instant now) {
    checkName(wantedName, problems);
    String text = expression == null ? "" : expression.strip();
    if (text.isEmpty()) {
      problems.add("expression", expression, AskedExpression.REQUIRED);
    } else if (ExpressionParser.parse(text) instanceof ParseResult.Refused refused) {
      add(problems, refused.text(), refused.problems());
    }
    OutlierRule.Method method = outlierMethod == null ? usualMethod(text, scope) : outlierMethod;
    double threshold = outlierThreshold == null ? usualThreshold(method) : outlierThreshold;
    boolean none = method == OutlierRule.Method.NONE;
    if (none ? threshold != 0 : !(threshold > 0 && threshold <= MAX_THRESHOLD)) {
      problems.add(
          "outlierThreshold",
          Double.toString(threshold),
          "outlierThreshold must be "
              + (none ? "0" : "> 0 and <= 1000000")
              + " for "
              + method
              + ", was "
              + threshold);
    }
    String about = description == null ? "" : description.strip();
    if (about.length() > MAX_DESCRIPTION) {
      problems.add(
          "description",
          about,
          "description must have at most 2000 characters, had " + about.length());
    }
    return new Definition(
        wantedName,
        1,
        text,
        null,
        nullPolicy == null ? NullPolicy.SKIP : nullPolicy,
        method,
        threshold,
        about,
        false,
        true,
        now);
  }

  private static double usualThreshold(OutlierRule.Method method) {
    return switch (method) {
      case NONE -> OutlierRule.NONE.threshold();
      case Z_SCORE -> OutlierRule.Z_SCORE.threshold();
      case IQR -> OutlierRule.IQR.threshold();
    };
  }

  /** Truth values have no outliers. */
  private static OutlierRule.Method usualMethod(String text, ExpressionScope scope) {
    return ExpressionChecker.in(scope).check(text) instanceof CheckResult.Checked(var checked)
            && checked.type() == ValueType.BOOLEAN
        ? OutlierRule.Method.NONE
        : OutlierRule.Method.Z_SCORE;
  }

  private static void checkName(String name, Problems problems) {
    boolean isName =
        NAME.matcher(name).matches()
            && ExpressionParser.parse(name) instanceof ParseResult.Parsed parsed
            && parsed.expression() instanceof Expression.Name(String read)
            && read.equals(name);
    if (!isName) {
      problems.add(
          "name",
          name,
          "name must be a small letter and up to 59 small letters, digits or _, and no word of"
              + " the language, was '"
              + name
              + "'");
    } else if (TaLibFunctions.withEngine().find(name).isPresent()) {
      problems.add("name", name, "name must not be that of a function, was '" + name + "'");
    }
  }

  /** Notes what is wrong with the expression, each with its part of the text and its position. */
  static void add(Problems problems, CheckResult.Refused refused) {
    add(problems, refused.text(), refused.problems());
  }

  private static void add(
      Problems problems, String text, List<ExpressionProblem> expressionProblems) {
    for (ExpressionProblem each : expressionProblems) {
      int from = Math.min(each.from(), text.length());
      int to = Math.min(Math.max(each.to(), from), text.length());
      problems.add("expression", text.substring(from, to), Catalogue.sentence(text, each));
    }
  }
}

package dev.tradewind.engine.feature;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import java.util.Optional;

/**
 * A definition whose expressions passed the checks; what {@link FeatureProgram} is compiled from.
 *
 * @param definition as it is kept
 * @param value the feature's expression
 * @param outlier the condition that flags a value; empty if none is flagged
 */
public record CheckedFeature(
    FeatureDefinition definition, CheckedExpression value, Optional<CheckedExpression> outlier) {

  /**
   * Checks a definition.
   *
   * @throws IllegalArgumentException if an expression means nothing; names the feature and shows
   *     where
   */
  public static CheckedFeature of(FeatureDefinition definition, ExpressionScope scope) {
    CheckedExpression value = check(definition, definition.expression(), scope);
    return new CheckedFeature(
        definition,
        value,
        definition
            .outliers()
            .condition(value.canonical())
            .map(text -> check(definition, text, scope)));
  }

  private static CheckedExpression check(
      FeatureDefinition definition, String text, ExpressionScope scope) {
    return switch (ExpressionChecker.in(scope).check(text)) {
      case CheckResult.Checked(var checked) -> checked;
      case CheckResult.Refused refused ->
          throw new IllegalArgumentException(
              "feature " + definition.name() + ": " + refused.render());
    };
  }
}

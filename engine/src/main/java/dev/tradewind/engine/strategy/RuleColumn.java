package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.CheckedExpression;
import java.util.Optional;
import java.util.OptionalDouble;

/** A field of a rule during a run: one number, or a column for each instrument. */
final class RuleColumn {
  private static final FeatureHandle[] NONE = {};

  private final boolean given;
  private final double constant;
  private final FeatureHandle[] handles;

  private RuleColumn(boolean given, double constant, FeatureHandle[] handles) {
    this.given = given;
    this.constant = constant;
    this.handles = handles;
  }

  /** Declares what is needed to read a field. */
  static RuleColumn of(StrategySetup setup, CheckedRule rule, RuleField field) {
    Optional<CheckedExpression> expression = rule.expression(field);
    if (expression.isEmpty()) {
      return new RuleColumn(false, Double.NaN, NONE);
    }
    OptionalDouble constant = rule.constant(field);
    if (constant.isPresent()) {
      return new RuleColumn(true, constant.getAsDouble(), NONE);
    }
    FeatureHandle[] handles = new FeatureHandle[setup.instrumentCount()];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = setup.feature(i, expression.get());
    }
    return new RuleColumn(true, Double.NaN, handles);
  }

  /** Whether the field was given. */
  boolean isGiven() {
    return given;
  }

  /** Its value on the newest known bar of an instrument; NaN if undefined or not given. */
  double value(StrategyContext context, int instrument) {
    return handles.length == 0 ? constant : context.value(handles[instrument]);
  }
}

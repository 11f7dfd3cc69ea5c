package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.indicator.ValueType;
import java.util.EnumMap;
import java.util.Map;

/** Conditions as columns of the run. */
final class ExpressionSignals implements SignalSource {
  private final Map<Condition, CheckedExpression> conditions = new EnumMap<>(Condition.class);

  ExpressionSignals(Map<Condition, CheckedExpression> conditions) {
    this.conditions.putAll(conditions);
    this.conditions.forEach(
        (condition, expression) -> {
          if (expression.type() != ValueType.BOOLEAN) {
            throw new IllegalArgumentException(
                condition + " must be a condition, was " + expression.canonical());
          }
        });
  }

  @Override
  public Reader open(StrategySetup setup) {
    Map<Condition, FeatureHandle[]> handles = new EnumMap<>(Condition.class);
    conditions.forEach(
        (condition, expression) -> {
          FeatureHandle[] own = new FeatureHandle[setup.instrumentCount()];
          for (int i = 0; i < own.length; i++) {
            own[i] = setup.feature(i, expression);
          }
          handles.put(condition, own);
        });
    return (condition, context, instrument) -> {
      FeatureHandle[] own = handles.get(condition);
      return own != null && context.value(own[instrument]) == 1;
    };
  }
}

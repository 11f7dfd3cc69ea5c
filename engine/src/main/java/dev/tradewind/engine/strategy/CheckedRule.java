package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.CheckedExpression;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A rule in which everything was found to be right, with the values of its parameters put in. Only
 * the checker makes one.
 */
public final class CheckedRule {
  private final String id;
  private final boolean isLong;
  private final boolean isShort;
  private final SizeType size;
  private final RuleDefinition definition;
  private final Map<RuleField, CheckedExpression> expressions;

  CheckedRule(
      String id,
      boolean isLong,
      boolean isShort,
      SizeType size,
      RuleDefinition definition,
      Map<RuleField, CheckedExpression> expressions) {
    this.id = id;
    this.isLong = isLong;
    this.isShort = isShort;
    this.size = size;
    this.definition = definition;
    EnumMap<RuleField, CheckedExpression> copy = new EnumMap<>(RuleField.class);
    copy.putAll(expressions);
    this.expressions = Collections.unmodifiableMap(copy);
  }

  /** What a run calls it. */
  public String id() {
    return id;
  }

  /** Whether it buys. */
  public boolean isLong() {
    return isLong;
  }

  /** Whether it sells short. */
  public boolean isShort() {
    return isShort;
  }

  /** How much it trades. */
  public SizeType size() {
    return size;
  }

  /** The bars it is meant for; empty for any. */
  public Optional<String> timeframe() {
    return definition.text(RuleField.TIMEFRAME).map(String::strip);
  }

  /** The instruments that it enters; empty for all of a run. */
  public List<String> instruments() {
    return definition.instruments();
  }

  /** What stands in a field, resolved; empty if nothing does. */
  public Optional<CheckedExpression> expression(RuleField field) {
    return Optional.ofNullable(expressions.get(field));
  }

  /** The conditions it has, for a {@link SignalSource}. */
  public Map<SignalSource.Condition, CheckedExpression> conditions() {
    EnumMap<SignalSource.Condition, CheckedExpression> conditions =
        new EnumMap<>(SignalSource.Condition.class);
    put(conditions, SignalSource.Condition.ENTER, RuleField.ENTER);
    put(conditions, SignalSource.Condition.EXIT, RuleField.EXIT);
    put(conditions, SignalSource.Condition.SHORT_ENTER, RuleField.SHORT_ENTER);
    put(conditions, SignalSource.Condition.SHORT_EXIT, RuleField.SHORT_EXIT);
    return Collections.unmodifiableMap(conditions);
  }

  private void put(
      Map<SignalSource.Condition, CheckedExpression> conditions,
      SignalSource.Condition condition,
      RuleField field) {
    CheckedExpression expression = expressions.get(field);
    if (expression != null) {
      conditions.put(condition, expression);
    }
  }

  /** The value of a field that is the same on every bar; empty if it is not, or is left out. */
  OptionalDouble constant(RuleField field) {
    CheckedExpression expression = expressions.get(field);
    return expression == null ? OptionalDouble.empty() : Constants.of(expression.expression());
  }

  /** The whole number of a {@link RuleField.Kind#COUNT}, or what holds if it is left out. */
  int count(RuleField field, int absent) {
    OptionalDouble value = constant(field);
    return value.isEmpty() ? absent : (int) value.getAsDouble();
  }
}

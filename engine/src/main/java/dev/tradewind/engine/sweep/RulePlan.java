package dev.tradewind.engine.sweep;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.SizeType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule taken apart into conditions and numbers. Immutable once made. */
final class RulePlan {
  private static final Set<RuleField> EXITS =
      Set.of(
          RuleField.STOP_PRICE,
          RuleField.STOP_DISTANCE,
          RuleField.STOP_FRACTION,
          RuleField.TARGET_PRICE,
          RuleField.TARGET_DISTANCE,
          RuleField.TARGET_FRACTION,
          RuleField.TRAILING_DISTANCE,
          RuleField.TRAILING_FRACTION);

  private final SweepRule rule;
  private final ConditionPlan conditions;
  private final Map<RuleField, Condition> conditionOf = new EnumMap<>(RuleField.class);
  private final Map<RuleField, Operand> numberOf = new EnumMap<>(RuleField.class);
  private final boolean isLong;
  private final boolean isShort;
  private final SizeType sizeType;

  /**
   * Takes a rule apart.
   *
   * @param parameterNames in the order of the sets
   * @throws IllegalArgumentException if an expression is wrong, or the rule asks for what a sweep
   *     cannot give; says which
   */
  RulePlan(SweepRule rule, List<String> parameterNames) {
    rule.obstacle()
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(text);
            });
    this.rule = rule;
    this.conditions = new ConditionPlan(parameterNames);
    for (RuleField field : RuleField.values()) {
      Optional<String> text = rule.definition().text(field);
      if (text.isPresent() && field.kind().isExpression()) {
        add(field, text.get());
      }
    }
    String direction = rule.definition().effective(RuleField.DIRECTION).strip();
    this.isLong = !direction.equals("short");
    this.isShort = !direction.equals("long");
    this.sizeType =
        SizeType.of(rule.definition().effective(RuleField.SIZE_TYPE).strip()).orElseThrow();
    require(isLong, RuleField.ENTER);
    require(isShort, RuleField.SHORT_ENTER);
    require(sizeType.byDefault().isEmpty(), RuleField.SIZE_VALUE);
  }

  private void require(boolean needed, RuleField field) {
    if (needed && rule.definition().text(field).isEmpty()) {
      throw new IllegalArgumentException("the rule lacks " + field.path());
    }
  }

  private void add(RuleField field, String text) {
    boolean condition = field.kind() == RuleField.Kind.CONDITION;
    Expression expression = read(field, text, condition ? ValueType.BOOLEAN : ValueType.NUMBER);
    if (condition && field != RuleField.REQUIRE) {
      conditionOf.put(field, conditions.add(expression));
    } else {
      numberOf.put(field, conditions.number(expression));
    }
  }

  private Expression read(RuleField field, String text, ValueType type) {
    switch (ExpressionChecker.in(rule.scope().withParameters(rule.parameters(), Map.of()))
        .check(text)) {
      case CheckResult.Checked(var checked) -> {
        if (checked.type() != type) {
          throw new IllegalArgumentException(
              field.path()
                  + " must be a "
                  + (type == ValueType.BOOLEAN ? "condition" : "number")
                  + ", was "
                  + text);
        }
      }
      case CheckResult.Refused refused ->
          throw new IllegalArgumentException(field.path() + ": " + refused.render());
    }
    if (ExpressionParser.parse(text) instanceof ParseResult.Parsed parsed) {
      return parsed.expression();
    }
    throw new IllegalStateException("checked but not read: " + text);
  }

  /** Its conditions and operands. */
  ConditionPlan conditions() {
    return conditions;
  }

  /** The condition of a field; null where the rule has none. */
  @Nullable Condition condition(RuleField field) {
    return conditionOf.get(field);
  }

  boolean isLong() {
    return isLong;
  }

  boolean isShort() {
    return isShort;
  }

  SizeType sizeType() {
    return sizeType;
  }

  /** Whether orders work while a position is held. */
  boolean hasExits() {
    return numberOf.keySet().stream().anyMatch(EXITS::contains);
  }

  /** The fields that hold numbers, with what they hold. */
  Map<RuleField, Operand> numbers() {
    return numberOf;
  }

  /** The size of a rule that a {@link TradeWalk} walks; empty where it needs another. */
  Optional<EntrySize> plainSize() {
    boolean plain =
        isLong && !isShort && rule.definition().text(RuleField.UNIVERSE_FILTER).isEmpty();
    for (RuleField field : numberOf.keySet()) {
      plain &= field == RuleField.REQUIRE || field == RuleField.SIZE_VALUE;
    }
    if (!plain) {
      return Optional.empty();
    }
    if (rule.size().isPresent()) {
      return Optional.of(EntrySize.of(rule.size().get()));
    }
    if (sizeType != SizeType.EQUAL_CASH) {
      return Optional.empty();
    }
    Operand value = numberOf.get(RuleField.SIZE_VALUE);
    if (value == null) {
      return Optional.of(EntrySize.of(new OrderSize.CashFraction(1)));
    }
    return value.expression() instanceof Expression.NumberLiteral(var fraction)
        ? Optional.of(EntrySize.of(new OrderSize.CashFraction(fraction)))
        : Optional.empty();
  }

  /** Whether the size of a set is given from outside. */
  boolean hasOwnSize() {
    return rule.size().isPresent();
  }
}

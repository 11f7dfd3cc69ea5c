package dev.tradewind.engine.sweep;

import dev.tradewind.engine.strategy.RuleField;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The numbers of a rule for one parameter set after another: each the same on every bar, or a
 * column. Belongs to one thread.
 */
final class RuleNumbers {
  private static final double[] NONE = {};

  private final RulePlan plan;
  private final Columns columns;
  private final Map<RuleField, Level> levels = new EnumMap<>(RuleField.class);

  /** One number. */
  private static final class Level {
    double[] column = NONE;
    double constant = Double.NaN;
    boolean given;
  }

  RuleNumbers(RulePlan plan, Columns columns) {
    this.plan = plan;
    this.columns = columns;
    for (RuleField field : RuleField.values()) {
      levels.put(field, new Level());
    }
    plan.numbers().keySet().forEach(field -> level(field).given = true);
    plan.sizeType().byDefault().ifPresent(value -> level(RuleField.SIZE_VALUE).constant = value);
  }

  private Level level(RuleField field) {
    return Objects.requireNonNull(levels.get(field));
  }

  /**
   * Turns to a set.
   *
   * @return what is wrong with a number that is the same on every bar; empty if nothing is
   */
  Optional<String> turnTo(ParameterSets sets, int set) {
    for (Map.Entry<RuleField, Operand> each : plan.numbers().entrySet()) {
      RuleField field = each.getKey();
      Columns.Column column =
          Objects.requireNonNull(columns.get(each.getValue(), sets, set), field.path());
      Level level = level(field);
      level.column = column.isConstant() ? NONE : column.values();
      level.constant = column.constant();
      if (!isAllowed(field, column)) {
        return Optional.of(
            field.path()
                + (column.isConstant()
                    ? " must not be " + column.constant()
                    : " must be constant"));
      }
    }
    return Optional.empty();
  }

  private boolean isAllowed(RuleField field, Columns.Column column) {
    boolean whole = field.kind() == RuleField.Kind.COUNT;
    if (!column.isConstant()) {
      return !whole && field != RuleField.REQUIRE;
    }
    double value = column.constant();
    if (field == RuleField.REQUIRE) {
      return value != 0;
    }
    return Double.isFinite(value)
        && value >= field.min()
        && value <= field.max()
        && (!whole || value == Math.rint(value))
        && (field != RuleField.SIZE_VALUE || plan.sizeType().accepts(value));
  }

  /** Whether the rule has a field. */
  boolean has(RuleField field) {
    return level(field).given;
  }

  /** The value of a field on a bar; {@code NaN} where it is undefined. */
  double at(RuleField field, int bar) {
    Level level = level(field);
    return level.column.length == 0 ? level.constant : level.column[bar];
  }

  /** The whole number of a field, or what holds where it is left out. */
  int count(RuleField field, int absent) {
    Level level = level(field);
    return level.given ? (int) level.constant : absent;
  }
}

package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.ValueType;

/**
 * An expression that passed the checks: resolved, typed, within the limits. Only the checker makes
 * one, so that what was not checked cannot be compiled.
 */
public final class CheckedExpression {
  private final Expression expression;
  private final ValueType type;
  private final String canonical;
  private final FunctionRegistry registry;

  CheckedExpression(
      Expression expression, ValueType type, String canonical, FunctionRegistry registry) {
    this.expression = expression;
    this.type = type;
    this.canonical = canonical;
    this.registry = registry;
  }

  /** The resolved tree. */
  public Expression expression() {
    return expression;
  }

  /** What it answers on each bar. */
  public ValueType type() {
    return type;
  }

  /** The canonical text, the name of the column. */
  public String canonical() {
    return canonical;
  }

  /** The functions against which it was checked. */
  public FunctionRegistry registry() {
    return registry;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CheckedExpression that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return canonical;
  }
}

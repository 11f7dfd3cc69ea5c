package dev.tradewind.engine.expr;

/** The operators with two operands, by binding strength. */
public enum BinaryOperator {
  /** True if either is; unknown if that cannot be told. */
  OR("or", 1),
  /** True if both are; unknown if that cannot be told. */
  AND("and", 2),
  /** Equal to the last bit. */
  EQUAL("==", 4),
  /** Not equal. */
  NOT_EQUAL("!=", 4),
  /** Less. */
  LESS("<", 4),
  /** Less or equal. */
  LESS_OR_EQUAL("<=", 4),
  /** Greater. */
  GREATER(">", 4),
  /** Greater or equal. */
  GREATER_OR_EQUAL(">=", 4),
  /** Sum. */
  ADD("+", 5),
  /** Difference. */
  SUBTRACT("-", 5),
  /** Product. */
  MULTIPLY("*", 6),
  /** Quotient; undefined where the divisor is 0. */
  DIVIDE("/", 6);

  private final String symbol;
  private final int precedence;

  BinaryOperator(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  /** As written. */
  public String symbol() {
    return symbol;
  }

  /** Binding strength, higher binds tighter; {@code not} has 3, unary minus 7, postfix 8. */
  public int precedence() {
    return precedence;
  }

  /** Whether it compares two values; comparisons do not chain. */
  public boolean isComparison() {
    return precedence == EQUAL.precedence;
  }

  /** Whether it joins two truth values. */
  public boolean isLogical() {
    return this == OR || this == AND;
  }
}

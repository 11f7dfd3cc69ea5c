package dev.tradewind.engine.expr;

import static dev.tradewind.engine.indicator.ValueType.BOOLEAN;
import static dev.tradewind.engine.indicator.ValueType.DURATION;
import static dev.tradewind.engine.indicator.ValueType.NUMBER;

import dev.tradewind.engine.indicator.ValueType;
import java.util.Optional;

/** Which operands an operator joins, and to what. */
final class OperatorTypes {
  private OperatorTypes() {}

  /** The type of the joined value; empty if the operands do not fit. */
  static Optional<ValueType> of(BinaryOperator operator, ValueType left, ValueType right) {
    return switch (operator) {
      case OR, AND -> when(left == BOOLEAN && right == BOOLEAN, BOOLEAN);
      case EQUAL, NOT_EQUAL -> when(left == right, BOOLEAN);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          when(left == right && left != BOOLEAN, BOOLEAN);
      case ADD, SUBTRACT -> when(left == right && left != BOOLEAN, left);
      case MULTIPLY -> {
        boolean span = left == DURATION || right == DURATION;
        boolean both = left == DURATION && right == DURATION;
        yield when(left != BOOLEAN && right != BOOLEAN && !both, span ? DURATION : NUMBER);
      }
      case DIVIDE ->
          left == right
              ? when(left != BOOLEAN, NUMBER)
              : when(left == DURATION && right == NUMBER, DURATION);
    };
  }

  private static Optional<ValueType> when(boolean fits, ValueType type) {
    return fits ? Optional.of(type) : Optional.empty();
  }

  /** What the operator takes, for messages. */
  static String taken(BinaryOperator operator) {
    return switch (operator) {
      case OR, AND -> "two truth values";
      case EQUAL, NOT_EQUAL -> "two values of one type";
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, ADD, SUBTRACT ->
          "two numbers or two durations";
      case MULTIPLY -> "two numbers, or a duration and a number";
      case DIVIDE -> "two numbers, two durations, or a duration and a number";
    };
  }
}

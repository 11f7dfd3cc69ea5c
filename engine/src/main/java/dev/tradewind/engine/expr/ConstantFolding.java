package dev.tradewind.engine.expr;

import dev.tradewind.engine.expr.Expression.Adjusted;
import dev.tradewind.engine.expr.Expression.Ago;
import dev.tradewind.engine.expr.Expression.At;
import dev.tradewind.engine.expr.Expression.Binary;
import dev.tradewind.engine.expr.Expression.BooleanLiteral;
import dev.tradewind.engine.expr.Expression.Call;
import dev.tradewind.engine.expr.Expression.DurationLiteral;
import dev.tradewind.engine.expr.Expression.Field;
import dev.tradewind.engine.expr.Expression.Name;
import dev.tradewind.engine.expr.Expression.Negate;
import dev.tradewind.engine.expr.Expression.Not;
import dev.tradewind.engine.expr.Expression.NumberLiteral;
import dev.tradewind.engine.expr.Expression.Of;
import dev.tradewind.engine.expr.Expression.Parameter;
import java.util.OptionalDouble;

/** Computes constant arguments: numbers joined by {@code - + * /}. */
final class ConstantFolding {
  private ConstantFolding() {}

  static boolean isConstant(Expression expression) {
    return switch (expression) {
      case NumberLiteral _ -> true;
      case Negate(var operand) -> isConstant(operand);
      case Binary(var operator, var left, var right) ->
          !operator.isComparison()
              && !operator.isLogical()
              && isConstant(left)
              && isConstant(right);
      case BooleanLiteral _, DurationLiteral _, Field _, Name _, Parameter _ -> false;
      case Not _, Ago _, At _, Of _, Adjusted _, Call _ -> false;
    };
  }

  /** The value of a constant; empty if it is not finite. */
  static OptionalDouble fold(Expression constant) {
    double value = value(constant);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static double value(Expression constant) {
    return switch (constant) {
      case NumberLiteral(var value) -> value;
      case Negate(var operand) -> -value(operand);
      case Binary(var operator, var left, var right) ->
          switch (operator) {
            case ADD -> value(left) + value(right);
            case SUBTRACT -> value(left) - value(right);
            case MULTIPLY -> value(left) * value(right);
            case DIVIDE -> value(left) / value(right);
            case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                Double.NaN;
          };
      case BooleanLiteral _, DurationLiteral _, Field _, Name _, Parameter _ -> Double.NaN;
      case Not _, Ago _, At _, Of _, Adjusted _, Call _ -> Double.NaN;
    };
  }
}

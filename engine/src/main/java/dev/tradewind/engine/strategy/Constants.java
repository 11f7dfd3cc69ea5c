package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.Expression.Binary;
import dev.tradewind.engine.expr.Expression.BooleanLiteral;
import dev.tradewind.engine.expr.Expression.Negate;
import dev.tradewind.engine.expr.Expression.Not;
import dev.tradewind.engine.expr.Expression.NumberLiteral;
import dev.tradewind.engine.expr.ExpressionPrinter;
import java.util.OptionalDouble;

/**
 * Values of resolved expressions that name no price: numbers, and conditions as 1 and 0. Used by
 * rules, and by sweeps that read the same fields.
 */
public final class Constants {
  private Constants() {}

  /** The value; empty if it depends on bars. */
  public static OptionalDouble of(Expression expression) {
    return switch (expression) {
      case NumberLiteral(var value) -> OptionalDouble.of(value);
      case BooleanLiteral(var value) -> condition(value);
      case Negate(var operand) -> {
        OptionalDouble value = of(operand);
        yield value.isEmpty() ? value : OptionalDouble.of(-value.getAsDouble());
      }
      case Not(var operand) -> {
        OptionalDouble value = of(operand);
        yield value.isEmpty() ? value : condition(value.getAsDouble() == 0);
      }
      case Binary binary -> of(binary);
      case Expression.Ago(var series, var bars) -> of(series);
      case Expression.DurationLiteral _, Expression.Field _, Expression.Name _ ->
          OptionalDouble.empty();
      case Expression.Parameter _, Expression.At _, Expression.Of _ -> OptionalDouble.empty();
      case Expression.Adjusted _, Expression.Call _ -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble of(Binary binary) {
    OptionalDouble first = of(binary.left());
    OptionalDouble second = of(binary.right());
    if (first.isEmpty() || second.isEmpty()) {
      return OptionalDouble.empty();
    }
    double left = first.getAsDouble();
    double right = second.getAsDouble();
    return switch (binary.operator()) {
      case ADD -> OptionalDouble.of(left + right);
      case SUBTRACT -> OptionalDouble.of(left - right);
      case MULTIPLY -> OptionalDouble.of(left * right);
      case DIVIDE -> OptionalDouble.of(left / right);
      case OR -> condition(left != 0 || right != 0);
      case AND -> condition(left != 0 && right != 0);
      case EQUAL -> condition(left == right);
      case NOT_EQUAL -> condition(left != right);
      case LESS -> condition(left < right);
      case LESS_OR_EQUAL -> condition(left <= right);
      case GREATER -> condition(left > right);
      case GREATER_OR_EQUAL -> condition(left >= right);
    };
  }

  private static OptionalDouble condition(boolean value) {
    return OptionalDouble.of(value ? 1 : 0);
  }

  /** A finite number as the language writes it. */
  static String text(double value) {
    return Double.isFinite(value) ? ExpressionPrinter.number(value) : String.valueOf(value);
  }
}

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
import java.math.BigDecimal;

/**
 * Writes a tree in its canonical form: one space around operators, parentheses only where the tree
 * would be read differently without them. Reading the text gives the tree again.
 */
public final class ExpressionPrinter {
  private static final int NOT = 3;
  private static final int UNARY = 7;
  private static final int POSTFIX = 8;
  private static final double WHOLE_BELOW = 1e15;
  private static final double PLAIN_FROM = 1e-6;

  private final StringBuilder out = new StringBuilder();

  private ExpressionPrinter() {}

  /** The canonical text. */
  public static String print(Expression expression) {
    ExpressionPrinter printer = new ExpressionPrinter();
    printer.write(expression);
    return printer.out.toString();
  }

  /**
   * The shortest text that is read as the same number: whole numbers below 1e15 without a point,
   * others plain from 1e-6 on, else with an exponent.
   *
   * @param value finite
   */
  public static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < WHOLE_BELOW) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (size >= PLAIN_FROM && size < WHOLE_BELOW) {
      return shortest.toPlainString();
    }
    int exponent = shortest.precision() - shortest.scale() - 1;
    return shortest.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  private static int precedence(Expression expression) {
    return switch (expression) {
      case Binary(var operator, var left, var right) -> operator.precedence();
      case Not _ -> NOT;
      case Negate _ -> UNARY;
      case NumberLiteral(var value) -> value < 0 ? UNARY : POSTFIX;
      case Ago _, At _, Of _, Adjusted _, Call _, Field _, Name _, Parameter _ -> POSTFIX;
      case BooleanLiteral _, DurationLiteral _ -> POSTFIX;
    };
  }

  /** Writes it in parentheses if it binds less tightly than its place needs. */
  private void write(Expression expression, int needed) {
    if (precedence(expression) >= needed) {
      write(expression);
    } else {
      out.append('(');
      write(expression);
      out.append(')');
    }
  }

  private void write(Expression expression) {
    switch (expression) {
      case NumberLiteral(var value) -> out.append(number(value));
      case BooleanLiteral(var value) -> out.append(value);
      case DurationLiteral(var text, var micros) -> out.append(text);
      case Field(var input) -> out.append(input.code());
      case Name(var name) -> out.append(name);
      case Parameter(var name) -> out.append('$').append(name);
      case Negate(var operand) -> negate(operand);
      case Not(var operand) -> {
        out.append("not ");
        write(operand, NOT);
      }
      case Binary binary -> binary(binary);
      case Ago(var series, var bars) -> {
        write(series, POSTFIX);
        out.append('[').append(bars).append(']');
      }
      case At(var series, var timeframe, var partial) -> {
        write(series, POSTFIX);
        out.append('@').append(timeframe).append(partial ? "?" : "");
      }
      case Of(var series, var instrument) -> {
        write(series, POSTFIX);
        out.append(" of \"").append(instrument).append('"');
      }
      case Adjusted(var series) -> {
        out.append("adjusted(");
        write(series);
        out.append(')');
      }
      case Call call -> call(call);
    }
  }

  /** A minus directly before a number would become part of the number. */
  private void negate(Expression operand) {
    out.append('-');
    boolean number = operand instanceof NumberLiteral(double value) && value >= 0;
    write(operand, number ? Integer.MAX_VALUE : UNARY);
  }

  private void binary(Binary binary) {
    int own = binary.operator().precedence();
    write(binary.left(), binary.operator().isComparison() ? own + 1 : own);
    out.append(' ').append(binary.operator().symbol()).append(' ');
    write(binary.right(), own + 1);
  }

  private void call(Call call) {
    out.append(call.function()).append('(');
    for (int i = 0; i < call.arguments().size(); i++) {
      out.append(i == 0 ? "" : ", ");
      write(call.arguments().get(i));
    }
    out.append(')');
  }
}

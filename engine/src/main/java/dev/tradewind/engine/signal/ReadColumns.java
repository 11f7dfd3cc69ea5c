package dev.tradewind.engine.signal;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.FunctionRegistry;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The columns that conditions read: going down from a condition through what joins, compares and
 * shifts truth values, the first numbers that are met and are not constant. {@code
 * crosses_above(ema(close, 9), ema(close, 21)) and rsi(close, 14) < 70} reads both averages and the
 * index; {@code (close > 5)@4h} reads {@code close@4h}.
 */
final class ReadColumns {
  private final Map<String, CheckedExpression> found = new LinkedHashMap<>();
  private final ExpressionChecker checker;

  private ReadColumns(ExpressionChecker checker) {
    this.checker = checker;
  }

  /** The columns in the order in which they are met, each once. */
  static List<CheckedExpression> of(List<CheckedExpression> read, ExpressionChecker checker) {
    ReadColumns columns = new ReadColumns(checker);
    for (CheckedExpression each : read) {
      columns.visit(each.expression(), each.registry(), inner -> inner);
    }
    return new ArrayList<>(columns.found.values());
  }

  private void visit(
      Expression expression, FunctionRegistry functions, UnaryOperator<Expression> around) {
    switch (type(expression, functions)) {
      case NUMBER -> add(expression, around);
      case DURATION -> {}
      case BOOLEAN -> below(expression, functions, around);
    }
  }

  private void below(
      Expression expression, FunctionRegistry functions, UnaryOperator<Expression> around) {
    switch (expression) {
      case Expression.Ago(var series, var bars) ->
          visit(series, functions, inner -> around.apply(new Expression.Ago(inner, bars)));
      case Expression.At(var series, var timeframe, var partial) ->
          visit(
              series,
              functions,
              inner -> around.apply(new Expression.At(inner, timeframe, partial)));
      case Expression.Of(var series, var instrument) ->
          visit(series, functions, inner -> around.apply(new Expression.Of(inner, instrument)));
      case Expression.Adjusted(var series) ->
          visit(series, functions, inner -> around.apply(new Expression.Adjusted(inner)));
      case Expression.Call(var name, var arguments) -> {
        List<FunctionParameter> parameters =
            functions.find(name).map(FunctionDefinition::parameters).orElse(List.of());
        int columns = 0;
        for (int i = 0; i < arguments.size(); i++) {
          if (parameters.get(i).kind().isColumn()) {
            columns++;
            visit(arguments.get(i), functions, around);
          }
        }
        if (columns == 0) {
          add(expression, around);
        }
      }
      default -> expression.children().forEach(each -> visit(each, functions, around));
    }
  }

  private void add(Expression expression, UnaryOperator<Expression> around) {
    if (isConstant(expression)) {
      return;
    }
    if (checker.check(around.apply(expression)) instanceof CheckResult.Checked(var checked)) {
      found.putIfAbsent(checked.canonical(), checked);
    }
  }

  private static boolean isConstant(Expression expression) {
    return switch (expression) {
      case Expression.Field _, Expression.Call _ -> false;
      default -> expression.children().stream().allMatch(ReadColumns::isConstant);
    };
  }

  private static ValueType type(Expression expression, FunctionRegistry functions) {
    return switch (expression) {
      case Expression.NumberLiteral _, Expression.Field _ -> ValueType.NUMBER;
      case Expression.BooleanLiteral _, Expression.Not _ -> ValueType.BOOLEAN;
      case Expression.DurationLiteral _ -> ValueType.DURATION;
      case Expression.Name _, Expression.Parameter _ ->
          throw new IllegalArgumentException("expression must be resolved, was " + expression);
      case Expression.Negate(var operand) -> type(operand, functions);
      case Expression.Ago(var series, var bars) -> type(series, functions);
      case Expression.At(var series, var timeframe, var partial) -> type(series, functions);
      case Expression.Of(var series, var instrument) -> type(series, functions);
      case Expression.Adjusted(var series) -> type(series, functions);
      case Expression.Binary(var operator, var left, var right) ->
          operator.isComparison() || operator.isLogical()
              ? ValueType.BOOLEAN
              : arithmetic(type(left, functions), type(right, functions), operator.symbol());
      case Expression.Call(var name, var arguments) ->
          functions.find(name).map(FunctionDefinition::result).orElse(ValueType.NUMBER);
    };
  }

  private static ValueType arithmetic(ValueType left, ValueType right, String symbol) {
    boolean ratio = symbol.equals("/") && left == right;
    return !ratio && (left == ValueType.DURATION || right == ValueType.DURATION)
        ? ValueType.DURATION
        : ValueType.NUMBER;
  }
}

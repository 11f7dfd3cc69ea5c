package dev.tradewind.engine.sweep;

import dev.tradewind.engine.expr.BinaryOperator;
import dev.tradewind.engine.expr.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Conditions taken apart into what is worked out on bits and the columns that they read. Equal
 * parts are one, within a condition and between conditions.
 */
final class ConditionPlan {
  private final List<String> parameterNames;
  private final Map<Expression, Operand> operands = new HashMap<>();
  private final List<Operand> operandList = new ArrayList<>();
  private final Map<List<Object>, Condition> conditions = new HashMap<>();
  private final List<int[]> parametersOf = new ArrayList<>();

  /** Operands that conditions read, by index; the others are numbers. */
  private final BitSet compared = new BitSet();

  ConditionPlan(List<String> parameterNames) {
    this.parameterNames = parameterNames;
  }

  /** All operands, by index. */
  List<Operand> operands() {
    return operandList;
  }

  /** Number of conditions. */
  int size() {
    return parametersOf.size();
  }

  /** Places of the parameters that a condition depends on, ascending. */
  int[] parametersOf(Condition condition) {
    return parametersOf.get(condition.index());
  }

  /** Takes apart a condition that the checker accepted. */
  Condition add(Expression expression) {
    return switch (expression) {
      case Expression.Not(var operand) -> {
        Condition inner = add(operand);
        yield make(index -> new Condition.Not(index, inner), "not", inner);
      }
      case Expression.Binary(var operator, var left, var right) ->
          binary(expression, operator, left, right);
      case Expression.Call(var function, var arguments)
          when function.equals("crosses_above") && arguments.size() == 2 ->
          crosses(arguments.getLast(), arguments.getFirst());
      case Expression.Call(var function, var arguments)
          when function.equals("crosses_below") && arguments.size() == 2 ->
          crosses(arguments.getFirst(), arguments.getLast());
      default -> column(expression);
    };
  }

  private Condition binary(
      Expression expression, BinaryOperator operator, Expression left, Expression right) {
    return switch (operator) {
      case AND -> {
        Condition a = add(left);
        Condition b = add(right);
        yield make(index -> new Condition.And(index, a, b), "and", a, b);
      }
      case OR -> {
        Condition a = add(left);
        Condition b = add(right);
        yield make(index -> new Condition.Or(index, a, b), "or", a, b);
      }
      case LESS -> less(left, right, false);
      case LESS_OR_EQUAL -> less(left, right, true);
      case GREATER -> less(right, left, false);
      case GREATER_OR_EQUAL -> less(right, left, true);
      case EQUAL -> equal(left, right);
      case NOT_EQUAL -> {
        Condition same = equal(left, right);
        yield make(index -> new Condition.Not(index, same), "not", same);
      }
      default -> column(expression);
    };
  }

  private Condition column(Expression expression) {
    Operand operand = operand(expression);
    return make(index -> new Condition.Column(index, operand), "column", operand);
  }

  private Condition less(Expression left, Expression right, boolean orEqual) {
    Operand a = operand(left);
    Operand b = operand(right);
    return make(index -> new Condition.Less(index, a, b, orEqual), "less" + orEqual, a, b);
  }

  private Condition equal(Expression left, Expression right) {
    Operand a = operand(left);
    Operand b = operand(right);
    return make(index -> new Condition.Equal(index, a, b), "equal", a, b);
  }

  private Condition crosses(Expression low, Expression high) {
    Operand a = operand(low);
    Operand b = operand(high);
    return make(index -> new Condition.Crosses(index, a, b), "crosses", a, b);
  }

  private Condition make(IntFunction<Condition> maker, Object... parts) {
    List<Object> key = List.of(parts);
    Condition known = conditions.get(key);
    if (known != null) {
      return known;
    }
    NavigableSet<Integer> used = new TreeSet<>();
    for (Object part : parts) {
      switch (part) {
        case Operand operand -> used.addAll(operand.parameters());
        case Condition condition -> Arrays.stream(parametersOf(condition)).forEach(used::add);
        default -> {}
      }
    }
    Condition made = maker.apply(parametersOf.size());
    parametersOf.add(used.stream().mapToInt(Integer::intValue).toArray());
    conditions.put(key, made);
    return made;
  }

  /** Whether a condition reads an operand bar by bar. */
  boolean isCompared(Operand operand) {
    return compared.get(operand.index());
  }

  private Operand operand(Expression expression) {
    Operand operand = number(expression);
    compared.set(operand.index());
    return operand;
  }

  /** A number that no condition compares. */
  Operand number(Expression expression) {
    Operand known = operands.get(expression);
    if (known != null) {
      return known;
    }
    NavigableSet<Integer> used = new TreeSet<>();
    collect(expression, used);
    Operand made = new Operand(operandList.size(), expression, List.copyOf(used));
    operandList.add(made);
    operands.put(expression, made);
    return made;
  }

  private void collect(Expression expression, NavigableSet<Integer> into) {
    if (expression instanceof Expression.Parameter(var name)) {
      into.add(parameterNames.indexOf(name));
    }
    expression.children().forEach(child -> collect(child, into));
  }
}

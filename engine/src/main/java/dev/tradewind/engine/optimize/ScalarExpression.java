package dev.tradewind.engine.optimize;

import dev.tradewind.engine.expr.BinaryOperator;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.Expression.Binary;
import dev.tradewind.engine.expr.Expression.BooleanLiteral;
import dev.tradewind.engine.expr.Expression.Call;
import dev.tradewind.engine.expr.Expression.Field;
import dev.tradewind.engine.expr.Expression.Name;
import dev.tradewind.engine.expr.Expression.Negate;
import dev.tradewind.engine.expr.Expression.Not;
import dev.tradewind.engine.expr.Expression.NumberLiteral;
import dev.tradewind.engine.expr.Expression.Parameter;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.Located;
import dev.tradewind.engine.expr.NearestName;
import dev.tradewind.engine.expr.ParseResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * An expression over single numbers: a constraint between parameters, an objective over statistics.
 * It is read by the parser of the expression language; of the language it knows numbers, {@code
 * true}, {@code false}, names (with or without {@code $}), {@code + - * /}, comparisons, {@code and
 * or not}, and {@code abs}, {@code min}, {@code max}, {@code sqrt}, {@code log}, {@code exp},
 * {@code pow}. What needs bars means nothing here and is refused. Immutable.
 */
public final class ScalarExpression {
  private static final Map<String, Integer> FUNCTIONS =
      Map.of("abs", 1, "min", 2, "max", 2, "sqrt", 1, "log", 1, "exp", 1, "pow", 2);

  private final String text;
  private final Expression root;
  private final Set<String> names;

  private ScalarExpression(String text, Expression root, Set<String> names) {
    this.text = text;
    this.root = root;
    this.names = names;
  }

  /**
   * Reads a condition such as {@code fast < slow}.
   *
   * @param known the names it may use
   * @param what what the text is, for messages: {@code constraint}
   * @throws IllegalArgumentException if it is no condition over these names; says where and what
   */
  public static ScalarExpression condition(String text, Collection<String> known, String what) {
    return read(text, known, what, true);
  }

  /**
   * Reads a number such as {@code sharpe - 2 * maxDrawdown}.
   *
   * @param known the names it may use
   * @param what what the text is, for messages: {@code objective}
   * @throws IllegalArgumentException if it is no number over these names; says where and what
   */
  public static ScalarExpression number(String text, Collection<String> known, String what) {
    return read(text, known, what, false);
  }

  private static ScalarExpression read(
      String text, Collection<String> known, String what, boolean condition) {
    switch (ExpressionParser.parse(text)) {
      case ParseResult.Refused refused ->
          throw new IllegalArgumentException(
              what + " '" + text + "': " + refused.problems().getFirst().sentence());
      case ParseResult.Parsed parsed -> {
        Set<String> names = new TreeSet<>();
        boolean truth = check(parsed.located(), known, what + " '" + text + "'", names);
        if (truth != condition) {
          throw new IllegalArgumentException(
              what
                  + (condition
                      ? " must be a condition such as a < b, was '"
                      : " must be a number, not a condition, was '")
                  + text
                  + "'");
        }
        return new ScalarExpression(text.strip(), parsed.expression(), Set.copyOf(names));
      }
    }
  }

  /** Whether it is a truth value; throws if it means nothing here. */
  private static boolean check(
      Located node, Collection<String> known, String where, Set<String> names) {
    return switch (node.expression()) {
      case NumberLiteral _ -> false;
      case BooleanLiteral _ -> true;
      case Name(var name) -> known(name, known, where, node, names);
      case Parameter(var name) -> known(name, known, where, node, names);
      case Field(var input) -> known(input.code(), known, where, node, names);
      case Negate _ -> {
        require(node, 0, false, known, where, names);
        yield false;
      }
      case Not _ -> {
        require(node, 0, true, known, where, names);
        yield true;
      }
      case Binary(var operator, var left, var right) -> {
        require(node, 0, operator.isLogical(), known, where, names);
        require(node, 1, operator.isLogical(), known, where, names);
        yield operator.isLogical() || operator.isComparison();
      }
      case Call(var function, var arguments) -> {
        Integer count = FUNCTIONS.get(function);
        if (count == null) {
          throw problem(
              node,
              where,
              "function '"
                  + function
                  + "' does not work on single numbers; known: "
                  + String.join(", ", new TreeSet<>(FUNCTIONS.keySet())));
        }
        if (arguments.size() != count) {
          throw problem(
              node, where, function + " takes " + count + " arguments, was " + arguments.size());
        }
        for (int i = 0; i < count; i++) {
          require(node, i, false, known, where, names);
        }
        yield false;
      }
      case Expression.DurationLiteral _,
          Expression.Ago _,
          Expression.At _,
          Expression.Of _,
          Expression.Adjusted _ ->
          throw problem(node, where, "only single numbers are known here, no bars and no times");
    };
  }

  private static void require(
      Located parent,
      int child,
      boolean truth,
      Collection<String> known,
      String where,
      Set<String> names) {
    Located node = parent.children().get(child);
    if (check(node, known, where, names) != truth) {
      throw problem(node, where, truth ? "a condition was expected" : "a number was expected");
    }
  }

  private static boolean known(
      String name, Collection<String> known, String where, Located node, Set<String> names) {
    if (!known.contains(name)) {
      throw problem(
          node,
          where,
          "'"
              + name
              + "' is unknown; "
              + NearestName.of(name, known)
                  .map(near -> "did you mean " + near + "?")
                  .orElse("known: " + String.join(", ", known)));
    }
    names.add(name);
    return false;
  }

  private static IllegalArgumentException problem(Located node, String where, String message) {
    return new IllegalArgumentException(
        where + ": " + message + " (at " + (node.span().from() + 1) + ")");
  }

  /** The text as given, without spaces around it. */
  public String text() {
    return text;
  }

  /** The names it uses, sorted. */
  public Set<String> names() {
    return names;
  }

  /**
   * Its value.
   *
   * @param values of its names; {@code NaN} is undefined
   * @return the number; {@code NaN} where it is undefined or infinite
   */
  public double value(ToDoubleFunction<String> values) {
    double value = number(root, values);
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /** Whether the condition is true; an unknown one is not. */
  public boolean holds(ToDoubleFunction<String> values) {
    return truth(root, values) == 1;
  }

  /**
   * How far the condition is from being true: 0 if it is, the distance of the two sides of a broken
   * comparison, the sum over {@code and}, the smaller one of {@code or}, 1 for other broken parts,
   * and ∞ where it is undefined. Searches prefer the smaller of two violations.
   */
  public double violation(ToDoubleFunction<String> values) {
    double violation = violation(root, values);
    return Double.isNaN(violation) ? Double.POSITIVE_INFINITY : violation;
  }

  private static double violation(Expression node, ToDoubleFunction<String> values) {
    double truth = truth(node, values);
    if (Double.isNaN(truth)) {
      return Double.POSITIVE_INFINITY;
    }
    if (truth == 1) {
      return 0;
    }
    if (node instanceof Binary(var operator, var left, var right)) {
      return switch (operator) {
        case AND -> violation(left, values) + violation(right, values);
        case OR -> Math.min(violation(left, values), violation(right, values));
        case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL ->
            Math.max(Double.MIN_NORMAL, Math.abs(number(left, values) - number(right, values)));
        case NOT_EQUAL, ADD, SUBTRACT, MULTIPLY, DIVIDE -> 1;
      };
    }
    return 1;
  }

  /** 1, 0 or NaN, in the three-valued logic of the language. */
  private static double truth(Expression node, ToDoubleFunction<String> values) {
    return switch (node) {
      case BooleanLiteral(var value) -> value ? 1 : 0;
      case Not(var operand) -> 1 - truth(operand, values);
      case Binary(var operator, var left, var right) -> {
        if (operator.isLogical()) {
          double a = truth(left, values);
          double b = truth(right, values);
          double decisive = operator == BinaryOperator.OR ? 1 : 0;
          yield a == decisive || b == decisive ? decisive : a + b - a * b;
        }
        yield compare(operator, number(left, values), number(right, values));
      }
      default -> Double.NaN;
    };
  }

  private static double compare(BinaryOperator operator, double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.NaN;
    }
    boolean truth =
        switch (operator) {
          case EQUAL -> a == b;
          case NOT_EQUAL -> a != b;
          case LESS -> a < b;
          case LESS_OR_EQUAL -> a <= b;
          case GREATER -> a > b;
          case GREATER_OR_EQUAL -> a >= b;
          case OR, AND, ADD, SUBTRACT, MULTIPLY, DIVIDE -> false;
        };
    return truth ? 1 : 0;
  }

  private static double number(Expression node, ToDoubleFunction<String> values) {
    return switch (node) {
      case NumberLiteral(var value) -> value;
      case Name(var name) -> values.applyAsDouble(name);
      case Parameter(var name) -> values.applyAsDouble(name);
      case Field(var input) -> values.applyAsDouble(input.code());
      case Negate(var operand) -> -number(operand, values);
      case Binary(var operator, var left, var right) ->
          arithmetic(operator, number(left, values), number(right, values));
      case Call(var function, var arguments) -> call(function, arguments, values);
      default -> Double.NaN;
    };
  }

  private static double arithmetic(BinaryOperator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> b == 0 ? Double.NaN : a / b;
      case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Double.NaN;
    };
  }

  private static double call(
      String function, List<Expression> arguments, ToDoubleFunction<String> values) {
    double a = number(arguments.getFirst(), values);
    return switch (function) {
      case "abs" -> Math.abs(a);
      case "sqrt" -> Math.sqrt(a);
      case "log" -> Math.log(a);
      case "exp" -> Math.exp(a);
      case "min" -> Math.min(a, number(arguments.get(1), values));
      case "max" -> Math.max(a, number(arguments.get(1), values));
      case "pow" -> Math.pow(a, number(arguments.get(1), values));
      default -> Double.NaN;
    };
  }

  /**
   * Whether the condition is false for all values in given ranges. Bounds are computed part by
   * part, so {@code false} means that this way cannot tell.
   *
   * @param ranges of its names
   */
  boolean isNeverTrue(Function<String, Range> ranges) {
    return never(root, ranges);
  }

  private static boolean never(Expression node, Function<String, Range> ranges) {
    if (node instanceof BooleanLiteral(var value)) {
      return !value;
    }
    if (node instanceof Binary(var operator, var left, var right)) {
      if (operator == BinaryOperator.AND) {
        return never(left, ranges) || never(right, ranges);
      }
      if (operator == BinaryOperator.OR) {
        return never(left, ranges) && never(right, ranges);
      }
      Range a = range(left, ranges);
      Range b = range(right, ranges);
      return switch (operator) {
        case LESS -> a.low() >= b.high();
        case LESS_OR_EQUAL -> a.low() > b.high();
        case GREATER -> a.high() <= b.low();
        case GREATER_OR_EQUAL -> a.high() < b.low();
        case EQUAL -> a.low() > b.high() || a.high() < b.low();
        case OR, AND, NOT_EQUAL, ADD, SUBTRACT, MULTIPLY, DIVIDE -> false;
      };
    }
    return false;
  }

  private static Range range(Expression node, Function<String, Range> ranges) {
    return switch (node) {
      case NumberLiteral(var value) -> new Range(value, value);
      case Name(var name) -> ranges.apply(name);
      case Parameter(var name) -> ranges.apply(name);
      case Field(var input) -> ranges.apply(input.code());
      case Negate(var operand) -> range(operand, ranges).negated();
      case Binary(var operator, var left, var right) -> {
        Range a = range(left, ranges);
        Range b = range(right, ranges);
        yield switch (operator) {
          case ADD -> new Range(a.low() + b.low(), a.high() + b.high());
          case SUBTRACT -> new Range(a.low() - b.high(), a.high() - b.low());
          case MULTIPLY -> a.times(b);
          case DIVIDE, OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
              Range.ALL;
        };
      }
      default -> Range.ALL;
    };
  }

  /** Where values lie, both ends included. */
  record Range(double low, double high) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    Range negated() {
      return new Range(-high, -low);
    }

    Range times(Range other) {
      double a = low * other.low;
      double b = low * other.high;
      double c = high * other.low;
      double d = high * other.high;
      double sum = a + b + c + d;
      return Double.isNaN(sum)
          ? ALL
          : new Range(
              Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}

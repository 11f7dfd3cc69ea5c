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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of an expression, as values that every JSON library knows: {@code Map} with text
 * keys, {@code List}, {@code String}, {@code Double} and {@code Boolean}. Each node is an object
 * with a {@code type}; {@link ExpressionSchema} describes it.
 *
 * <pre>
 * {"type": "binary", "operator": "&gt;",
 *  "left": {"type": "field", "name": "close"},
 *  "right": {"type": "call", "function": "ema",
 *            "arguments": [{"type": "field", "name": "close"}, {"type": "number", "value": 21}]}}
 * </pre>
 */
public final class ExpressionTree {
  private ExpressionTree() {}

  /** The JSON form; its maps and lists are the caller's. */
  public static Map<String, Object> of(Expression expression) {
    return switch (expression) {
      case NumberLiteral(var value) -> node("number", "value", value);
      case BooleanLiteral(var value) -> node("boolean", "value", value);
      case DurationLiteral(var text, var micros) -> node("duration", "value", text);
      case Field(var input) -> node("field", "name", input.code());
      case Name(var name) -> node("feature", "name", name);
      case Parameter(var name) -> node("parameter", "name", name);
      case Negate(var operand) -> node("negate", "operand", of(operand));
      case Not(var operand) -> node("not", "operand", of(operand));
      case Binary(var operator, var left, var right) -> {
        Map<String, Object> node = node("binary", "operator", operator.symbol());
        node.put("left", of(left));
        node.put("right", of(right));
        yield node;
      }
      case Ago(var series, var bars) -> {
        Map<String, Object> node = node("ago", "series", of(series));
        node.put("bars", (double) bars);
        yield node;
      }
      case At(var series, var timeframe, var partial) -> {
        Map<String, Object> node = node("at", "series", of(series));
        node.put("timeframe", timeframe);
        node.put("partial", partial);
        yield node;
      }
      case Of(var series, var instrument) -> {
        Map<String, Object> node = node("of", "series", of(series));
        node.put("instrument", instrument);
        yield node;
      }
      case Adjusted(var series) -> node("adjusted", "series", of(series));
      case Call(var function, var arguments) -> {
        Map<String, Object> node = node("call", "function", function);
        List<Object> list = new ArrayList<>();
        arguments.forEach(each -> list.add(of(each)));
        node.put("arguments", list);
        yield node;
      }
    };
  }

  private static Map<String, Object> node(String type, String key, Object value) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("type", type);
    node.put(key, value);
    return node;
  }

  /**
   * The expression of a JSON form, or everything that is wrong with it. Never throws.
   *
   * @param json the root: what a JSON library made of the text; numbers may be of any class
   */
  public static TreeResult read(Object json) {
    return new TreeReader().run(json);
  }
}

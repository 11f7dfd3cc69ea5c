package dev.tradewind.engine.sweep;

import dev.tradewind.engine.expr.Expression;
import java.util.List;

/**
 * A part of a condition whose values are a column of their own, computed once for every combination
 * of the parameters in it.
 *
 * @param index place among the operands of the plan
 * @param expression as written, parameters not replaced
 * @param parameters places of the parameters in it, ascending
 */
record Operand(int index, Expression expression, List<Integer> parameters) {
  Operand {
    parameters = List.copyOf(parameters);
  }
}

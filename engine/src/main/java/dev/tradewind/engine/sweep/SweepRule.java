package dev.tradewind.engine.sweep;

import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.OrderSize;
import java.util.List;

/**
 * A rule with open parameters, long only: buys when a condition is true and nothing is held, sells
 * everything when another is true.
 *
 * @param enter condition of an entry, may name parameters
 * @param exit condition of an exit, may name parameters
 * @param parameters the declared parameters
 * @param size of each entry: lots or a part of the cash
 * @param scope what else the conditions may name
 */
public record SweepRule(
    String enter,
    String exit,
    List<ExpressionParameter> parameters,
    OrderSize size,
    ExpressionScope scope) {
  /** Copies the list. */
  public SweepRule {
    parameters = List.copyOf(parameters);
  }
}

package dev.tradewind.engine.sweep;

import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.SizeType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule with open parameters over one instrument.
 *
 * @param definition what it says
 * @param parameters the declared parameters
 * @param size of each entry of a rule that only buys, lots or a part of the cash; empty for what
 *     the definition says
 * @param scope what else its expressions may name
 */
public record SweepRule(
    RuleDefinition definition,
    List<ExpressionParameter> parameters,
    Optional<OrderSize> size,
    ExpressionScope scope) {
  /** What a rule may say for a sweep to walk it. */
  private static final Set<RuleField> WALKED =
      EnumSet.complementOf(
          EnumSet.of(
              RuleField.SIZE_LOOKBACK,
              RuleField.SIZE_MAX,
              RuleField.SIZE_MIN_TRADES,
              RuleField.SIZE_BEFORE,
              RuleField.PYRAMIDING,
              RuleField.RANK,
              RuleField.TOP,
              RuleField.REBALANCE,
              RuleField.TOLERANCE));

  private static final Set<SizeType> SIZES =
      EnumSet.of(
          SizeType.EQUAL_CASH,
          SizeType.QUANTITY,
          SizeType.CASH,
          SizeType.PERCENT_OF_EQUITY,
          SizeType.RISK_PER_TRADE);

  /** Copies the list. */
  public SweepRule {
    parameters = List.copyOf(parameters);
  }

  /** A rule that buys when a condition is true and nothing is held, and sells on another. */
  public SweepRule(
      String enter,
      String exit,
      List<ExpressionParameter> parameters,
      OrderSize size,
      ExpressionScope scope) {
    this(RuleDefinition.of(enter, exit), parameters, Optional.of(size), scope);
  }

  /** What the rule asks for that a sweep cannot give, in a sentence; empty if there is nothing. */
  public Optional<String> obstacle() {
    List<String> beyond =
        definition.texts().keySet().stream()
            .filter(each -> !WALKED.contains(each))
            .map(RuleField::path)
            .toList();
    if (!beyond.isEmpty()) {
      return Optional.of("the rule has " + String.join(", ", beyond));
    }
    String type = definition.effective(RuleField.SIZE_TYPE).strip();
    if (SizeType.of(type).filter(SIZES::contains).isEmpty()) {
      return Optional.of("the rule's size is " + type);
    }
    return Optional.empty();
  }
}

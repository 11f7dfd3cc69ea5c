package dev.tradewind.engine.strategy;

import dev.tradewind.engine.market.BarField;
import org.jspecify.annotations.Nullable;

/** The prices at which a rule leaves a position, found on the bar of the decision to enter it. */
final class RuleExits {
  private final RuleColumn stopPrice;
  private final RuleColumn stopDistance;
  private final RuleColumn stopFraction;
  private final RuleColumn targetPrice;
  private final RuleColumn targetDistance;
  private final RuleColumn targetFraction;
  private final RuleColumn trailDistance;
  private final RuleColumn trailFraction;

  RuleExits(StrategySetup setup, CheckedRule rule) {
    stopPrice = RuleColumn.of(setup, rule, RuleField.STOP_PRICE);
    stopDistance = RuleColumn.of(setup, rule, RuleField.STOP_DISTANCE);
    stopFraction = RuleColumn.of(setup, rule, RuleField.STOP_FRACTION);
    targetPrice = RuleColumn.of(setup, rule, RuleField.TARGET_PRICE);
    targetDistance = RuleColumn.of(setup, rule, RuleField.TARGET_DISTANCE);
    targetFraction = RuleColumn.of(setup, rule, RuleField.TARGET_FRACTION);
    trailDistance = RuleColumn.of(setup, rule, RuleField.TRAILING_DISTANCE);
    trailFraction = RuleColumn.of(setup, rule, RuleField.TRAILING_FRACTION);
  }

  private boolean hasStop() {
    return stopPrice.isGiven() || stopDistance.isGiven() || stopFraction.isGiven();
  }

  private boolean hasTarget() {
    return targetPrice.isGiven() || targetDistance.isGiven() || targetFraction.isGiven();
  }

  private boolean trails() {
    return trailDistance.isGiven() || trailFraction.isGiven();
  }

  /** Whether orders work while a position is held. */
  boolean any() {
    return hasStop() || hasTarget() || trails();
  }

  /** Whether the stop of a bracket is taken, so that a trailing stop is an order of its own. */
  boolean needsTrailingOrder() {
    return hasStop() && trails();
  }

  /**
   * Where a loss ends, by the newest close: the fixed stop, else where the trailing one begins;
   * {@code NaN} without either.
   */
  double stopPrice(StrategyContext context, int instrument, boolean buys) {
    if (stopPrice.isGiven()) {
      return stopPrice.value(context, instrument);
    }
    RuleColumn distance = hasStop() ? stopDistance : trailDistance;
    RuleColumn fraction = hasStop() ? stopFraction : trailFraction;
    return away(context, instrument, distance, fraction, buys ? -1 : 1);
  }

  /** The stop of a bracket, or none. */
  @Nullable OrderType stop(StrategyContext context, int instrument, boolean buys) {
    if (hasStop()) {
      return new OrderType.Stop(stopPrice(context, instrument, buys));
    }
    return trails() ? trailing(context, instrument) : null;
  }

  /** The trailing stop. */
  OrderType.TrailingStop trailing(StrategyContext context, int instrument) {
    return trailFraction.isGiven()
        ? new OrderType.TrailingStop(trailFraction.value(context, instrument), true)
        : new OrderType.TrailingStop(trailDistance.value(context, instrument), false);
  }

  /** The target of a bracket, or none. */
  @Nullable OrderType target(StrategyContext context, int instrument, boolean buys) {
    if (!hasTarget()) {
      return null;
    }
    return new OrderType.Limit(
        targetPrice.isGiven()
            ? targetPrice.value(context, instrument)
            : away(context, instrument, targetDistance, targetFraction, buys ? 1 : -1));
  }

  private static double away(
      StrategyContext context,
      int instrument,
      RuleColumn distance,
      RuleColumn fraction,
      int direction) {
    double close = context.value(instrument, BarField.CLOSE, 0);
    return distance.isGiven()
        ? close + direction * distance.value(context, instrument)
        : close * (1 + direction * fraction.value(context, instrument));
  }
}

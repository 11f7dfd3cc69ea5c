package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.CheckedExpression;

/**
 * Buys when a condition is true and nothing is held, sells everything when another is true. An
 * unknown condition does nothing.
 */
final class RuleStrategy implements Strategy {
  private final CheckedExpression enter;
  private final CheckedExpression exit;
  private FeatureHandle[] entries = {};
  private FeatureHandle[] exits = {};

  RuleStrategy(CheckedExpression enter, CheckedExpression exit) {
    this.enter = enter;
    this.exit = exit;
  }

  /** The same rule for another run. */
  RuleStrategy copy() {
    return new RuleStrategy(enter, exit);
  }

  @Override
  public void onStart(StrategySetup setup) {
    entries = new FeatureHandle[setup.instrumentCount()];
    exits = new FeatureHandle[setup.instrumentCount()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = setup.feature(i, enter);
      exits[i] = setup.feature(i, exit);
    }
  }

  @Override
  public void onBar(StrategyContext context) {
    int instrument = context.instrument();
    if (context.hasPendingOrder(instrument)) {
      return;
    }
    if (context.positionLots(instrument) > 0) {
      if (context.value(exits[instrument]) == 1) {
        context.submit(
            new OrderIntent.Market(instrument, Side.SELL, new OrderSize.EntirePosition()));
      }
    } else if (context.value(entries[instrument]) == 1 && context.value(exits[instrument]) != 1) {
      OrderSize share = new OrderSize.CashFraction(1.0 / (entries.length - held(context)));
      context.submit(new OrderIntent.Market(instrument, Side.BUY, share));
    }
  }

  /** Instruments that hold their share of the cash, or are about to. */
  private int held(StrategyContext context) {
    int held = 0;
    for (int i = 0; i < entries.length; i++) {
      if (context.positionLots(i) > 0 || context.hasPendingOrder(i)) {
        held++;
      }
    }
    return held;
  }
}

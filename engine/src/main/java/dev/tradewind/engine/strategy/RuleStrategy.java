package dev.tradewind.engine.strategy;

import dev.tradewind.engine.strategy.SignalSource.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Buys when a condition is true and nothing is held, sells everything when another is true. An
 * unknown condition does nothing.
 */
final class RuleStrategy implements Strategy {
  private final SignalSource source;
  private SignalSource.@Nullable Reader signals;
  private int instruments;

  RuleStrategy(SignalSource source) {
    this.source = source;
  }

  @Override
  public void onStart(StrategySetup setup) {
    signals = source.open(setup);
    instruments = setup.instrumentCount();
  }

  @Override
  public void onBar(StrategyContext context) {
    int instrument = context.instrument();
    if (context.hasPendingOrder(instrument)) {
      return;
    }
    if (context.positionLots(instrument) > 0) {
      if (isTrue(Condition.EXIT, context, instrument)) {
        context.submit(
            new OrderIntent.Market(instrument, Side.SELL, new OrderSize.EntirePosition()));
      }
    } else if (isTrue(Condition.ENTER, context, instrument)
        && !isTrue(Condition.EXIT, context, instrument)) {
      OrderSize share = new OrderSize.CashFraction(1.0 / (instruments - held(context)));
      context.submit(new OrderIntent.Market(instrument, Side.BUY, share));
    }
  }

  private boolean isTrue(Condition condition, StrategyContext context, int instrument) {
    return signals != null && signals.isTrue(condition, context, instrument);
  }

  /** Instruments that hold their share of the cash, or are about to. */
  private int held(StrategyContext context) {
    int held = 0;
    for (int i = 0; i < instruments; i++) {
      if (context.positionLots(i) > 0 || context.hasPendingOrder(i)) {
        held++;
      }
    }
    return held;
  }
}

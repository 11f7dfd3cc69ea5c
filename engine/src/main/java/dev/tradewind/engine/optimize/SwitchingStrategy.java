package dev.tradewind.engine.optimize;

import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderUpdate;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One strategy after the other in one run, each with the parameters that were found before its
 * window. What is held passes on: the next one takes it over as its own. Between windows, and in
 * those for which nothing was found, everything is sold. Each computes its features from the
 * beginning, so that none has to warm up. Belongs to one run.
 */
final class SwitchingStrategy implements Strategy {
  /**
   * A strategy and when it decides.
   *
   * @param from first moment, UTC microseconds: bars that close after it
   * @param to last moment: bars that close up to it
   * @param strategy null: nothing is to be held
   */
  record Turn(long from, long to, @Nullable Strategy strategy) {}

  private final List<Turn> turns;
  private int current;

  SwitchingStrategy(List<Turn> turns) {
    this.turns = List.copyOf(turns);
  }

  @Override
  public void onStart(StrategySetup setup) {
    for (Turn each : turns) {
      Strategy strategy = each.strategy();
      if (strategy != null) {
        strategy.onStart(setup);
      }
    }
  }

  private @Nullable Strategy now(StrategyContext context) {
    long moment = context.nowMicros();
    while (current < turns.size() && moment > turns.get(current).to()) {
      current++;
    }
    boolean inside = current < turns.size() && moment > turns.get(current).from();
    return inside ? turns.get(current).strategy() : null;
  }

  @Override
  public void onBar(StrategyContext context) {
    Strategy strategy = now(context);
    if (strategy != null) {
      strategy.onBar(context);
      return;
    }
    int instrument = context.instrument();
    long lots = context.positionLots(instrument);
    if (lots != 0 && !context.hasPendingOrder(instrument)) {
      context.submit(
          new OrderIntent.Market(
              instrument, lots > 0 ? Side.SELL : Side.BUY, new OrderSize.EntirePosition()));
    }
  }

  @Override
  public void onTrade(StrategyContext context, TradeTick trade) {
    Strategy strategy = now(context);
    if (strategy != null) {
      strategy.onTrade(context, trade);
    }
  }

  @Override
  public void onQuote(StrategyContext context, Quote quote) {
    Strategy strategy = now(context);
    if (strategy != null) {
      strategy.onQuote(context, quote);
    }
  }

  @Override
  public void onSignal(StrategyContext context, Signal signal) {
    Strategy strategy = now(context);
    if (strategy != null) {
      strategy.onSignal(context, signal);
    }
  }

  @Override
  public void onFill(StrategyContext context, Fill fill) {
    Strategy strategy = now(context);
    if (strategy != null) {
      strategy.onFill(context, fill);
    }
  }

  @Override
  public void onOrder(StrategyContext context, OrderUpdate update) {
    Strategy strategy = now(context);
    if (strategy != null) {
      strategy.onOrder(context, update);
    }
  }

  @Override
  public void onSessionClose(StrategyContext context) {
    Strategy strategy = now(context);
    if (strategy != null) {
      strategy.onSessionClose(context);
    }
  }

  @Override
  public void onStop(StrategyContext context) {
    Strategy strategy = now(context);
    if (strategy != null) {
      strategy.onStop(context);
    }
  }

  @Override
  public void onEnd() {
    for (Turn each : turns) {
      Strategy strategy = each.strategy();
      if (strategy != null) {
        strategy.onEnd();
      }
    }
  }
}

package dev.tradewind.engine.strategy;

import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;

/**
 * A trading strategy: the same object runs in simulation, paper and live. It sees only what was
 * known at that moment and speaks only in order intents.
 *
 * <p>A strategy object belongs to one run and one thread. The callbacks come in the order: start,
 * then for every moment the fills and order updates, the market's trades and quotes, the signals,
 * the bars, the session closes; stop at the end, and end when all is over.
 */
public interface Strategy {
  /** Declares the features the strategy will read. Called once, before the first bar. */
  void onStart(StrategySetup setup);

  /**
   * A bar has closed and is known; {@link StrategyContext#instrument()} says whose.
   *
   * @param context what is known now; valid during the call only
   */
  void onBar(StrategyContext context);

  /**
   * A longer bar that was declared in {@link #onStart} has closed; comes before {@link
   * #onBar(StrategyContext)} of the bar that completes it.
   */
  default void onBar(StrategyContext context, BarHandle bars) {}

  /** The market traded {@link StrategyContext#instrument()}; only where a run has trades. */
  default void onTrade(StrategyContext context, TradeTick trade) {}

  /** The best prices of {@link StrategyContext#instrument()}; only where a run has quotes. */
  default void onQuote(StrategyContext context, Quote quote) {}

  /** A stored signal became known; only where a run has signals. */
  default void onSignal(StrategyContext context, Signal signal) {}

  /** An order of this strategy was filled. */
  default void onFill(StrategyContext context, Fill fill) {}

  /** Something other than a fill happened to an order of this strategy. */
  default void onOrder(StrategyContext context, OrderUpdate update) {}

  /**
   * A session of {@link StrategyContext#instrument()} has ended and its last bar is known; for
   * instruments that trade round the clock, and those whose hours are not known, a UTC day.
   */
  default void onSessionClose(StrategyContext context) {}

  /**
   * The run has come to its end, also by a failure or because it was cancelled: what is handed in
   * now is refused. Called once, the last that can read; not where {@link #onStart} failed.
   */
  default void onStop(StrategyContext context) {}

  /**
   * The run is over, however it ended and wherever it failed: what the object holds of the machine
   * is to be let go. Called once, after {@link #onStop}; must not throw.
   */
  default void onEnd() {}
}

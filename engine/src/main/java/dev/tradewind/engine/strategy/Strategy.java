package dev.tradewind.engine.strategy;

/**
 * A trading strategy: the same object runs in simulation, paper and live. It sees only what was
 * known at that moment and speaks only in order intents.
 *
 * <p>A strategy object belongs to one run and one thread. The callbacks come in the order: start,
 * then for every moment the fills, the bars, the session closes.
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

  /** An order of this strategy was filled. */
  default void onFill(StrategyContext context, Fill fill) {}

  /** The last bar of a trading day (UTC) has closed for {@link StrategyContext#instrument()}. */
  default void onSessionClose(StrategyContext context) {}
}

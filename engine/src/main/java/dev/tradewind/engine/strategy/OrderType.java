package dev.tradewind.engine.strategy;

/** At what price an order fills, and when. Prices are in the instrument's currency. */
public sealed interface OrderType {
  /** At the next price to be had. */
  record Market() implements OrderType {}

  /** At the open of the next session, or of the next bar where the sessions are not known. */
  record MarketOnOpen() implements OrderType {}

  /** At the close of the session, or of the next bar where the sessions are not known. */
  record MarketOnClose() implements OrderType {}

  /**
   * At a price or better.
   *
   * @param price &gt; 0
   */
  record Limit(double price) implements OrderType {}

  /**
   * At the next price once the market is at a price or worse.
   *
   * @param price &gt; 0
   */
  record Stop(double price) implements OrderType {}

  /**
   * A limit that works once the market is at a price or worse.
   *
   * @param stop the price that sets it to work, &gt; 0
   * @param limit the worst price of a fill, &gt; 0
   */
  record StopLimit(double stop, double limit) implements OrderType {}

  /**
   * A stop that follows the best price since it works, and never goes back.
   *
   * @param distance to that price, &gt; 0
   * @param fraction whether the distance is a part of that price, then &lt; 1, or an amount
   */
  record TrailingStop(double distance, boolean fraction) implements OrderType {}

  /**
   * A limit that works once the market is at a price or better.
   *
   * @param trigger the price that sets it to work, &gt; 0
   * @param limit the worst price of a fill, &gt; 0
   */
  record LimitIfTouched(double trigger, double limit) implements OrderType {}
}

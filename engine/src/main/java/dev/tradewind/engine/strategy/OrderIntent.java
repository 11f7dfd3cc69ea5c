package dev.tradewind.engine.strategy;

/** What a strategy asks for. It is not an order: a simulator or the risk gate decides about it. */
public sealed interface OrderIntent {
  /**
   * Buy or sell at the next price to be had.
   *
   * @param instrument index of the instrument in the run
   * @param side the direction
   * @param size how much
   */
  record Market(int instrument, Side side, OrderSize size) implements OrderIntent {
    /** Refuses a size that does not go with the side. */
    public Market {
      if (instrument < 0) {
        throw new IllegalArgumentException("instrument must be >= 0, was " + instrument);
      }
      if (side == Side.SELL && size instanceof OrderSize.CashFraction) {
        throw new IllegalArgumentException("size CashFraction is for buys, side was SELL");
      }
      if (side == Side.BUY && size instanceof OrderSize.EntirePosition) {
        throw new IllegalArgumentException("size EntirePosition is for sells, side was BUY");
      }
    }
  }
}

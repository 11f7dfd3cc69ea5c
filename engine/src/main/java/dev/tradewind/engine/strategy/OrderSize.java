package dev.tradewind.engine.strategy;

/** How much an order is for; resolved to whole lots when the order is filled. */
public sealed interface OrderSize {
  /**
   * A fixed quantity.
   *
   * @param lots whole lots of the instrument, &gt; 0
   */
  record Lots(long lots) implements OrderSize {
    /** Refuses zero and negative quantities. */
    public Lots {
      if (lots <= 0) {
        throw new IllegalArgumentException("lots must be > 0, was " + lots);
      }
    }
  }

  /**
   * As many lots as that part of the cash at the fill pays for, the fee included, rounded down. For
   * buys only.
   *
   * @param fraction of the cash, in (0, 1]
   */
  record CashFraction(double fraction) implements OrderSize {
    /** Refuses fractions outside (0, 1]. */
    public CashFraction {
      if (!(fraction > 0 && fraction <= 1)) {
        throw new IllegalArgumentException("fraction must be in (0, 1], was " + fraction);
      }
    }
  }

  /** All that is held. For sells only. */
  record EntirePosition() implements OrderSize {}
}

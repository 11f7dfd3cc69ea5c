package dev.tradewind.engine.strategy;

/** The direction of an order or a fill. */
public enum Side {
  /** Adds to a long position or takes from a short one. */
  BUY,
  /** Takes from a long position or adds to a short one. */
  SELL;

  /** The other direction. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}

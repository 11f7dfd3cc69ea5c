package dev.tradewind.engine.strategy;

/** The direction of an order or a fill. */
public enum Side {
  /** Adds to the position. */
  BUY,
  /** Takes from the position. */
  SELL
}

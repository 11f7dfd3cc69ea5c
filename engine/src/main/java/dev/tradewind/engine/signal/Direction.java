package dev.tradewind.engine.signal;

/** Which way a position goes. */
public enum Direction {
  /** Gains when the price rises. */
  LONG,
  /** Gains when the price falls. */
  SHORT
}

package dev.tradewind.engine.strategy;

/** Where an order stands. */
public enum OrderState {
  /** Accepted; works later: after its entry, its first order, or the latency. */
  WAITING,
  /** Can be filled. */
  WORKING,
  /** Filled in part, the rest works. */
  PARTIALLY_FILLED,
  /** Filled in full. */
  FILLED,
  /** Ended before it was filled in full, by the strategy, a linked order or a rule. */
  CANCELLED,
  /** Its time in force or the data ended. */
  EXPIRED,
  /** Refused. */
  REJECTED;

  /** Whether nothing more happens to the order. */
  public boolean isDone() {
    return switch (this) {
      case WAITING, WORKING, PARTIALLY_FILLED -> false;
      case FILLED, CANCELLED, EXPIRED, REJECTED -> true;
    };
  }
}

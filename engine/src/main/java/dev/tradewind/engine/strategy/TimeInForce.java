package dev.tradewind.engine.strategy;

/** How long an order works. */
public sealed interface TimeInForce {
  /** Until it is filled or cancelled. */
  record Gtc() implements TimeInForce {}

  /** Until the session ends in which it first worked. */
  record Day() implements TimeInForce {}

  /** What can be filled at the first price is, the rest is cancelled. */
  record Ioc() implements TimeInForce {}

  /** Filled in full at the first price, or cancelled. */
  record Fok() implements TimeInForce {}

  /**
   * Until a moment.
   *
   * @param untilMicros UTC microseconds, exclusive
   */
  record Gtd(long untilMicros) implements TimeInForce {}
}

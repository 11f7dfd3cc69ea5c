package dev.tradewind.engine.strategy;

/**
 * How much an order is for; resolved to whole lots when the order is filled first, at the price of
 * that fill, and rounded down. A rest that fills later keeps that number of lots.
 */
public sealed interface OrderSize {
  /**
   * A fixed quantity.
   *
   * @param lots whole lots of the instrument, &gt; 0
   */
  record Lots(long lots) implements OrderSize {}

  /**
   * As many lots as that part of the cash at the fill pays for, the fee included. For buys only.
   *
   * @param fraction of the cash, in (0, 1]
   */
  record CashFraction(double fraction) implements OrderSize {}

  /** All that is held: a sale ends a long position, a buy covers a short one. */
  record EntirePosition() implements OrderSize {}

  /**
   * Lots worth that part of the equity at the fill, before the fee.
   *
   * @param fraction of the equity, &gt; 0; more than 1 is leverage and meets the margin rule
   */
  record EquityFraction(double fraction) implements OrderSize {}

  /**
   * Lots worth an amount at the fill, before the fee.
   *
   * @param amount in the account's currency, &gt; 0
   */
  record Notional(double amount) implements OrderSize {}

  /**
   * As many lots as lose an amount between the fill and the stop.
   *
   * @param amount in the account's currency, &gt; 0
   * @param stopPrice in the instrument's currency, &gt; 0, not the price of the fill
   */
  record RiskAmount(double amount, double stopPrice) implements OrderSize {}
}

package dev.tradewind.engine.strategy;

/**
 * When a purchase for a part of the equity is one for a part of the cash, whose fee is then paid of
 * it as well. Used by rules, and by sweeps that size the same positions.
 */
public final class CashPart {
  /** So that a quotient that was rounded down does not cost a lot. */
  private static final double ROUNDING = 1e-12;

  private CashPart() {}

  /**
   * The part of the cash that pays for an amount, in (0, 1]; {@code NaN} where the cash does not.
   *
   * @param amount to buy for, currency
   * @param cash there is, currency
   */
  public static double of(double amount, double cash) {
    return amount > 0 && cash > 0 && amount <= cash * (1 + 1e-9)
        ? Math.min(1, amount / cash * (1 + ROUNDING))
        : Double.NaN;
  }
}

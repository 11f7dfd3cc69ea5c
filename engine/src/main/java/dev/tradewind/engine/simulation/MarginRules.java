package dev.tradewind.engine.simulation;

/**
 * What may be borrowed, money and instruments, and what it costs.
 *
 * @param initial part of all positions' value that the equity must be after an order that adds to
 *     one, in (0, 1]: 1 for no leverage
 * @param maintenance part of all positions' value below which the equity must not fall, in [0, 1],
 *     at most {@code initial}; else all is sold
 * @param borrowRate a year, of the value of short positions, 0..10
 * @param shortSelling whether a sale may open a short position
 */
public record MarginRules(
    double initial, double maintenance, double borrowRate, boolean shortSelling) {
  /**
   * No leverage; a quarter of the positions' value must stay (FINRA rule 4210); 3 % a year to
   * borrow.
   */
  public static final MarginRules DEFAULT = new MarginRules(1, 0.25, 0.03, true);

  /** Validates every component. */
  public MarginRules {
    if (!(initial > 0 && initial <= 1)) {
      throw new IllegalArgumentException("initialMargin must be in (0, 1], was " + initial);
    }
    if (!(maintenance >= 0 && maintenance <= initial)) {
      throw new IllegalArgumentException(
          "maintenanceMargin must be in 0..initialMargin (" + initial + "), was " + maintenance);
    }
    Bounds.between("borrowRate", borrowRate, 0, 10);
  }
}

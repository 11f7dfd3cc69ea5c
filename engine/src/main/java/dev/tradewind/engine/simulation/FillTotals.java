package dev.tradewind.engine.simulation;

/** Sums over the fills of a run. */
final class FillTotals {
  private long feeUnits;
  private long notionalUnits;
  private double slippage;

  /**
   * Takes in a fill.
   *
   * @param slipped how much worse than the open it was, currency
   */
  void add(long notional, long fee, double slipped) {
    feeUnits = Math.addExact(feeUnits, fee);
    notionalUnits = Math.addExact(notionalUnits, notional);
    slippage += slipped;
  }

  double fees() {
    return RoundTripMatcher.money(feeUnits);
  }

  double notional() {
    return RoundTripMatcher.money(notionalUnits);
  }

  double slippage() {
    return slippage;
  }
}

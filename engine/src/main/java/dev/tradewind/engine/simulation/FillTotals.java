package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.Side;

/** Sums over the fills of a run. */
final class FillTotals {
  private long feeUnits;
  private long notionalUnits;
  private double slippage;

  void add(Fill fill, double quantity, double price, long notional) {
    feeUnits = Math.addExact(feeUnits, fill.feeUnits());
    notionalUnits = Math.addExact(notionalUnits, notional);
    double worse = price - fill.referencePrice();
    slippage += (fill.side() == Side.BUY ? worse : -worse) * quantity;
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

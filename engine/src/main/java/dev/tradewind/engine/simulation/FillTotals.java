package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.Side;

/** Sums over the fills of a run. */
final class FillTotals {
  private long feeUnits;
  private long notionalUnits;
  private double slippage;
  private double largestVolumeShare;
  private int fillsWithoutVolume;

  void add(Fill fill, double quantity, double price, long notional, double barVolume) {
    feeUnits = Math.addExact(feeUnits, fill.feeUnits());
    notionalUnits = Math.addExact(notionalUnits, notional);
    double worse = price - fill.referencePrice();
    slippage += (fill.side() == Side.BUY ? worse : -worse) * quantity;
    if (barVolume > 0) {
      // The margin is far above rounding: a share that is surely smaller needs no division.
      if (quantity > largestVolumeShare * barVolume * 0.999) {
        largestVolumeShare = Math.max(largestVolumeShare, quantity / barVolume);
      }
    } else {
      fillsWithoutVolume++;
    }
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

  /** The largest part of a bar's volume that one fill took; 0 where no bar had a volume. */
  double largestVolumeShare() {
    return largestVolumeShare;
  }

  /** Fills on bars without volume. */
  int fillsWithoutVolume() {
    return fillsWithoutVolume;
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.Instrument;
import java.math.BigDecimal;

/**
 * What an instrument's trades cost, exactly, in 1e-8 of its currency. Buys round up, sells round
 * down, fees round up: rounding never favours the trader.
 */
final class Account {
  /** Units of one whole of a currency. */
  static final long UNITS = 100_000_000L;

  private final ExactMath.Fraction unitsPerTickLot;
  private final ExactMath.Fraction feeRate;

  Account(Instrument instrument, BigDecimal feeBps) {
    unitsPerTickLot =
        ExactMath.Fraction.of(
            instrument.tickSize().multiply(instrument.lotSize()).movePointRight(8));
    feeRate = ExactMath.Fraction.of(feeBps.movePointLeft(4));
  }

  /** Units paid for a buy before the fee. */
  long cost(long ticks, long lots) {
    return unitsPerTickLot.timesProduct(ticks, lots, true);
  }

  /** Units received for a sell before the fee. */
  long proceeds(long ticks, long lots) {
    return unitsPerTickLot.timesProduct(ticks, lots, false);
  }

  /** The fee on a notional, units. */
  long fee(long notional) {
    return feeRate.isZero() ? 0 : feeRate.times(notional, true);
  }

  /** The largest number of lots whose cost and fee stay within a budget, &ge; 0. */
  long affordableLots(long ticks, long budget) {
    double perLot = unitsPerTickLot.timesDouble(ticks);
    double rate = feeRate.toDouble();
    long lots = (long) (budget / (perLot * (1 + rate)));
    // The estimate is good to a few units in the last place; the loops settle the rest exactly.
    while (lots > 0 && exceeds(ticks, lots, budget)) {
      lots--;
    }
    while (lots < Long.MAX_VALUE && !exceeds(ticks, lots + 1, budget)) {
      lots++;
    }
    return lots;
  }

  private boolean exceeds(long ticks, long lots, long budget) {
    try {
      long cost = cost(ticks, lots);
      return cost > budget || fee(cost) > budget - cost;
    } catch (ArithmeticException e) {
      // What does not fit a long is more than any budget.
      return true;
    }
  }
}

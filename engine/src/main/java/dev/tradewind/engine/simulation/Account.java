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
    return unitsPerTickLot.times(Math.multiplyExact(ticks, lots), true);
  }

  /** Units received for a sell before the fee. */
  long proceeds(long ticks, long lots) {
    return unitsPerTickLot.times(Math.multiplyExact(ticks, lots), false);
  }

  /** The fee on a notional, units. */
  long fee(long notional) {
    return feeRate.numerator() == 0 ? 0 : feeRate.times(notional, true);
  }

  /** The largest number of lots whose cost and fee stay within a budget, &ge; 0. */
  long affordableLots(long ticks, long budget) {
    double perLot = unitsPerTickLot.timesDouble(ticks);
    double rate = (double) feeRate.numerator() / feeRate.denominator();
    long lots = (long) (budget / (perLot * (1 + rate)));
    while (lots > 0 && total(ticks, lots) > budget) {
      lots--;
    }
    while (total(ticks, lots + 1) <= budget) {
      lots++;
    }
    return lots;
  }

  private long total(long ticks, long lots) {
    long cost = cost(ticks, lots);
    return Math.addExact(cost, fee(cost));
  }
}

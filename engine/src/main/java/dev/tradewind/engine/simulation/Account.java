package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.Instrument;
import java.math.BigDecimal;
import java.util.List;

/**
 * What an instrument's trades cost, exactly, in 1e-8 of its currency or of the account's. Buys
 * round up, sells round down, fees round up: rounding never favours the trader.
 */
final class Account {
  /** Units of one whole of a currency. */
  static final long UNITS = 100_000_000L;

  /** Rates of conversion are whole numbers of this part. */
  private static final long RATE_SCALE = 1_000_000_000_000L;

  private final ExactMath.Fraction unitsPerTickLot;
  private final ExactMath.Fraction taker;
  private final ExactMath.Fraction maker;
  private final ExactMath.Fraction perLot;
  private final CostModel model;
  private final long perOrder;
  private final long minimum;
  private final Tier[] tiers;
  private final ExactMath.Fraction conversion;
  private final boolean converts;
  private long rate = RATE_SCALE;

  private record Tier(long from, ExactMath.Fraction maker, ExactMath.Fraction taker) {}

  /** A plain account with one fee, in the instrument's own currency. */
  Account(Instrument instrument, BigDecimal feeBps) {
    this(instrument, Costs.ofBps(feeBps, feeBps), false, BigDecimal.ZERO);
  }

  /**
   * An account of an instrument.
   *
   * @param converts whether the account is in another currency; then {@link #setRate} is called
   *     before the first trade
   */
  Account(Instrument instrument, Costs costs, boolean converts, BigDecimal conversionBps) {
    unitsPerTickLot =
        ExactMath.Fraction.of(
            instrument.tickSize().multiply(instrument.lotSize()).movePointRight(8));
    taker = ExactMath.Fraction.of(costs.takerBps().movePointLeft(4));
    maker = ExactMath.Fraction.of(costs.makerBps().movePointLeft(4));
    perLot =
        ExactMath.Fraction.of(costs.perUnit().multiply(instrument.lotSize()).movePointRight(8));
    model = costs.model();
    perOrder = costs.perOrder().movePointRight(8).longValueExact();
    minimum = costs.minimum().movePointRight(8).longValueExact();
    tiers = tiers(costs.tiers());
    conversion = ExactMath.Fraction.of(conversionBps.movePointLeft(4));
    this.converts = converts;
  }

  private static Tier[] tiers(List<FeeTier> given) {
    return given.stream()
        .map(
            tier ->
                new Tier(
                    tier.fromNotional()
                        .movePointRight(8)
                        .min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValue(),
                    ExactMath.Fraction.of(tier.makerBps().movePointLeft(4)),
                    ExactMath.Fraction.of(tier.takerBps().movePointLeft(4))))
        .toArray(Tier[]::new);
  }

  /** Units paid for a buy before the fee, in the instrument's currency. */
  long cost(long ticks, long lots) {
    return unitsPerTickLot.timesProduct(ticks, lots, true);
  }

  /** Units received for a sell before the fee, in the instrument's currency. */
  long proceeds(long ticks, long lots) {
    return unitsPerTickLot.timesProduct(ticks, lots, false);
  }

  /** The fee of a taker on a notional where nothing but that counts, units. */
  long fee(long notional) {
    return taker.isZero() ? 0 : taker.times(notional, true);
  }

  /**
   * The fee of a fill, units of the instrument's currency.
   *
   * @param notional of the fill, units
   * @param lots of the fill
   * @param isMaker whether a resting limit was filled
   * @param isFirst whether it is the first fill of its order
   * @param traded in the run so far, units of the account's currency
   */
  long fee(long notional, long lots, boolean isMaker, boolean isFirst, long traded) {
    long fee =
        switch (model) {
          case PER_NOTIONAL -> rate(isMaker, traded).times(notional, true);
          case PER_SHARE -> perLot.times(lots, true);
          case FIXED -> isFirst ? perOrder : 0;
        };
    return isFirst && fee < minimum ? minimum : fee;
  }

  private ExactMath.Fraction rate(boolean isMaker, long traded) {
    ExactMath.Fraction found = isMaker ? maker : taker;
    for (Tier tier : tiers) {
      if (traded >= tier.from) {
        found = isMaker ? tier.maker : tier.taker;
      }
    }
    return found;
  }

  /** Whether amounts of the instrument are in another currency than the account's. */
  boolean converts() {
    return converts;
  }

  /**
   * Sets the rate of conversion from now on.
   *
   * @throws ArithmeticException if it is out of the range that is exact
   */
  void setRate(double price) {
    if (!(price > 0 && price < 9e6)) {
      throw new ArithmeticException("rate must be > 0 and < 9000000, was " + price);
    }
    rate = Math.max(1, (long) Math.rint(price * RATE_SCALE));
  }

  /** The rate of conversion now. */
  double rate() {
    return converts ? (double) rate / RATE_SCALE : 1;
  }

  /** An amount &ge; 0 of the instrument's currency in the account's, units. */
  long toAccount(long units, boolean up) {
    return converts ? ExactMath.mulDiv(units, rate, RATE_SCALE, up) : units;
  }

  /** The fee of changing an amount of the account's currency, units. */
  long conversionFee(long units) {
    return converts && !conversion.isZero() ? conversion.times(units, true) : 0;
  }

  /**
   * The largest number of lots whose cost and fees stay within a budget, &ge; 0.
   *
   * @param ticks price
   * @param budget units of the account's currency
   */
  long affordableLots(long ticks, long budget) {
    return affordableLots(ticks, budget, true, 0);
  }

  long affordableLots(long ticks, long budget, boolean isFirst, long traded) {
    double one = unitsPerTickLot.timesDouble(ticks) * rate();
    double share = model == CostModel.PER_NOTIONAL ? rate(false, traded).toDouble() : 0;
    double extra = model == CostModel.PER_SHARE ? perLot.toDouble() * rate() : 0;
    double changing = converts ? conversion.toDouble() : 0;
    double fixed = isFirst && model == CostModel.FIXED ? Math.max(perOrder, minimum) * rate() : 0;
    double estimate = (budget - fixed) / (one * (1 + share) * (1 + changing) + extra);
    long lots = estimate > 0 ? (long) estimate : 0;
    // The estimate is good to a few units in the last place where no minimum counts.
    long step = 1;
    while (lots > 0 && exceeds(ticks, lots, budget, isFirst, traded)) {
      lots = Math.max(0, lots - step);
      step = Math.min(step * 2, 1L << 40);
    }
    step = 1;
    while (lots < Long.MAX_VALUE - step && !exceeds(ticks, lots + step, budget, isFirst, traded)) {
      lots += step;
      step = Math.min(step * 2, 1L << 40);
    }
    for (; step > 0; step >>= 1) {
      if (lots <= Long.MAX_VALUE - step && !exceeds(ticks, lots + step, budget, isFirst, traded)) {
        lots += step;
      }
    }
    return lots;
  }

  private boolean exceeds(long ticks, long lots, long budget, boolean isFirst, long traded) {
    try {
      long cost = cost(ticks, lots);
      long fee = fee(cost, lots, false, isFirst, traded);
      long needed = toAccount(cost, true);
      long withFees =
          Math.addExact(Math.addExact(needed, toAccount(fee, true)), conversionFee(needed));
      return withFees > budget;
    } catch (ArithmeticException e) {
      // What does not fit a long is more than any budget.
      return true;
    }
  }
}

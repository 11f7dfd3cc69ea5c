package dev.tradewind.engine.strategy;

/**
 * One of our own executions, exact.
 *
 * @param timeMicros UTC time of the fill, microseconds
 * @param instrument index of the instrument in the run
 * @param side the direction
 * @param lots whole lots, &gt; 0
 * @param priceTicks price in ticks, &gt; 0
 * @param feeUnits fee in 1e-8 of the account's currency, &ge; 0
 * @param referencePrice the market's price before slippage and rounding, currency
 * @param orderId of the order that was filled, &gt; 0; 0 where it is not known
 */
public record Fill(
    long timeMicros,
    int instrument,
    Side side,
    long lots,
    long priceTicks,
    long feeUnits,
    double referencePrice,
    long orderId) {
  /** A fill of an order that is not known. */
  public Fill(
      long timeMicros,
      int instrument,
      Side side,
      long lots,
      long priceTicks,
      long feeUnits,
      double referencePrice) {
    this(timeMicros, instrument, side, lots, priceTicks, feeUnits, referencePrice, 0);
  }
}

package dev.tradewind.engine.market;

/**
 * The best prices of the market at a moment.
 *
 * @param timeMicros UTC microseconds since 1970
 * @param bid best price to sell at, currency
 * @param ask best price to buy at, currency
 * @param bidQuantity units wanted at the bid; {@code NaN} where it is not known
 * @param askQuantity units offered at the ask; {@code NaN} where it is not known
 */
public record Quote(
    long timeMicros, double bid, double ask, double bidQuantity, double askQuantity) {}

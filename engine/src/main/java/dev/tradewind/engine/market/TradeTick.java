package dev.tradewind.engine.market;

/**
 * One trade of the market (not ours), the input of bar aggregation.
 *
 * @param timeMicros UTC time of the trade, microseconds since 1970
 * @param price in currency, &gt; 0
 * @param quantity in units, &ge; 0
 */
public record TradeTick(long timeMicros, double price, double quantity) {}

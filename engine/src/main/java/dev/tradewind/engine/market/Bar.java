package dev.tradewind.engine.market;

/**
 * One bar as a value, for rows at the edges (imports, displays). Series hold columns instead.
 *
 * @param openTimeMicros UTC start of the bar, microseconds since 1970
 * @param open first price, currency
 * @param high highest price, currency
 * @param low lowest price, currency
 * @param close last price, currency
 * @param volume traded quantity in units, &ge; 0; {@code NaN} where the source has none
 */
public record Bar(
    long openTimeMicros, double open, double high, double low, double close, double volume) {}

package dev.tradewind.engine.simulation;

/**
 * What is still held at the end, marked at the last close; it is no round trip.
 *
 * @param instrument index of the instrument in the run
 * @param quantity units, &gt; 0
 * @param entryTimeMicros UTC time of the oldest open entry
 * @param entryPrice mean entry price, currency
 * @param markPrice last close, currency
 * @param unrealisedPnl at the mark, after the fees of the entry, currency
 * @param fees of the entry, currency
 */
public record OpenPosition(
    int instrument,
    double quantity,
    long entryTimeMicros,
    double entryPrice,
    double markPrice,
    double unrealisedPnl,
    double fees) {}

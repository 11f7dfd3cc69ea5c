package dev.tradewind.engine.simulation;

/**
 * What is still held at the end, marked at the last close; it is no round trip.
 *
 * @param instrument index of the instrument in the run
 * @param quantity units; negative for a short position
 * @param entryTimeMicros UTC time of the oldest open entry
 * @param entryPrice mean entry price, the instrument's currency
 * @param markPrice last close, the instrument's currency
 * @param unrealisedPnl at the mark, after the fees of the entry, the account's currency
 * @param fees of the entry, the account's currency
 */
public record OpenPosition(
    int instrument,
    double quantity,
    long entryTimeMicros,
    double entryPrice,
    double markPrice,
    double unrealisedPnl,
    double fees) {}

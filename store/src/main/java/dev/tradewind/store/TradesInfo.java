package dev.tradewind.store;

import java.time.Instant;

/**
 * The stored trades of an instrument.
 *
 * @param instrument its id
 * @param trades how many, &gt; 0
 * @param firstMicros time of the first, UTC
 * @param lastMicros time of the last, UTC
 * @param contentHash {@link dev.tradewind.engine.market.TradeHash} of all of them
 * @param source where the newest write came from
 * @param updatedAt when the newest write that changed anything was made
 */
public record TradesInfo(
    String instrument,
    long trades,
    long firstMicros,
    long lastMicros,
    String contentHash,
    SeriesSource source,
    Instant updatedAt) {}

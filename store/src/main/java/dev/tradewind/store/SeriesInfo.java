package dev.tradewind.store;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import java.time.Instant;

/**
 * A line of the catalogue.
 *
 * @param instrument what the bars are prices of
 * @param timeframe the length of a bar
 * @param bars how many are stored, &gt; 0
 * @param firstMicros opening time of the first bar, UTC
 * @param lastMicros opening time of the last bar, UTC
 * @param contentHash {@link dev.tradewind.engine.market.BarSeries#contentHash()} of the whole
 *     series
 * @param source where the newest write came from
 * @param updatedAt when the newest write that changed anything was made
 */
public record SeriesInfo(
    Instrument instrument,
    Timeframe timeframe,
    long bars,
    long firstMicros,
    long lastMicros,
    String contentHash,
    SeriesSource source,
    Instant updatedAt) {}

package dev.tradewind.store;

import java.time.Instant;

/**
 * Up to where a column is built, and from what.
 *
 * @param key the column
 * @param rows how many bars it covers, &ge; 0
 * @param lastOpenMicros opening time of the last of them, UTC; {@link Long#MIN_VALUE} if there is
 *     none
 * @param lastKnownAtMicros when the last of them was known, UTC; {@link Long#MIN_VALUE} if there is
 *     none
 * @param inputHash SHA-256, hexadecimal, of everything the values were computed from
 * @param columnHash SHA-256, hexadecimal, of the values
 * @param refreshedAt when the newest refresh that changed anything was made
 */
public record Watermark(
    FeatureKey key,
    long rows,
    long lastOpenMicros,
    long lastKnownAtMicros,
    String inputHash,
    String columnHash,
    Instant refreshedAt) {}

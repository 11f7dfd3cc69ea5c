package dev.tradewind.store;

/**
 * What a refresh did to one column.
 *
 * @param watermark where the column stands now
 * @param fromMicros opening time of the first bar that was computed again, UTC; {@link
 *     Long#MAX_VALUE} if none was
 * @param computed bars that were computed
 * @param blocks blocks that were written
 * @param revised values that were known before and are others now, or are on bars added before the
 *     watermark; the old ones are kept as history
 */
public record FeatureRefresh(
    Watermark watermark, long fromMicros, long computed, int blocks, long revised) {}

package dev.tradewind.platform.marketdata;

/**
 * A series was deleted. Published after it is gone.
 *
 * @param instrument its name
 * @param timeframe code of its timeframe
 */
public record SeriesDeleted(String instrument, String timeframe) {}

package dev.tradewind.platform.marketdata;

/**
 * A series was imported. Published in the transaction that ends the import.
 *
 * @param instrument its name
 * @param timeframe code of its timeframe
 * @param demo whether it is part of the demonstration data
 */
public record SeriesImported(String instrument, String timeframe, boolean demo) {}

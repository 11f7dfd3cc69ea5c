package dev.tradewind.platform.marketdata;

/**
 * Splits or dividends of an instrument were added or changed. Published after they were stored.
 *
 * @param instrument its name
 */
public record ActionsChanged(String instrument) {}

package dev.tradewind.store.imports;

import dev.tradewind.engine.market.BarSeries;

/**
 * The bars of a file and what there is to say about them.
 *
 * @param series the accepted rows; must not be stored or simulated if the report says refused
 * @param report what was read, rejected, flagged and inferred
 */
public record ImportResult(BarSeries series, ImportReport report) {}

package dev.tradewind.store;

import dev.tradewind.engine.feature.NullPolicy;

/**
 * A line of the catalogue of features.
 *
 * @param watermark which column, and where it stands
 * @param nulls what is read where it is undefined
 * @param flagged whether outliers are flagged
 */
public record FeatureInfo(Watermark watermark, NullPolicy nulls, boolean flagged) {}

package dev.tradewind.platform.features;

/** What saved features mean may have changed. Published in the transaction that changes them. */
public record FeaturesChanged() {}

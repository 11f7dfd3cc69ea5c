package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderIntent;

/**
 * An intent that was not filled, and why.
 *
 * @param timeMicros UTC time of the decision to refuse
 * @param intent what was asked for
 * @param reason in plain words, with field, value and bound
 */
public record Rejection(long timeMicros, OrderIntent intent, String reason) {}

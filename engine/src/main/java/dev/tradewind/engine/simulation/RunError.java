package dev.tradewind.engine.simulation;

/**
 * A failure of the strategy during a run.
 *
 * @param timeMicros UTC time, microseconds
 * @param message names strategy, callback, instrument, bar, time and cause
 */
public record RunError(long timeMicros, String message) {}

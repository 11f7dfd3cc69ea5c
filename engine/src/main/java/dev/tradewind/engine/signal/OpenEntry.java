package dev.tradewind.engine.signal;

/**
 * An entry that no exit has closed yet.
 *
 * @param direction of the position it began
 * @param barTimeMicros open time of its bar, UTC microseconds
 */
public record OpenEntry(Direction direction, long barTimeMicros) {}

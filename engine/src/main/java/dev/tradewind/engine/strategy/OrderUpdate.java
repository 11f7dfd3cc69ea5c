package dev.tradewind.engine.strategy;

/**
 * Something other than a fill happened to an order.
 *
 * @param timeMicros UTC microseconds
 * @param order after it
 * @param reason in plain words, may be empty
 */
public record OrderUpdate(long timeMicros, OrderStatus order, String reason) {}

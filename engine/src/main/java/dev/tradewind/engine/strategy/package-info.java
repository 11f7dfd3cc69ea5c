/**
 * Strategies: what a strategy may see, what it may ask for, and the built-in ones.
 *
 * <p>Implement {@link dev.tradewind.engine.strategy.Strategy}; find the built-in ones in {@link
 * dev.tradewind.engine.strategy.StrategyCatalog}. A strategy sees only what was known at that
 * moment and speaks only in order intents. Depends on {@code engine.indicator}. A strategy object
 * belongs to one run and one thread.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.strategy;

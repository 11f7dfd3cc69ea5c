/**
 * The event-driven simulator with its exact ledger.
 *
 * <p>Start with {@code Simulator}. Cash is in 1e-8 units, prices in ticks, quantities in lots;
 * overflow throws. Depends on {@code engine.strategy} and {@code engine.statistics}. A run belongs
 * to one thread; results are immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.simulation;

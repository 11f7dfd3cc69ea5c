/**
 * Data-quality checks of a bar series.
 *
 * <p>Checks only look: they never change or drop a bar. Depends on {@code engine.market} and {@code
 * engine.time}; everything is immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.market.quality;

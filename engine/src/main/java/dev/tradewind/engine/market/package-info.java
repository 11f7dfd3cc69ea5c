/**
 * Market data: instruments, columnar bar series, trades and their aggregation, quality checks.
 *
 * <p>Start with {@link dev.tradewind.engine.market.BarSeries} for prices and {@link
 * dev.tradewind.engine.market.Instrument} for what is traded. Depends on {@code engine.time}. All
 * types are immutable except the builders, which belong to one thread.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.market;

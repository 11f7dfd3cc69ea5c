/**
 * The Tradewind engine: time, market data, indicators, strategies, simulation and statistics.
 *
 * <p>Start with {@code Simulator} to run a strategy, with {@link
 * dev.tradewind.engine.market.BarSeries} to hold prices. Depends on the JDK and JSpecify only: no
 * logging, no JSON, no SQL, no clock and no random source of its own. Values are immutable and safe
 * to share between threads unless a type says otherwise.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine;

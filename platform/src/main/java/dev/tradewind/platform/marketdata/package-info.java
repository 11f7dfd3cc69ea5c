/**
 * Prices: uploads and their import, the catalogue, what charts show.
 *
 * <p>Start with {@link dev.tradewind.platform.marketdata.MarketData}; for charts with {@link
 * dev.tradewind.platform.marketdata.ChartBars}. Depends on {@code shared}, {@code access}, {@code
 * instruments} and {@code operations}. Thread-safe.
 */
@ApplicationModule(allowedDependencies = {"shared", "access", "instruments", "operations"})
@NullMarked
package dev.tradewind.platform.marketdata;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

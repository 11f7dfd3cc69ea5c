/**
 * Strategies and their simulations: requests, runs, results, comparisons, reports, the overview.
 *
 * <p>Start with {@link dev.tradewind.platform.research.SavedStrategies} to find strategies, else
 * with {@code internal.BacktestController}. Depends on all modules but {@code optimisation}.
 * Thread-safe.
 */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "access",
      "instruments",
      "marketdata",
      "operations",
      "features",
      "signals"
    })
@NullMarked
package dev.tradewind.platform.research;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

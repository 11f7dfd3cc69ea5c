/**
 * Strategies and their simulations: requests, runs, results, comparisons, reports, the overview.
 *
 * <p>Has no API for other modules yet; start with {@code internal.BacktestController}. Depends on
 * all other modules. Thread-safe.
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

/**
 * Signals: definitions and scanners as versioned rows, the rows that are generated of them, and the
 * news of each new one.
 *
 * <p>Start with {@link dev.tradewind.platform.signals.SignalArchive} to read signals in a
 * simulation, and with {@link dev.tradewind.platform.signals.NewSignals} to be told of new ones.
 * Depends on {@code shared}, {@code access}, {@code instruments}, {@code marketdata}, {@code
 * features} and {@code operations}. Thread-safe.
 */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "access",
      "instruments",
      "marketdata",
      "features",
      "operations"
    })
@NullMarked
package dev.tradewind.platform.signals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

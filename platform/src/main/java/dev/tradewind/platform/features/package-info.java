/**
 * Features: their definitions as rows, what is built of them, and what charts and files show.
 *
 * <p>Start with {@link dev.tradewind.platform.features.SavedFeatures}. Depends on {@code shared},
 * {@code access}, {@code instruments}, {@code marketdata} and {@code operations}. Thread-safe.
 */
@ApplicationModule(
    allowedDependencies = {"shared", "access", "instruments", "marketdata", "operations"})
@NullMarked
package dev.tradewind.platform.features;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * What can be traded: instruments with their steps, currency and calendar.
 *
 * <p>Start with {@link dev.tradewind.platform.instruments.Instruments}. Depends on {@code shared}
 * and {@code access}. Thread-safe.
 */
@ApplicationModule(allowedDependencies = {"shared", "access"})
@NullMarked
package dev.tradewind.platform.instruments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

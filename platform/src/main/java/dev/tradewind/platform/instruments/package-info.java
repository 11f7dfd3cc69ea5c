/**
 * What can be traded and when: instruments with their steps, currency and calendar, the sessions of
 * calendars, and the timeframes that are offered.
 *
 * <p>Start with {@link dev.tradewind.platform.instruments.Instruments}, {@link
 * dev.tradewind.platform.instruments.Calendars} and {@link
 * dev.tradewind.platform.instruments.KnownTimeframes}. Depends on {@code shared} and {@code
 * access}. Thread-safe.
 */
@ApplicationModule(allowedDependencies = {"shared", "access"})
@NullMarked
package dev.tradewind.platform.instruments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

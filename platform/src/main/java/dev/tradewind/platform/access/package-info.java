/**
 * Who may do what: users, sessions, API keys, the first set-up, the checks of every request, audit.
 *
 * <p>Controllers declare who may call them with {@link dev.tradewind.platform.access.Allow};
 * without it nobody may. Depends on {@code shared} only. Thread-safe.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.tradewind.platform.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

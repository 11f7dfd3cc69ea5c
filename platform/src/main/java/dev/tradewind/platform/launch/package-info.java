/**
 * Starts and stops the process: arguments, the lock on the data directory, the embedded PostgreSQL,
 * the Spring context, what is printed.
 *
 * <p>Start with {@link dev.tradewind.platform.launch.Launcher}. Nothing depends on this module
 * except the application itself.
 */
@ApplicationModule(allowedDependencies = {"shared", "access"})
@NullMarked
package dev.tradewind.platform.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * What keeps the platform running and visible: durable jobs, the live stream, answers that are
 * given once, problem documents, health, metrics, the database connection.
 *
 * <p>Start with {@link dev.tradewind.platform.operations.Jobs}. Depends on {@code shared} and
 * {@code access}. Thread-safe.
 */
@ApplicationModule(allowedDependencies = {"shared", "access"})
@NullMarked
package dev.tradewind.platform.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * What every module of the platform needs: settings, the data directory, problems, pages.
 *
 * <p>Start with {@link dev.tradewind.platform.shared.PlatformSettings}. Depends on nothing. All
 * types are immutable unless they say otherwise.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tradewind.platform.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

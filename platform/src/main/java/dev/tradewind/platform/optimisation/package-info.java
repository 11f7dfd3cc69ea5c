/**
 * Studies: searches over the parameters of a strategy as durable jobs, their trials as rows, what
 * they are worth, and the ledger in which every trial is counted.
 *
 * <p>Has no API for other modules; start with {@code internal.StudyController} for what users see
 * and with {@code internal.StudyHandler} for how a study runs. Depends on all modules but {@code
 * signals}. Thread-safe.
 */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "access",
      "instruments",
      "marketdata",
      "operations",
      "features",
      "research"
    })
@NullMarked
package dev.tradewind.platform.optimisation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

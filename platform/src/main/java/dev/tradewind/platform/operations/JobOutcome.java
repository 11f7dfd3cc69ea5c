package dev.tradewind.platform.operations;

import org.jspecify.annotations.Nullable;

/**
 * How a handler ended its work.
 *
 * @param status a final status
 * @param message for people; may be {@code null}
 * @param store writes the result; runs in the transaction that ends the job, once, and not at all
 *     if a newer attempt has taken the job over
 */
public record JobOutcome(JobStatus status, @Nullable String message, Runnable store) {
  /** Refuses a status that is not final. */
  public JobOutcome {
    if (!status.isFinal()) {
      throw new IllegalArgumentException("status must be final, was " + status);
    }
  }

  /** An end without a result. */
  public static JobOutcome of(JobStatus status, @Nullable String message) {
    return new JobOutcome(status, message, () -> {});
  }
}

package dev.tradewind.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A cluster cannot be had, or was lost in the middle. What was evaluated until then stands; the
 * study can go on when the cluster is back, or without it. The message says what to change.
 */
public final class ClusterException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** A failure with its cause, if there is one. */
  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.tradewind.platform.launch;

import org.jspecify.annotations.Nullable;

/** The platform cannot start; the message is one line that says what to do. */
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A refusal without a further cause. */
  public LaunchException(String message) {
    super(message);
  }

  /** A refusal with its cause. */
  public LaunchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

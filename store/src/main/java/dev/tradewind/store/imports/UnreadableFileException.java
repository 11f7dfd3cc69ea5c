package dev.tradewind.store.imports;

import org.jspecify.annotations.Nullable;

/**
 * A file cannot be read as prices at all, so that there is not even a report. The message names the
 * file, what is wrong with it, and what to do.
 */
public final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A file that is not what it should be. */
  public UnreadableFileException(String message) {
    super(message);
  }

  /** A file that could not be read. */
  public UnreadableFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

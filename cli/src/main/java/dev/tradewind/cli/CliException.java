package dev.tradewind.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot go on: what to print, and the exit code. */
final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  CliException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  CliException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}

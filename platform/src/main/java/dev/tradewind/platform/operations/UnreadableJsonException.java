package dev.tradewind.platform.operations;

import tools.jackson.core.JacksonException;

/** JSON that came in another way than as a body cannot be read; answered like a wrong body. */
public final class UnreadableJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Wraps what the parser said. */
  public UnreadableJsonException(JacksonException cause) {
    super(cause);
  }
}

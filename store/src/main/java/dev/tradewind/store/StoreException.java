package dev.tradewind.store;

/** A store cannot do its work; {@link #advice()} says what a caller can do about it. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What to do about the failure. */
  public enum Advice {
    /** Another process holds the file: try again once it has let go. */
    RETRY,
    /** The path or its permissions are wrong. */
    RECONFIGURE,
    /** The file is damaged or the engine failed. */
    GIVE_UP
  }

  private final Advice advice;

  /** A failure with its cause. */
  public StoreException(Advice advice, String message, Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  /** What to do about the failure. */
  public Advice advice() {
    return advice;
  }
}

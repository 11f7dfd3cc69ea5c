package dev.tradewind.engine.optimize;

/** A study was stopped; what was evaluated so far has been told to its listener. */
public final class StudyCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A study that was stopped. */
  public StudyCancelledException(String message) {
    super(message);
  }
}

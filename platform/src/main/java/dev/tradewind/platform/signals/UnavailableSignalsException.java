package dev.tradewind.platform.signals;

/** Signals that a run needs are not there; its message says which, and what to do. */
public final class UnavailableSignalsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Signals are not there. */
  public UnavailableSignalsException(String message) {
    super(message);
  }
}

package dev.tradewind.engine.simulation;

/** A strategy threw while it was called; the message names strategy, instrument, bar and time. */
public final class StrategyFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Wraps what the strategy threw. */
  public StrategyFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.tradewind.engine.sweep;

/** A parameter set needs what columns cannot represent; the simulator takes it over. */
final class NotColumnarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotColumnarException(String reason) {
    super(reason);
  }
}

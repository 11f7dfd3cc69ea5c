package dev.tradewind.engine.signal;

/**
 * A stretch of time, half-open.
 *
 * @param from first moment, UTC microseconds
 * @param to moment after the last, &gt; {@code from}; {@link Long#MAX_VALUE} has no end
 */
public record Window(long from, long to) {
  /** All time. */
  public static final Window ALL = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Refuses an empty stretch. */
  public Window {
    if (to <= from) {
      throw new IllegalArgumentException("to must be > from (" + from + "), was " + to);
    }
  }

  /** From a moment on. */
  public static Window from(long from) {
    return new Window(from, Long.MAX_VALUE);
  }

  /** Whether it has a moment. */
  public boolean contains(long micros) {
    return micros >= from && (micros < to || to == Long.MAX_VALUE);
  }
}

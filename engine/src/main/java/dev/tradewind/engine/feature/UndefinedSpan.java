package dev.tradewind.engine.feature;

/**
 * Neighbouring bars on which a feature is undefined for one reason.
 *
 * @param fromMicros opening time of the first, UTC microseconds
 * @param toMicros opening time of the last, UTC microseconds
 * @param bars how many, &gt; 0
 * @param reason why
 */
public record UndefinedSpan(long fromMicros, long toMicros, long bars, UndefinedReason reason) {
  /** Refuses an empty span. */
  public UndefinedSpan {
    if (bars <= 0 || toMicros < fromMicros) {
      throw new IllegalArgumentException(
          "a span must have bars and end behind its start, was "
              + bars
              + " bars from "
              + fromMicros
              + " to "
              + toMicros);
    }
  }
}

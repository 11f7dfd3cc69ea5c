package dev.tradewind.engine.time;

/**
 * The length of a bar, used wherever bars are named, stored or aggregated. How the code cuts time
 * into spans is said by {@link TimeframeDefinition}.
 *
 * @param code canonical text: a count and a unit {@code s m h D W M Q Y}, the last five also with
 *     {@code t} for sessions; for example {@code 1m}, {@code 4h}, {@code 1D}, {@code 1Wt}
 * @param micros length in microseconds, &gt; 0; nominal for months and longer (365.2425 days a
 *     year) and for sessions, which are as long as the same unit of the calendar
 */
public record Timeframe(String code, long micros) {
  private static final long SECOND = 1_000_000L;

  /** Refuses a length that does not belong to the code. */
  public Timeframe {
    if (!TimeframeDefinition.Parsed.of(code).code().equals(code)) {
      throw new IllegalArgumentException("timeframe code must be canonical, was '" + code + "'");
    }
    if (micros <= 0) {
      throw new IllegalArgumentException("timeframe micros must be > 0, was " + micros);
    }
  }

  /**
   * Reads a timeframe as a user writes it: {@code 1m}, {@code 15m}, {@code 1h}, {@code 4h}, {@code
   * 1D} (or {@code 1d}), {@code 1W} (or {@code 1w}), {@code 1M}, {@code 1Q}, {@code 1Y}, {@code
   * 1Wt}.
   *
   * @throws IllegalArgumentException if the text is not a count and a unit
   */
  public static Timeframe parse(String text) {
    TimeframeDefinition.Parsed parsed = TimeframeDefinition.Parsed.of(text);
    return new Timeframe(parsed.code(), parsed.count() * parsed.unit().nominalSeconds() * SECOND);
  }

  @Override
  public String toString() {
    return code;
  }
}

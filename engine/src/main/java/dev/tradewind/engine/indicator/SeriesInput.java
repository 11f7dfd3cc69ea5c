package dev.tradewind.engine.indicator;

import java.util.Locale;

/**
 * A column of the bars themselves, or derived from them without memory; what every kernel is fed
 * from.
 */
public enum SeriesInput {
  /** First price of the bar, currency. */
  OPEN,
  /** Highest price of the bar, currency. */
  HIGH,
  /** Lowest price of the bar, currency. */
  LOW,
  /** Last price of the bar, currency. */
  CLOSE,
  /** Traded quantity of the bar, units; {@code NaN} where the source has none. */
  VOLUME,
  /** {@code (high + low + close) / 3}, currency. */
  TYPICAL,
  /** {@code (high + low) / 2}, currency. */
  MEDIAN,
  /** When the bar opens, UTC microseconds since 1970; exact in a double until the year 2255. */
  OPEN_TIME,
  /** When the bar closes, UTC microseconds since 1970. */
  CLOSE_TIME,
  /** When the session opened in which the bar opens, UTC microseconds; {@code NaN} outside. */
  SESSION_OPEN,
  /** When the session closes in which the bar opens, UTC microseconds; {@code NaN} outside. */
  SESSION_CLOSE;

  /** The name in lower case: {@code close}, {@code open_time}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a user may write it as a field; the times are reached through functions. */
  public boolean isField() {
    return compareTo(MEDIAN) <= 0;
  }
}

package dev.tradewind.engine.market;

import java.util.Locale;

/** A column of a {@link BarSeries} that a feature may read. */
public enum BarField {
  /** First price of the bar. */
  OPEN,
  /** Highest price of the bar. */
  HIGH,
  /** Lowest price of the bar. */
  LOW,
  /** Last price of the bar. */
  CLOSE,
  /** Traded quantity of the bar. */
  VOLUME;

  /**
   * The name in expressions: {@code open}, {@code high}, {@code low}, {@code close}, {@code
   * volume}.
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

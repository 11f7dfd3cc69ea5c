package dev.tradewind.engine.simulation;

import java.math.BigDecimal;

/** Checks of configured values; each names the field, the value and the bound. */
final class Bounds {
  private static final BigDecimal MAX_BPS = BigDecimal.valueOf(1_000);

  private Bounds() {}

  static void bps(String field, BigDecimal bps) {
    between(field, bps, BigDecimal.ZERO, MAX_BPS, 4);
  }

  static void between(
      String field, BigDecimal value, BigDecimal min, BigDecimal max, int maxDecimals) {
    if (value.compareTo(min) < 0
        || value.compareTo(max) > 0
        || value.stripTrailingZeros().scale() > maxDecimals) {
      throw new IllegalArgumentException(
          field
              + " must be in "
              + min.toPlainString()
              + ".."
              + max.toPlainString()
              + " with at most "
              + maxDecimals
              + " decimals, was "
              + value.toPlainString());
    }
  }

  static void between(String field, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          field + " must be in " + min + ".." + max + ", was " + value);
    }
  }
}

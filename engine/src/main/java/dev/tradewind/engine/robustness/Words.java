package dev.tradewind.engine.robustness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Numbers and times in sentences; the same on every machine. */
final class Words {
  private Words() {}

  static String time(long micros) {
    String text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    return text.endsWith("T00:00:00Z") ? text.substring(0, 10) : text;
  }

  /** Rounded to so many decimals; {@code n/a} where undefined. */
  static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return "n/a";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return rounded.signum() == 0
        ? BigDecimal.ZERO.setScale(decimals).toPlainString()
        : rounded.toPlainString();
  }

  /** With six significant digits, for values of any size. */
  static String value(double value) {
    if (!Double.isFinite(value)) {
      return "undefined";
    }
    return value == 0
        ? "0"
        : BigDecimal.valueOf(value)
            .round(new MathContext(8, RoundingMode.HALF_UP))
            .stripTrailingZeros()
            .toPlainString();
  }

  static String percent(double fraction) {
    return Double.isFinite(fraction) ? number(fraction * 100, 1) + " %" : "n/a";
  }

  /** {@code 1 bar}, {@code 2 bars}. */
  static String count(long count, String one) {
    return count + " " + one + (count == 1 ? "" : "s");
  }
}

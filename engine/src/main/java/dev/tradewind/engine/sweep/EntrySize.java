package dev.tradewind.engine.sweep;

import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderWords;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much an entry is for.
 *
 * @param lots a fixed number, or 0 where a part of the cash decides
 * @param fraction of the cash at the fill
 */
record EntrySize(long lots, double fraction) {
  /** Twice what a rounded product of a decimal and a whole number may be off by. */
  private static final double ROUNDING = 0x1p-51;

  static EntrySize of(OrderSize size) {
    return switch (size) {
      case OrderSize.Lots(var lots) -> new EntrySize(lots, Double.NaN);
      case OrderSize.CashFraction(var fraction) -> new EntrySize(0, fraction);
      default ->
          throw new IllegalArgumentException(
              "size of an entry must be lots or a part of the cash, was " + OrderWords.size(size));
    };
  }

  /** What may be spent of a cash, both in 1e-8 of the currency. */
  long budget(long cash) {
    return budget(fraction, cash);
  }

  /**
   * A part of a cash rounded down, both in 1e-8 of the currency. The fraction stands for the
   * decimal of its shortest representation; that is {@link #reference}, and is asked only where
   * doubles do not decide.
   */
  static long budget(double fraction, long cash) {
    if (fraction == 1) {
      return cash;
    }
    double product = fraction * cash;
    double off = Math.abs(product) * ROUNDING;
    double low = Math.floor(product - off);
    return Math.abs(cash) < 1L << 53 && low == Math.floor(product + off)
        ? (long) low
        : reference(fraction, cash);
  }

  static long reference(double fraction, long cash) {
    return BigDecimal.valueOf(fraction)
        .multiply(BigDecimal.valueOf(cash))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }
}

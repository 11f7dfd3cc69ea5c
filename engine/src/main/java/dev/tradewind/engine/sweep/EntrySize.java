package dev.tradewind.engine.sweep;

import dev.tradewind.engine.strategy.OrderSize;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much an entry is for.
 *
 * @param lots a fixed number, or 0 where a part of the cash decides
 * @param fraction of the cash at the fill
 */
record EntrySize(long lots, double fraction) {
  static EntrySize of(OrderSize size) {
    return switch (size) {
      case OrderSize.Lots(var lots) -> new EntrySize(lots, Double.NaN);
      case OrderSize.CashFraction(var fraction) -> new EntrySize(0, fraction);
      default ->
          throw new IllegalArgumentException(
              "size of an entry must be lots or a part of the cash, was " + size);
    };
  }

  /** What may be spent of a cash, both in 1e-8 of the currency. */
  long budget(long cash) {
    return fraction == 1
        ? cash
        : BigDecimal.valueOf(fraction)
            .multiply(BigDecimal.valueOf(cash))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
  }
}

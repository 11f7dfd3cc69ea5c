package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.OrderWords;
import java.util.Optional;

/** Changes to orders that work. */
final class Amendments {
  private Amendments() {}

  /** Why an order cannot be changed so, with field, bound and value; empty if it can. */
  static Optional<String> problem(SimOrder order, OrderIntent.Amend amend) {
    OrderType type = amend.type();
    if (type != null && type.getClass() != order.type().getClass()) {
      return refused(
          order, "type must stay " + OrderWords.type(order.type()), OrderWords.type(type));
    }
    OrderSize size = amend.size();
    if (size == null) {
      return Optional.empty();
    }
    if (order.group != null && order.group.rule == OrderGroup.Rule.EXITS) {
      return refused(order, "size of an exit follows its entry", OrderWords.size(size));
    }
    if (size instanceof OrderSize.CashFraction && !order.buy) {
      return refused(order, "size of a sale must not be a part of the cash", OrderWords.size(size));
    }
    if (size instanceof OrderSize.Lots(long lots) && lots <= order.filled) {
      return refused(
          order, "size.lots must be > the " + order.filled + " filled", Long.toString(lots));
    }
    return Optional.empty();
  }

  private static Optional<String> refused(SimOrder order, String bound, String was) {
    return Optional.of(bound + " (order " + order.id + "), was " + was);
  }

  /** Changes an order of which {@link #problem} found none. */
  static void apply(SimOrder order, OrderIntent.Amend amend) {
    OrderType type = amend.type();
    if (type != null) {
      order.setType(type);
    }
    OrderSize size = amend.size();
    if (size != null) {
      order.setSize(size);
      order.lots = size instanceof OrderSize.Lots(long lots) ? lots : 0;
      if (order.filled > 0 && order.lots == 0) {
        order.lots = order.filled;
      }
    }
  }
}

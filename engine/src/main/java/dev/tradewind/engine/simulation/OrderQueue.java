package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.Side;
import java.util.NoSuchElementException;

/**
 * Orders of one instrument that wait for the next open, in the order in which they came. Their
 * parts are kept, not the intents, so that an intent need never reach the heap: benchmark W5.
 */
final class OrderQueue {
  /** What an order's amount means. */
  static final int BUY_LOTS = 0;

  static final int BUY_FRACTION = 1;
  static final int SELL_LOTS = 2;
  static final int SELL_ALL = 3;

  private final int instrument;
  private int[] kinds = new int[4];
  private long[] amounts = new long[4];
  private int head;
  private int size;

  OrderQueue(int instrument) {
    this.instrument = instrument;
  }

  int size() {
    return size;
  }

  /** Whether the size of an order is one of the kinds above. */
  static boolean takes(OrderIntent.Market order) {
    OrderSize asked = order.size();
    return asked instanceof OrderSize.Lots
        || asked instanceof OrderSize.CashFraction
        || (asked instanceof OrderSize.EntirePosition && order.side() == Side.SELL);
  }

  void add(OrderIntent.Market order) {
    if (size == kinds.length) {
      grow();
    }
    int at = (head + size) & (kinds.length - 1);
    OrderSize asked = order.size();
    if (asked instanceof OrderSize.Lots fixed) {
      kinds[at] = order.side() == Side.BUY ? BUY_LOTS : SELL_LOTS;
      amounts[at] = fixed.lots();
    } else if (asked instanceof OrderSize.CashFraction part) {
      kinds[at] = BUY_FRACTION;
      amounts[at] = Double.doubleToRawLongBits(part.fraction());
    } else {
      kinds[at] = SELL_ALL;
      amounts[at] = 0;
    }
    size++;
  }

  /** The kind of the oldest order. */
  int kind() {
    if (size == 0) {
      throw new NoSuchElementException("no order waits");
    }
    return kinds[head];
  }

  /** The amount of the oldest order: lots, or the bits of a fraction. */
  long amount() {
    return amounts[head];
  }

  void removeFirst() {
    head = (head + 1) & (kinds.length - 1);
    size--;
  }

  /** The intent that an order came from. */
  OrderIntent.Market intent(int kind, long amount) {
    return switch (kind) {
      case BUY_LOTS -> new OrderIntent.Market(instrument, Side.BUY, new OrderSize.Lots(amount));
      case BUY_FRACTION ->
          new OrderIntent.Market(
              instrument, Side.BUY, new OrderSize.CashFraction(Double.longBitsToDouble(amount)));
      case SELL_LOTS -> new OrderIntent.Market(instrument, Side.SELL, new OrderSize.Lots(amount));
      default -> new OrderIntent.Market(instrument, Side.SELL, new OrderSize.EntirePosition());
    };
  }

  private void grow() {
    int[] widerKinds = new int[kinds.length * 2];
    long[] widerAmounts = new long[kinds.length * 2];
    for (int i = 0; i < size; i++) {
      widerKinds[i] = kinds[(head + i) & (kinds.length - 1)];
      widerAmounts[i] = amounts[(head + i) & (kinds.length - 1)];
    }
    kinds = widerKinds;
    amounts = widerAmounts;
    head = 0;
  }
}

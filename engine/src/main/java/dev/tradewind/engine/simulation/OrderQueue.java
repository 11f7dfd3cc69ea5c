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

  private int[] kinds = new int[4];
  private long[] amounts = new long[4];
  private long[] ids = new long[4];
  private long[] times = new long[4];
  private int head;
  private int size;

  int size() {
    return size;
  }

  /** Whether an order is of one of the kinds above, and its values make sense. */
  static boolean takes(OrderIntent.Market order) {
    OrderSize asked = order.size();
    if (asked instanceof OrderSize.Lots fixed) {
      return fixed.lots() > 0;
    }
    if (asked instanceof OrderSize.CashFraction part) {
      return order.side() == Side.BUY && part.fraction() > 0 && part.fraction() <= 1;
    }
    return asked instanceof OrderSize.EntirePosition && order.side() == Side.SELL;
  }

  void add(OrderIntent.Market order, long id, long now) {
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
    ids[at] = id;
    times[at] = now;
    size++;
  }

  /** The id of the oldest order. */
  long id() {
    return ids[head];
  }

  /** When the oldest order was handed in. */
  long submitted() {
    return times[head];
  }

  /** The order that is {@code index} places behind the oldest. */
  SimOrder order(int index, InstrumentRun run) {
    int at = (head + index) & (kinds.length - 1);
    return order(kinds[at], amounts[at], ids[at], times[at], run);
  }

  /** An order of its parts. */
  static SimOrder order(int kind, long amount, long id, long submitted, InstrumentRun run) {
    int size =
        kind == BUY_FRACTION
            ? SimOrder.CASH_FRACTION
            : kind == SELL_ALL ? SimOrder.ENTIRE : SimOrder.LOTS;
    return new SimOrder(id, run, kind <= BUY_FRACTION, size, amount, submitted);
  }

  /** The place of the order of that id behind the oldest; -1 if it does not wait here. */
  int find(long id) {
    for (int i = 0; i < size; i++) {
      if (ids[(head + i) & (kinds.length - 1)] == id) {
        return i;
      }
    }
    return -1;
  }

  /** Takes an order out that is {@code index} places behind the oldest. */
  void remove(int index) {
    int mask = kinds.length - 1;
    for (int i = index; i > 0; i--) {
      int to = (head + i) & mask;
      int from = (head + i - 1) & mask;
      kinds[to] = kinds[from];
      amounts[to] = amounts[from];
      ids[to] = ids[from];
      times[to] = times[from];
    }
    removeFirst();
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

  private void grow() {
    int[] widerKinds = new int[kinds.length * 2];
    long[] widerAmounts = new long[kinds.length * 2];
    long[] widerIds = new long[kinds.length * 2];
    long[] widerTimes = new long[kinds.length * 2];
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (kinds.length - 1);
      widerKinds[i] = kinds[at];
      widerAmounts[i] = amounts[at];
      widerIds[i] = ids[at];
      widerTimes[i] = times[at];
    }
    kinds = widerKinds;
    amounts = widerAmounts;
    ids = widerIds;
    times = widerTimes;
    head = 0;
  }
}

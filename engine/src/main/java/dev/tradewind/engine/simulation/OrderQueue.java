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

  /** Not an order for this queue. */
  static final int OTHER = -1;

  private static final int ROW_SHIFT = 2;
  private static final int AMOUNT = 1;
  private static final int ID = 2;
  private static final int TIME = 3;

  /** A ring of rows: kind, amount, id, time. */
  private long[] rows = new long[4 << ROW_SHIFT];

  private int head;
  private int size;

  int size() {
    return size;
  }

  /** Of which kind an order is; {@link #OTHER} if it is none, or its values make no sense. */
  static int kind(OrderIntent.Market order) {
    OrderSize asked = order.size();
    boolean buy = order.side() == Side.BUY;
    if (asked instanceof OrderSize.Lots fixed) {
      return fixed.lots() <= 0 ? OTHER : buy ? BUY_LOTS : SELL_LOTS;
    }
    if (asked instanceof OrderSize.CashFraction part) {
      return buy && part.fraction() > 0 && part.fraction() <= 1 ? BUY_FRACTION : OTHER;
    }
    return !buy && asked instanceof OrderSize.EntirePosition ? SELL_ALL : OTHER;
  }

  /** Adds an order of one of the kinds. */
  void add(int kind, OrderSize asked, long id, long now) {
    int at = at(size);
    if (size << ROW_SHIFT == rows.length) {
      at = grow();
    }
    rows[at] = kind;
    rows[at + AMOUNT] =
        asked instanceof OrderSize.Lots fixed
            ? fixed.lots()
            : asked instanceof OrderSize.CashFraction part
                ? Double.doubleToRawLongBits(part.fraction())
                : 0;
    rows[at + ID] = id;
    rows[at + TIME] = now;
    size++;
  }

  private int at(int index) {
    return ((head + index) << ROW_SHIFT) & (rows.length - 1);
  }

  /** The id of the oldest order. */
  long id() {
    return rows[at(0) + ID];
  }

  /** When the oldest order was handed in. */
  long submitted() {
    return rows[at(0) + TIME];
  }

  /** The order that is {@code index} places behind the oldest. */
  SimOrder order(int index, InstrumentRun run) {
    int at = at(index);
    return order((int) rows[at], rows[at + AMOUNT], rows[at + ID], rows[at + TIME], run);
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
      if (rows[at(i) + ID] == id) {
        return i;
      }
    }
    return -1;
  }

  /** Takes an order out that is {@code index} places behind the oldest. */
  void remove(int index) {
    for (int i = index; i > 0; i--) {
      System.arraycopy(rows, at(i - 1), rows, at(i), 1 << ROW_SHIFT);
    }
    removeFirst();
  }

  /** The kind of the oldest order. */
  int kind() {
    if (size == 0) {
      throw new NoSuchElementException("no order waits");
    }
    return (int) rows[at(0)];
  }

  /** The amount of the oldest order: lots, or the bits of a fraction. */
  long amount() {
    return rows[at(0) + AMOUNT];
  }

  void removeFirst() {
    head = (head + 1) & ((rows.length >> ROW_SHIFT) - 1);
    size--;
  }

  /** Makes room for one more row, and says where it begins. */
  private int grow() {
    long[] wider = new long[rows.length * 2];
    for (int i = 0; i < size; i++) {
      System.arraycopy(rows, at(i), wider, i << ROW_SHIFT, 1 << ROW_SHIFT);
    }
    rows = wider;
    head = 0;
    return at(size);
  }
}

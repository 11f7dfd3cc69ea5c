package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.TradeTick;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * Trades in columns: a third of the memory of as many objects. Values are made when they are asked
 * for. Immutable once it is filled.
 */
final class TradeColumns extends AbstractList<TradeTick> implements RandomAccess {
  private long[] times;
  private double[] prices;
  private double[] quantities;
  private int size;

  TradeColumns(int expected) {
    int capacity = Math.max(16, expected);
    times = new long[capacity];
    prices = new double[capacity];
    quantities = new double[capacity];
  }

  void append(long time, double price, double quantity) {
    if (size == times.length) {
      int capacity = Math.multiplyExact(size, 2);
      times = Arrays.copyOf(times, capacity);
      prices = Arrays.copyOf(prices, capacity);
      quantities = Arrays.copyOf(quantities, capacity);
    }
    times[size] = time;
    prices[size] = price;
    quantities[size] = quantity;
    size++;
  }

  /** Appends trades {@code [from, to)} of another list. */
  void append(TradeColumns other, int from, int to) {
    for (int i = from; i < to; i++) {
      append(other.times[i], other.prices[i], other.quantities[i]);
    }
  }

  long time(int i) {
    return times[i];
  }

  double price(int i) {
    return prices[i];
  }

  double quantity(int i) {
    return quantities[i];
  }

  /** The end of the trades that have the time of one. */
  int endOfMoment(int from) {
    int end = from + 1;
    while (end < size && times[end] == times[from]) {
      end++;
    }
    return end;
  }

  /** Whether two trades have the same bits of price and quantity. */
  boolean same(int i, TradeColumns other, int j) {
    return Double.doubleToLongBits(prices[i]) == Double.doubleToLongBits(other.prices[j])
        && Double.doubleToLongBits(quantities[i]) == Double.doubleToLongBits(other.quantities[j]);
  }

  @Override
  public TradeTick get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException("trade " + index + " of " + size);
    }
    return new TradeTick(times[index], prices[index], quantities[index]);
  }

  @Override
  public int size() {
    return size;
  }
}

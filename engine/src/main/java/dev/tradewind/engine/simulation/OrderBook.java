package dev.tradewind.engine.simulation;

import java.util.Arrays;

/**
 * The working orders of one instrument, in the order in which they came to work. Beside each order
 * stand the two prices at which something may happen to it, so that a bar that reaches none of them
 * costs two comparisons.
 */
final class OrderBook {
  private SimOrder[] orders = new SimOrder[4];

  /** Something may happen at this price or above, and at this price or below. */
  private double[] above = new double[4];

  private double[] below = new double[4];
  private int size;
  private boolean stale;
  private double lowestAbove = Double.POSITIVE_INFINITY;
  private double highestBelow = Double.NEGATIVE_INFINITY;

  /**
   * Whether an order has to be looked at in every bar: it trails, ends by time or follows a rule.
   */
  private boolean restless;

  int size() {
    return size;
  }

  SimOrder get(int index) {
    return orders[index];
  }

  void add(SimOrder order) {
    if (size == orders.length) {
      orders = Arrays.copyOf(orders, size * 2);
      above = Arrays.copyOf(above, size * 2);
      below = Arrays.copyOf(below, size * 2);
    }
    orders[size] = order;
    size++;
    place(size - 1);
  }

  void remove(SimOrder order) {
    for (int i = 0; i < size; i++) {
      if (orders[i] == order) {
        int after = size - i - 1;
        System.arraycopy(orders, i + 1, orders, i, after);
        System.arraycopy(above, i + 1, above, i, after);
        System.arraycopy(below, i + 1, below, i, after);
        size--;
        stale = true;
        return;
      }
    }
  }

  /** An order's prices have changed. */
  void changed(SimOrder order) {
    for (int i = 0; i < size; i++) {
      if (orders[i] == order) {
        stale = true;
        place(i);
        return;
      }
    }
  }

  private void place(int at) {
    SimOrder order = orders[at];
    double up = Double.POSITIVE_INFINITY;
    double down = Double.NEGATIVE_INFINITY;
    boolean watched = order.isMarket() || order.isTrailing() || order.isDue();
    if (!watched) {
      boolean limit = order.isLimit();
      double price = limit ? order.limitPrice : order.triggerPrice;
      // A limit to buy and a stop to sell wait below; a limit-if-touched waits like a limit.
      boolean waitsBelow = order.buy == (limit || order.kind == SimOrder.IF_TOUCHED);
      up = waitsBelow ? up : price;
      down = waitsBelow ? price : down;
    }
    if (watched || order.timeInForce >= SimOrder.IOC || order.postOnly) {
      restless = true;
    }
    above[at] = up;
    below[at] = down;
    lowestAbove = Math.min(lowestAbove, up);
    highestBelow = Math.max(highestBelow, down);
  }

  private void renew() {
    stale = false;
    restless = false;
    lowestAbove = Double.POSITIVE_INFINITY;
    highestBelow = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      place(i);
    }
  }

  /** Whether anything may happen at prices between the two. */
  boolean concerns(double low, double high) {
    if (stale) {
      renew();
    }
    return size > 0 && (restless || high >= lowestAbove || low <= highestBelow);
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderIntent;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Orders that wait for the next open, in the order in which they came. */
final class OrderQueue {
  private OrderIntent.@Nullable Market[] ring = new OrderIntent.Market[4];
  private int head;
  private int size;

  int size() {
    return size;
  }

  void add(OrderIntent.Market order) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size) & (ring.length - 1)] = order;
    size++;
  }

  OrderIntent.Market removeFirst() {
    OrderIntent.Market first = ring[head];
    if (size == 0 || first == null) {
      throw new NoSuchElementException("no order waits");
    }
    head = (head + 1) & (ring.length - 1);
    size--;
    return first;
  }

  private void grow() {
    OrderIntent.@Nullable Market[] wider = new OrderIntent.Market[ring.length * 2];
    for (int i = 0; i < size; i++) {
      wider[i] = ring[(head + i) & (ring.length - 1)];
    }
    ring = wider;
    head = 0;
  }
}

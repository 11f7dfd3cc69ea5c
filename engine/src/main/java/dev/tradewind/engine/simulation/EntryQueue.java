package dev.tradewind.engine.simulation;

import java.util.Objects;

/**
 * What is left of the buys of one instrument, oldest first. A ring whose lots are used again, so
 * that trading in and out allocates nothing.
 */
final class EntryQueue {
  private EntryLot[] ring = {new EntryLot(), new EntryLot()};
  private int head;
  private int size;

  int size() {
    return size;
  }

  /** The entry that is {@code index} places behind the oldest; valid until it is removed. */
  EntryLot get(int index) {
    Objects.checkIndex(index, size);
    return ring[(head + index) & (ring.length - 1)];
  }

  void removeFirst() {
    head = (head + 1) & (ring.length - 1);
    size--;
  }

  void add(int bar, double price, long lots, long costUnits, long feeUnits) {
    if (size == ring.length) {
      grow();
    }
    EntryLot lot = ring[(head + size) & (ring.length - 1)];
    size++;
    lot.bar = bar;
    lot.price = price;
    lot.lots = lots;
    lot.costUnits = costUnits;
    lot.feeUnits = feeUnits;
  }

  private void grow() {
    EntryLot[] wider = new EntryLot[ring.length * 2];
    for (int i = 0; i < wider.length; i++) {
      wider[i] = i < size ? get(i) : new EntryLot();
    }
    ring = wider;
    head = 0;
  }

  /** What is left of one buy, for first-in first-out matching. */
  static final class EntryLot {
    int bar;
    double price;
    long lots;
    long costUnits;
    long feeUnits;
  }
}

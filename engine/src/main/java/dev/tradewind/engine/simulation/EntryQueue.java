package dev.tradewind.engine.simulation;

import java.util.Objects;

/**
 * What is left of the entries of one instrument, oldest first. A ring whose lots are used again, so
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

  /** The average price of what is left, weighted by lots; NaN if nothing is. */
  double averagePrice() {
    double sum = 0;
    double lots = 0;
    for (int i = 0; i < size; i++) {
      EntryLot entry = get(i);
      sum += entry.price * entry.lots;
      lots += entry.lots;
    }
    return lots == 0 ? Double.NaN : sum / lots;
  }

  void removeFirst() {
    head = (head + 1) & (ring.length - 1);
    size--;
  }

  /** A new entry, to be filled in. */
  EntryLot add() {
    if (size == ring.length) {
      grow();
    }
    EntryLot lot = ring[(head + size) & (ring.length - 1)];
    size++;
    return lot;
  }

  /** Removes the entries without lots. */
  void removeEmpty() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      EntryLot lot = get(i);
      if (lot.lots > 0) {
        int to = (head + kept) & (ring.length - 1);
        int from = (head + i) & (ring.length - 1);
        ring[from] = ring[to];
        ring[to] = lot;
        kept++;
      }
    }
    size = kept;
  }

  private void grow() {
    EntryLot[] wider = new EntryLot[ring.length * 2];
    for (int i = 0; i < wider.length; i++) {
      wider[i] = i < size ? get(i) : new EntryLot();
    }
    ring = wider;
    head = 0;
  }

  /** What is left of one entry, for first-in first-out matching. */
  static final class EntryLot {
    int bar;
    long time;
    double price;
    long lots;

    /** Paid for a long entry, received for a short one; units of the account's currency. */
    long notional;

    long fee;
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the orders that opened round trips. */
final class EntryTags {
  private EntryTags() {}

  /** Where a round trip began. */
  private record Entry(int instrument, long timeMicros, boolean buys) {}

  /**
   * One tag for each round trip; none at all where no order has one. Of several orders that filled
   * at one moment the first that has a tag counts.
   */
  static List<String> of(List<OrderRecord> orders, List<Fill> fills, List<RoundTrip> trips) {
    Map<Long, String> tags = new HashMap<>();
    for (OrderRecord order : orders) {
      if (!order.tag().isEmpty()) {
        tags.put(order.id(), order.tag());
      }
    }
    if (tags.isEmpty()) {
      return List.of();
    }
    Map<Entry, String> entries = new HashMap<>();
    for (Fill fill : fills) {
      String tag = tags.get(fill.orderId());
      if (tag != null) {
        boolean buys = fill.side() == Side.BUY;
        entries.putIfAbsent(new Entry(fill.instrument(), fill.timeMicros(), buys), tag);
      }
    }
    List<String> found = new ArrayList<>(trips.size());
    for (RoundTrip trip : trips) {
      Entry entry = new Entry(trip.instrument(), trip.entryTimeMicros(), trip.quantity() > 0);
      found.add(entries.getOrDefault(entry, ""));
    }
    return found;
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The orders of a run that are done, 88 bytes each, in the order in which they ended. */
final class OrderArchive extends RowList<OrderRecord> {
  private static final List<OrderState> STATES = List.of(OrderState.values());

  /** Why an order ended, where that takes no words of its own. */
  static final int NO_REASON = 0;

  static final int RIVAL_FILLED = 1;
  static final int TEXT = 2;

  private record Extra(String tag, String reason, long until, double riskPrice) {}

  private final List<Extra> extras = new ArrayList<>();

  OrderArchive() {
    super(11);
  }

  /**
   * Takes in an order that is done.
   *
   * @param reason {@link #NO_REASON}, {@link #RIVAL_FILLED} or {@link #TEXT}
   * @param rival id of the order that filled
   * @param text where the reason is one
   */
  void add(SimOrder order, long now, int reason, long rival, String text) {
    int extra = 0;
    if (reason == TEXT
        || !order.tag.isEmpty()
        || order.timeInForce == SimOrder.GTD
        || order.sizeKind == SimOrder.RISK) {
      extras.add(new Extra(order.tag, text, order.until, order.riskPrice));
      extra = extras.size();
    }
    int at = append();
    long[] words = newest();
    words[at] = order.id;
    words[at + 1] =
        (long) order.run.index << 32
            | (long) order.kind << 16
            | (long) order.sizeKind << 12
            | (long) order.timeInForce << 8
            | (long) code(order.state) << 4
            | (long) reason << 1
            | (order.buy ? 1 : 0);
    words[at + 2] = bits(order.price);
    words[at + 3] = bits(order.limit);
    words[at + 4] = order.sizeBits;
    words[at + 5] = order.lots;
    words[at + 6] = order.filled;
    words[at + 7] = order.submitted;
    words[at + 8] = now;
    words[at + 9] = rival;
    words[at + 10] = extra;
  }

  /** A number that stands for a state. */
  static int code(OrderState state) {
    return STATES.indexOf(state);
  }

  long id(int index) {
    return word(index, 0);
  }

  @Override
  OrderRecord read(long[] words, int at) {
    long meta = words[at + 1];
    int extraAt = (int) words[at + 10];
    Extra extra =
        extraAt == 0 ? new Extra("", "", Long.MAX_VALUE, Double.NaN) : extras.get(extraAt - 1);
    int reason = (int) (meta >> 1 & 7);
    return new OrderRecord(
        words[at],
        (int) (meta >> 32),
        (meta & 1) == 1 ? Side.BUY : Side.SELL,
        SimOrder.size((int) (meta >> 12 & 15), words[at + 4], extra.riskPrice()),
        SimOrder.type((int) (meta >> 16 & 15), value(words[at + 2]), value(words[at + 3])),
        SimOrder.force((int) (meta >> 8 & 15), extra.until()),
        extra.tag(),
        STATES.get((int) (meta >> 4 & 15)),
        words[at + 5],
        words[at + 6],
        words[at + 7],
        words[at + 8],
        reason == RIVAL_FILLED
            ? "order " + words[at + 9] + " of its group was filled"
            : extra.reason());
  }

  /** The order of that id, if it is here. */
  Optional<OrderRecord> find(long id) {
    for (int i = size() - 1; i >= 0; i--) {
      if (id(i) == id) {
        return Optional.of(get(i));
      }
    }
    return Optional.empty();
  }
}

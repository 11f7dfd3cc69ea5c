package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run was asked for and did not do, and why. */
final class Refusals {
  private static final OrderIntent.Order NOTHING =
      new OrderIntent.Order(-1, Side.BUY, new OrderSize.EntirePosition(), new OrderType.Market());

  private final List<Rejection> rejections = new ArrayList<>();
  private final List<OrderRecord> neverOrders = new ArrayList<>();

  /** All of them, in order of time. */
  List<Rejection> rejections() {
    return rejections;
  }

  /** Those that would have made an order, as the order that there never was. */
  List<OrderRecord> neverOrders() {
    return neverOrders;
  }

  /** Notes an order that was taken and is not filled. */
  void add(long now, OrderIntent intent, String reason) {
    rejections.add(new Rejection(now, intent, reason));
  }

  /**
   * Notes an intent that never becomes an order.
   *
   * @param id of the order that it would have become, or that it was to change
   */
  void addNever(long now, OrderIntent intent, long id, String reason) {
    add(now, intent, reason);
    if (isChange(intent)) {
      return;
    }
    OrderIntent.Order asked = firstOrder(intent);
    neverOrders.add(
        new OrderRecord(
            id,
            asked.instrument(),
            asked.side(),
            asked.size(),
            asked.type(),
            asked.timeInForce(),
            asked.tag(),
            OrderState.REJECTED,
            0,
            0,
            now,
            now,
            reason));
  }

  private static OrderIntent.Order firstOrder(OrderIntent intent) {
    return switch (intent) {
      case OrderIntent.Market market -> market.asOrder();
      case OrderIntent.Order order -> order;
      case OrderIntent.Bracket bracket -> bracket.entry();
      case OrderIntent.OneTriggersOther several -> several.first();
      case OrderIntent.OneCancelsOther several when !several.orders().isEmpty() ->
          several.orders().getFirst();
      case OrderIntent.OneCancelsOther several -> NOTHING;
      case OrderIntent.Amend amend -> NOTHING;
      case OrderIntent.Cancel cancel -> NOTHING;
    };
  }

  /** The order that there never was, by its id. */
  Optional<OrderRecord> find(long id) {
    return neverOrders.stream().filter(each -> each.id() == id).findFirst();
  }

  /** Whether an intent is about an order that there is already. */
  static boolean isChange(OrderIntent intent) {
    return intent instanceof OrderIntent.Amend || intent instanceof OrderIntent.Cancel;
  }
}

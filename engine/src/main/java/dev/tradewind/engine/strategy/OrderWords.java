package dev.tradewind.engine.strategy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was ordered, in words for messages and replays; numbers are printed as they are. Stateless.
 */
public final class OrderWords {
  private OrderWords() {}

  /** In a line, without the name of the instrument: {@code buy 0.9 of the cash, at market}. */
  public static String of(OrderIntent intent) {
    return switch (intent) {
      case OrderIntent.Market market -> side(market.side()) + size(market.size()) + ", at market";
      case OrderIntent.Order order -> order(order);
      case OrderIntent.Bracket bracket -> {
        OrderType stop = bracket.stop();
        OrderType target = bracket.target();
        yield order(bracket.entry())
            + (stop == null ? "" : "; to end a loss: " + type(stop))
            + (target == null ? "" : "; to take a profit: " + type(target));
      }
      case OrderIntent.OneCancelsOther group -> "one of: " + all(group.orders());
      case OrderIntent.OneTriggersOther group ->
          order(group.first()) + "; then: " + all(group.then());
      case OrderIntent.Amend amend -> {
        OrderSize size = amend.size();
        OrderType type = amend.type();
        yield "change order "
            + amend.orderId()
            + (size == null ? "" : ": " + size(size))
            + (type == null ? "" : ": " + type(type));
      }
      case OrderIntent.Cancel cancel -> "cancel order " + cancel.orderId();
    };
  }

  private static String all(List<OrderIntent.Order> orders) {
    return orders.stream().map(OrderWords::order).collect(Collectors.joining("; "));
  }

  private static String order(OrderIntent.Order order) {
    return side(order.side())
        + size(order.size())
        + ", "
        + type(order.type())
        + ", "
        + force(order.timeInForce())
        + (order.reduceOnly() ? ", only reducing" : "")
        + (order.postOnly() ? ", only resting" : "")
        + (order.tag().isEmpty() ? "" : " (" + order.tag() + ")");
  }

  private static String side(Side side) {
    return side.name().toLowerCase(Locale.ROOT) + " ";
  }

  /** How much: {@code 5 lots}. */
  public static String size(OrderSize size) {
    return switch (size) {
      case OrderSize.Lots(long lots) -> lots + " lots";
      case OrderSize.CashFraction(double fraction) -> fraction + " of the cash";
      case OrderSize.EntirePosition() -> "the whole position";
      case OrderSize.EquityFraction(double fraction) -> fraction + " of the equity";
      case OrderSize.Notional(double amount) -> "for an amount of " + amount;
      case OrderSize.RiskAmount(double amount, double stopPrice) ->
          "for a loss of " + amount + " at " + stopPrice;
    };
  }

  /** At what price: {@code limit 99.5}. */
  public static String type(OrderType type) {
    return switch (type) {
      case OrderType.Market() -> "at market";
      case OrderType.MarketOnOpen() -> "at the open";
      case OrderType.MarketOnClose() -> "at the close";
      case OrderType.Limit(double price) -> "limit " + price;
      case OrderType.Stop(double price) -> "stop " + price;
      case OrderType.StopLimit(double stop, double limit) ->
          "limit " + limit + " from stop " + stop;
      case OrderType.TrailingStop(double distance, boolean fraction) ->
          "stop trailing by " + distance + (fraction ? " of the price" : "");
      case OrderType.LimitIfTouched(double trigger, double limit) ->
          "limit " + limit + " once touched " + trigger;
    };
  }

  /** For how long: {@code until cancelled}. */
  public static String force(TimeInForce force) {
    return switch (force) {
      case TimeInForce.Gtc() -> "until cancelled";
      case TimeInForce.Day() -> "for the session";
      case TimeInForce.Ioc() -> "at once or not";
      case TimeInForce.Fok() -> "at once in full or not";
      case TimeInForce.Gtd(long until) -> "until " + Instant.EPOCH.plus(until, ChronoUnit.MICROS);
    };
  }
}

package dev.tradewind.engine.strategy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong with the values of an intent, before any market is asked. Used by the
 * simulator, and by whatever else takes intents. Thread-safe.
 */
public final class OrderCheck {
  private static final Optional<String> FINE = Optional.empty();

  private OrderCheck() {}

  /**
   * What is wrong, naming field, value and bound; empty if nothing is.
   *
   * @param instrumentCount number of instruments of the run
   */
  public static Optional<String> problem(OrderIntent intent, int instrumentCount) {
    return switch (intent) {
      case OrderIntent.Market market ->
          first(
              instrument(market.instrument(), instrumentCount),
              size(market.size(), market.side(), "size"));
      case OrderIntent.Order order -> order(order, instrumentCount, "");
      case OrderIntent.Bracket bracket -> bracket(bracket, instrumentCount);
      case OrderIntent.OneCancelsOther group ->
          group.orders().size() < 2
              ? Optional.of("orders must be >= 2, were " + group.orders().size())
              : all(group.orders(), instrumentCount, "orders");
      case OrderIntent.OneTriggersOther group ->
          group.then().isEmpty()
              ? Optional.of("then must hold an order, was empty")
              : first(
                  order(group.first(), instrumentCount, "first."),
                  all(group.then(), instrumentCount, "then"));
      case OrderIntent.Amend amend -> amend(amend);
      case OrderIntent.Cancel cancel -> id(cancel.orderId());
    };
  }

  private static Optional<String> amend(OrderIntent.Amend amend) {
    OrderSize size = amend.size();
    OrderType type = amend.type();
    if (size == null && type == null) {
      return Optional.of("an amendment must give size or type, gave none");
    }
    return first(
        id(amend.orderId()),
        first(
            size == null ? FINE : size(size, null, "size"),
            type == null ? FINE : type(type, "type")));
  }

  private static Optional<String> bracket(OrderIntent.Bracket bracket, int instrumentCount) {
    OrderType stop = bracket.stop();
    OrderType target = bracket.target();
    if (stop == null && target == null) {
      return Optional.of("a bracket must have stop or target, had none");
    }
    if (bracket.entry().reduceOnly()) {
      return Optional.of("entry.reduceOnly must be false in a bracket, was true");
    }
    return first(
        order(bracket.entry(), instrumentCount, "entry."),
        first(
            stop == null ? FINE : type(stop, "stop"),
            target == null ? FINE : type(target, "target")));
  }

  private static Optional<String> all(List<OrderIntent.Order> orders, int count, String field) {
    for (int i = 0; i < orders.size(); i++) {
      Optional<String> problem = order(orders.get(i), count, field + "[" + i + "].");
      if (problem.isPresent()) {
        return problem;
      }
    }
    return FINE;
  }

  private static Optional<String> order(OrderIntent.Order order, int count, String place) {
    if (order.postOnly()
        && !(order.type() instanceof OrderType.Limit
            || order.type() instanceof OrderType.StopLimit
            || order.type() instanceof OrderType.LimitIfTouched)) {
      return Optional.of(
          place + "postOnly is for limits, type was " + OrderWords.type(order.type()));
    }
    if (order.postOnly()
        && (order.timeInForce() instanceof TimeInForce.Ioc
            || order.timeInForce() instanceof TimeInForce.Fok)) {
      return Optional.of(
          place
              + "postOnly must not fill at once, timeInForce was "
              + OrderWords.force(order.timeInForce()));
    }
    return first(
        instrument(order.instrument(), count),
        first(
            size(order.size(), order.side(), place + "size"), type(order.type(), place + "type")));
  }

  private static Optional<String> instrument(int instrument, int count) {
    return instrument >= 0 && instrument < count
        ? FINE
        : Optional.of(
            "instrument must be >= 0 and < " + count + " (in this run), was " + instrument);
  }

  private static Optional<String> id(long orderId) {
    return orderId > 0 ? FINE : Optional.of("orderId must be > 0, was " + orderId);
  }

  private static Optional<String> size(OrderSize size, @Nullable Side side, String field) {
    return switch (size) {
      case OrderSize.Lots(long lots) ->
          lots > 0 ? FINE : Optional.of(field + ".lots must be > 0, was " + lots);
      case OrderSize.CashFraction(double fraction) -> {
        if (!(fraction > 0 && fraction <= 1)) {
          yield Optional.of(field + ".fraction must be in (0, 1], was " + fraction);
        }
        yield side == Side.SELL
            ? Optional.of(
                field
                    + " of a sale must not be a part of the cash, was "
                    + OrderWords.size(size)
                    + "; it may be lots, a part of the equity or an amount")
            : FINE;
      }
      case OrderSize.EntirePosition all -> FINE;
      case OrderSize.EquityFraction(double fraction) -> positive(fraction, field + ".fraction");
      case OrderSize.Notional(double amount) -> positive(amount, field + ".amount");
      case OrderSize.RiskAmount(double amount, double stopPrice) ->
          first(positive(amount, field + ".amount"), positive(stopPrice, field + ".stopPrice"));
    };
  }

  private static Optional<String> type(OrderType type, String field) {
    return switch (type) {
      case OrderType.Market market -> FINE;
      case OrderType.MarketOnOpen open -> FINE;
      case OrderType.MarketOnClose close -> FINE;
      case OrderType.Limit(double price) -> positive(price, field + ".price");
      case OrderType.Stop(double price) -> positive(price, field + ".price");
      case OrderType.StopLimit(double stop, double limit) ->
          first(positive(stop, field + ".stop"), positive(limit, field + ".limit"));
      case OrderType.TrailingStop(double distance, boolean fraction) ->
          fraction && distance >= 1
              ? Optional.of(field + ".distance must be < 1 as a fraction, was " + distance)
              : positive(distance, field + ".distance");
      case OrderType.LimitIfTouched(double trigger, double limit) ->
          first(positive(trigger, field + ".trigger"), positive(limit, field + ".limit"));
    };
  }

  private static Optional<String> positive(double value, String field) {
    return value > 0 && value < Double.POSITIVE_INFINITY
        ? FINE
        : Optional.of(field + " must be > 0 and finite, was " + value);
  }

  private static Optional<String> first(Optional<String> one, Optional<String> other) {
    return one.isPresent() ? one : other;
  }
}

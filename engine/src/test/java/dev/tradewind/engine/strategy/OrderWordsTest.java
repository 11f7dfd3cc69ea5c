package dev.tradewind.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderWordsTest {
  private static OrderIntent.Order order(OrderType type) {
    return new OrderIntent.Order(0, Side.BUY, new OrderSize.Lots(5), type);
  }

  static Stream<Arguments> orders() {
    OrderIntent.Order limit = order(new OrderType.Limit(99.5));
    return Stream.of(
        arguments(
            new OrderIntent.Market(0, Side.BUY, new OrderSize.CashFraction(0.9)),
            "buy 0.9 of the cash, at market"),
        arguments(
            new OrderIntent.Market(0, Side.SELL, new OrderSize.EntirePosition()),
            "sell the whole position, at market"),
        arguments(limit, "buy 5 lots, limit 99.5, until cancelled"),
        arguments(
            order(new OrderType.MarketOnOpen()).withTimeInForce(new TimeInForce.Day()).reducing(),
            "buy 5 lots, at the open, for the session, only reducing"),
        arguments(
            order(new OrderType.Stop(90)).withTimeInForce(new TimeInForce.Ioc()).withTag("why"),
            "buy 5 lots, stop 90.0, at once or not (why)"),
        arguments(
            order(new OrderType.StopLimit(90, 91)).withTimeInForce(new TimeInForce.Fok()),
            "buy 5 lots, limit 91.0 from stop 90.0, at once in full or not"),
        arguments(
            order(new OrderType.LimitIfTouched(95, 94)).withTimeInForce(new TimeInForce.Gtd(0)),
            "buy 5 lots, limit 94.0 once touched 95.0, until 1970-01-01T00:00:00Z"),
        arguments(limit.posting(), "buy 5 lots, limit 99.5, until cancelled, only resting"),
        arguments(
            new OrderIntent.Bracket(
                order(new OrderType.Market()), new OrderType.TrailingStop(0.03, true), null),
            "buy 5 lots, at market, until cancelled; to end a loss: stop trailing by 0.03 of the"
                + " price"),
        arguments(
            new OrderIntent.Bracket(
                order(new OrderType.MarketOnClose()), null, new OrderType.Limit(120)),
            "buy 5 lots, at the close, until cancelled; to take a profit: limit 120.0"),
        arguments(
            new OrderIntent.OneCancelsOther(List.of(limit, order(new OrderType.Stop(101)))),
            "one of: buy 5 lots, limit 99.5, until cancelled; buy 5 lots, stop 101.0, until"
                + " cancelled"),
        arguments(
            new OrderIntent.OneTriggersOther(limit, List.of(order(new OrderType.Market()))),
            "buy 5 lots, limit 99.5, until cancelled; then: buy 5 lots, at market, until cancelled"),
        arguments(
            new OrderIntent.Amend(7, new OrderSize.Notional(1000), new OrderType.Limit(98)),
            "change order 7: for an amount of 1000.0: limit 98.0"),
        arguments(new OrderIntent.Amend(7, null, null), "change order 7"),
        arguments(new OrderIntent.Cancel(7), "cancel order 7"),
        arguments(
            new OrderIntent.Market(0, Side.BUY, new OrderSize.RiskAmount(100, 95)),
            "buy for a loss of 100.0 at 95.0, at market"),
        arguments(
            new OrderIntent.Market(0, Side.BUY, new OrderSize.EquityFraction(2)),
            "buy 2.0 of the equity, at market"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("orders")
  void everyOrderIsSaidInWords(OrderIntent intent, String words) {
    assertThat(OrderWords.of(intent)).isEqualTo(words);
  }
}

package dev.tradewind.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderCheckTest {
  private static final OrderSize ONE = new OrderSize.Lots(1);
  private static final OrderType LIMIT = new OrderType.Limit(10);

  private static OrderIntent.Order order(Side side, OrderSize size, OrderType type) {
    return new OrderIntent.Order(0, side, size, type);
  }

  private static Arguments sized(OrderSize size, String problem) {
    return Arguments.of(new OrderIntent.Market(0, Side.BUY, size), problem);
  }

  private static Arguments typed(OrderType type, String problem) {
    return Arguments.of(order(Side.BUY, ONE, type), problem);
  }

  static List<Arguments> wrong() {
    OrderIntent.Order good = order(Side.BUY, ONE, LIMIT);
    return List.of(
        sized(new OrderSize.Lots(0), "size.lots must be > 0, was 0"),
        sized(new OrderSize.Lots(-1), "size.lots must be > 0, was -1"),
        sized(new OrderSize.CashFraction(1.1), "size.fraction must be in (0, 1], was 1.1"),
        sized(new OrderSize.CashFraction(Double.NaN), "size.fraction must be in (0, 1], was NaN"),
        sized(new OrderSize.EquityFraction(-1), "size.fraction must be > 0 and finite, was -1.0"),
        sized(new OrderSize.Notional(Double.NaN), "size.amount must be > 0 and finite, was NaN"),
        sized(new OrderSize.RiskAmount(1, 0), "size.stopPrice must be > 0 and finite, was 0.0"),
        sized(new OrderSize.RiskAmount(-1, 1), "size.amount must be > 0 and finite, was -1.0"),
        typed(new OrderType.Limit(Double.NaN), "type.price must be > 0 and finite, was NaN"),
        typed(new OrderType.Stop(-1), "type.price must be > 0 and finite, was -1.0"),
        typed(new OrderType.StopLimit(1, Double.POSITIVE_INFINITY), "type.limit must be > 0"),
        typed(new OrderType.TrailingStop(1, true), "type.distance must be < 1 as a fraction"),
        typed(new OrderType.TrailingStop(0, false), "type.distance must be > 0"),
        typed(new OrderType.LimitIfTouched(0, 1), "type.trigger must be > 0"),
        Arguments.of(
            new OrderIntent.Market(0, Side.SELL, new OrderSize.CashFraction(1)),
            "size of a sale must not be a part of the cash, was 1.0 of the cash; it may be lots"),
        Arguments.of(
            new OrderIntent.Market(2, Side.BUY, ONE),
            "instrument must be >= 0 and < 2 (in this run), was 2"),
        Arguments.of(
            new OrderIntent.Market(-1, Side.BUY, ONE),
            "instrument must be >= 0 and < 2 (in this run), was -1"),
        Arguments.of(
            order(Side.BUY, ONE, new OrderType.Market()).posting(),
            "postOnly is for limits, type was at market"),
        Arguments.of(
            order(Side.SELL, ONE, new OrderType.TrailingStop(0.1, true)).posting(),
            "postOnly is for limits, type was stop trailing by 0.1 of the price"),
        Arguments.of(
            good.posting().withTimeInForce(new TimeInForce.Ioc()),
            "postOnly must not fill at once, timeInForce was at once or not"),
        Arguments.of(new OrderIntent.Bracket(good, null, null), "stop or target"),
        Arguments.of(
            new OrderIntent.Bracket(good.reducing(), LIMIT, null),
            "entry.reduceOnly must be false"),
        Arguments.of(
            new OrderIntent.Bracket(good, new OrderType.Stop(Double.NaN), null),
            "stop.price must be > 0 and finite, was NaN"),
        Arguments.of(new OrderIntent.OneCancelsOther(List.of(good)), "orders must be >= 2, were 1"),
        Arguments.of(new OrderIntent.OneTriggersOther(good, List.of()), "then must hold an order"),
        Arguments.of(
            new OrderIntent.OneTriggersOther(
                good, List.of(order(Side.SELL, new OrderSize.Lots(-1), LIMIT))),
            "then[0].size.lots must be > 0, was -1"),
        Arguments.of(new OrderIntent.Amend(1, null, null), "must give size or type"),
        Arguments.of(new OrderIntent.Amend(0, ONE, null), "orderId must be > 0, was 0"),
        Arguments.of(
            new OrderIntent.Amend(1, null, new OrderType.Limit(-2)), "type.price must be > 0"),
        Arguments.of(new OrderIntent.Cancel(-1), "orderId must be > 0, was -1"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysWhatIsWrong(OrderIntent intent, String problem) {
    assertThat(OrderCheck.problem(intent, 2).orElseThrow())
        .contains(problem)
        .as("no names of classes or constants")
        .doesNotContain("[price=", "[]", "CashFraction", "EquityFraction", "SELL");
  }

  @Test
  void takesWhatMakesSense() {
    OrderIntent.Order entry = order(Side.BUY, new OrderSize.EquityFraction(2), LIMIT);
    OrderIntent.Order exit =
        order(Side.SELL, new OrderSize.EntirePosition(), new OrderType.TrailingStop(0.1, true));

    assertThat(
            List.of(
                entry,
                exit.reducing().withTag("trail"),
                new OrderIntent.Bracket(entry, new OrderType.Stop(9), null),
                new OrderIntent.OneCancelsOther(List.of(entry, exit)),
                new OrderIntent.OneTriggersOther(entry, List.of(exit)),
                new OrderIntent.Amend(3, null, LIMIT),
                new OrderIntent.Cancel(3)))
        .allSatisfy(intent -> assertThat(OrderCheck.problem(intent, 1)).isEmpty());
  }
}

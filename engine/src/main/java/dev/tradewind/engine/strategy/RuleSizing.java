package dev.tradewind.engine.strategy;

import dev.tradewind.engine.market.BarField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** How much a rule trades; asked on the bar of a decision. */
final class RuleSizing {
  private final SizeType type;
  private final RuleColumn value;
  private final RuleColumn cap;
  private final RuleColumn before;
  private final int minTrades;
  private final FeatureHandle[] volatility;
  private final double[] barsPerYear;
  private final RoundTripBook trips;

  RuleSizing(StrategySetup setup, CheckedRule rule, RoundTripBook trips) {
    this.type = rule.size();
    this.value = RuleColumn.of(setup, rule, RuleField.SIZE_VALUE);
    this.cap = RuleColumn.of(setup, rule, RuleField.SIZE_MAX);
    this.before = RuleColumn.of(setup, rule, RuleField.SIZE_BEFORE);
    this.minTrades = rule.count(RuleField.SIZE_MIN_TRADES, 1);
    this.trips = trips;
    int count = type == SizeType.VOLATILITY_TARGET ? setup.instrumentCount() : 0;
    this.volatility = new FeatureHandle[count];
    this.barsPerYear = new double[count];
    for (int i = 0; i < count; i++) {
      volatility[i] =
          setup.feature(
              i, "close_to_close_volatility(" + rule.count(RuleField.SIZE_LOOKBACK, 20) + ")");
      barsPerYear[i] = BarsPerYear.of(setup.instrument(i), setup.timeframe(i));
    }
  }

  /** Whether only the fill decides how many lots an order is for. */
  boolean isShared() {
    return type == SizeType.EQUAL_CASH;
  }

  /**
   * The size of an entry; empty where there is nothing to win by one. What cannot be computed
   * becomes a size that is refused with its reason.
   *
   * @param buys the direction
   * @param slots entries that the free cash is still shared by, this one included
   * @param all entries that the account is shared by
   * @param stop price of the stop, {@code NaN} without one
   */
  Optional<OrderSize> entry(
      StrategyContext context, int instrument, boolean buys, int slots, int all, double stop) {
    double asked = value.value(context, instrument);
    return switch (type) {
      case EQUAL_CASH ->
          Optional.of(
              buys
                  ? new OrderSize.CashFraction(asked / slots)
                  : new OrderSize.EquityFraction(asked / all));
      case QUANTITY ->
          Optional.of(
              asked > 0 && asked < Double.POSITIVE_INFINITY
                  ? new OrderSize.Lots(lots(context, instrument, asked))
                  // Refused with the value, which lots cannot hold.
                  : new OrderSize.Notional(asked));
      case CASH -> Optional.of(new OrderSize.Notional(asked));
      case RISK_PER_TRADE -> Optional.of(new OrderSize.RiskAmount(context.equity() * asked, stop));
      case PERCENT_OF_EQUITY, VOLATILITY_TARGET, KELLY -> {
        double fraction = fraction(context, instrument);
        yield type == SizeType.KELLY && fraction <= 0
            ? Optional.empty()
            : Optional.of(part(context, buys, fraction));
      }
    };
  }

  private static long lots(StrategyContext context, int instrument, double quantity) {
    return quantity > 0 && quantity < 1e15
        ? context.instrument(instrument).toLots(BigDecimal.valueOf(quantity), RoundingMode.FLOOR)
        : 0;
  }

  /**
   * A part of the equity. A purchase that the cash pays for is a part of the cash, so that the fee
   * is paid of it as well and a whole account can be invested.
   */
  private static OrderSize part(StrategyContext context, boolean buys, double fraction) {
    double ofCash =
        buys ? CashPart.of(fraction * context.equity(), context.cashUnits() / 1e8) : Double.NaN;
    return ofCash > 0 ? new OrderSize.CashFraction(ofCash) : new OrderSize.EquityFraction(fraction);
  }

  /** The fraction of the equity that a position should have, for the types that have one. */
  double fraction(StrategyContext context, int instrument) {
    double asked = value.value(context, instrument);
    return switch (type) {
      case PERCENT_OF_EQUITY -> asked / 100;
      case VOLATILITY_TARGET -> {
        double yearly = context.value(volatility[instrument]) * Math.sqrt(barsPerYear[instrument]);
        yield Math.min(asked / yearly, cap.value(context, instrument));
      }
      case KELLY ->
          trips.count() < minTrades
              ? before.value(context, instrument)
              : Math.min(asked * trips.kelly(), cap.value(context, instrument));
      case EQUAL_CASH, QUANTITY, CASH, RISK_PER_TRADE -> Double.NaN;
    };
  }

  /** The size of so many lots more; of a purchase that the cash pays for with its fee. */
  OrderSize addition(StrategyContext context, int instrument, boolean buys, long lots) {
    double close = context.value(instrument, BarField.CLOSE, 0);
    double amount = lots * context.instrument(instrument).lotSize().doubleValue() * close;
    OrderSize size = part(context, buys, amount / context.equity());
    return size instanceof OrderSize.CashFraction ? size : new OrderSize.Lots(lots);
  }

  /** The lots that a position should have now, by the newest close; -1 where that is not known. */
  long target(StrategyContext context, int instrument) {
    double close = context.value(instrument, BarField.CLOSE, 0);
    double quantity = fraction(context, instrument) * context.equity() / close;
    return quantity >= 0 && quantity < 1e15 ? lots(context, instrument, quantity) : -1;
  }
}

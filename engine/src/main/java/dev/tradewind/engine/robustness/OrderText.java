package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderWords;
import java.util.List;
import java.util.Locale;

/** Orders in words, for replays. Stateless. */
public final class OrderText {
  private OrderText() {}

  /** An order in a line: {@code buy 90 % of the cash of BTC-USD at market}. */
  public static String of(OrderIntent intent, List<Instrument> instruments) {
    if (intent instanceof OrderIntent.Market market) {
      return market.side().name().toLowerCase(Locale.ROOT)
          + " "
          + size(market.size(), market.instrument(), instruments)
          + " at market";
    }
    if (intent instanceof OrderIntent.Order order) {
      String tag = order.tag().isEmpty() ? "" : " (" + order.tag() + ")";
      return order.side().name().toLowerCase(Locale.ROOT)
          + " "
          + size(order.size(), order.instrument(), instruments)
          + ", "
          + OrderWords.type(order.type())
          + ", "
          + OrderWords.force(order.timeInForce())
          + tag;
    }
    return OrderWords.of(intent);
  }

  private static String size(OrderSize size, int instrument, List<Instrument> instruments) {
    boolean known = instrument >= 0 && instrument < instruments.size();
    String name = known ? instruments.get(instrument).id() : "instrument " + instrument;
    if (size instanceof OrderSize.Lots(long lots) && known) {
      return instruments.get(instrument).toQuantity(lots).stripTrailingZeros().toPlainString()
          + " "
          + name;
    }
    if (size instanceof OrderSize.CashFraction(double fraction)) {
      return name + " for " + Words.percent(fraction) + " of the cash";
    }
    return size instanceof OrderSize.EntirePosition()
        ? "the whole position of " + name
        : name + " " + OrderWords.size(size);
  }
}

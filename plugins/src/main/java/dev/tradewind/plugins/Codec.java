package dev.tradewind.plugins;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderIntent.Order;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.engine.strategy.TimeInForce;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.plugins.Wire.MalformedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's values as fields of messages. Prices and quantities pass as they are, NaN too. */
final class Codec {
  private static final Side[] SIDES = Side.values();
  private static final OrderState[] STATES = OrderState.values();
  private static final int DECIMAL = 64;

  private Codec() {}

  private static <T> T of(T[] values, int index) throws MalformedException {
    if (index < 0 || index >= values.length) {
      throw new MalformedException("a choice must be in 0.." + (values.length - 1));
    }
    return values[index];
  }

  /** Both sides are of the same build, so that the order of a choice is the same on both. */
  @SuppressWarnings("EnumOrdinal")
  static int number(Enum<?> choice) {
    return choice.ordinal();
  }

  static BigDecimal decimal(Wire wire) throws MalformedException {
    String text = wire.getText(DECIMAL);
    try {
      BigDecimal value = new BigDecimal(text);
      if (Math.abs((long) value.scale()) <= 30) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new MalformedException("a number must be of a sensible length, was '" + text + "'");
  }

  // --- values that go to the host
  // ------------------------------------------------------------------

  static void put(Wire wire, Instrument each) {
    wire.putText(each.id())
        .putByte(number(each.assetClass()))
        .putText(each.currency())
        .putText(each.tickSize().toPlainString())
        .putText(each.lotSize().toPlainString())
        .putText(each.calendar().code())
        .putInt(each.calendar().periodsPerYear())
        .putBoolean(each.calendar().roundTheClock());
  }

  static Instrument instrument(Wire wire) throws MalformedException {
    return new Instrument(
        wire.getText(DECIMAL),
        of(AssetClass.values(), wire.getByte()),
        wire.getText(DECIMAL),
        decimal(wire),
        decimal(wire),
        new TradingCalendar(wire.getText(Protocol.MAX_TEXT), wire.getInt(), wire.getBoolean()));
  }

  static void put(Wire wire, Fill fill) {
    wire.putLong(fill.timeMicros())
        .putInt(fill.instrument())
        .putByte(number(fill.side()))
        .putLong(fill.lots())
        .putLong(fill.priceTicks())
        .putLong(fill.feeUnits())
        .putDouble(fill.referencePrice())
        .putLong(fill.orderId());
  }

  static Fill fill(Wire wire) throws MalformedException {
    return new Fill(
        wire.getLong(),
        wire.getInt(),
        of(SIDES, wire.getByte()),
        wire.getLong(),
        wire.getLong(),
        wire.getLong(),
        wire.getDouble(),
        wire.getLong());
  }

  static void put(Wire wire, Signal signal) {
    wire.putText(signal.definition())
        .putInt(signal.instrument())
        .putByte(number(signal.kind()))
        .putByte(number(signal.side()))
        .putLong(signal.barTimeMicros())
        .putLong(signal.knownAtMicros())
        .putDouble(signal.strength());
  }

  static Signal signal(Wire wire) throws MalformedException {
    return new Signal(
        wire.getText(Protocol.MAX_TEXT),
        wire.getInt(),
        of(Signal.Kind.values(), wire.getByte()),
        of(SIDES, wire.getByte()),
        wire.getLong(),
        wire.getLong(),
        wire.getDouble());
  }

  static void put(Wire wire, OrderStatus order) {
    wire.putLong(order.id())
        .putInt(order.instrument())
        .putByte(number(order.side()))
        .putByte(number(order.state()))
        .putLong(order.lots())
        .putLong(order.filledLots())
        .putText(order.tag());
    put(wire, order.type());
  }

  static OrderStatus status(Wire wire) throws MalformedException {
    long id = wire.getLong();
    int instrument = wire.getInt();
    Side side = of(SIDES, wire.getByte());
    OrderState state = of(STATES, wire.getByte());
    long lots = wire.getLong();
    long filled = wire.getLong();
    String tag = wire.getText(Protocol.FROM_HOST);
    return new OrderStatus(id, instrument, side, type(wire), state, lots, filled, tag);
  }

  // --- intents, which come from the host
  // -----------------------------------------------------------

  static void put(Wire wire, OrderIntent intent) {
    switch (intent) {
      case OrderIntent.Market(int instrument, Side side, OrderSize size) -> {
        wire.putByte(0).putInt(instrument).putByte(number(side));
        put(wire, size);
      }
      case Order order -> {
        wire.putByte(1);
        put(wire, order);
      }
      case OrderIntent.Bracket(Order entry, OrderType stop, OrderType target) -> {
        wire.putByte(2);
        put(wire, entry);
        putOptional(wire, stop);
        putOptional(wire, target);
      }
      case OrderIntent.OneCancelsOther(List<Order> orders) -> {
        wire.putByte(3);
        put(wire, orders);
      }
      case OrderIntent.OneTriggersOther(Order first, List<Order> then) -> {
        wire.putByte(4);
        put(wire, first);
        put(wire, then);
      }
      case OrderIntent.Amend(long orderId, OrderSize size, OrderType type) -> {
        wire.putByte(5).putLong(orderId).putBoolean(size != null);
        if (size != null) {
          put(wire, size);
        }
        putOptional(wire, type);
      }
      case OrderIntent.Cancel(long orderId) -> wire.putByte(6).putLong(orderId);
    }
  }

  static OrderIntent intent(Wire wire) throws MalformedException {
    int kind = wire.getByte();
    return switch (kind) {
      case 0 -> new OrderIntent.Market(wire.getInt(), of(SIDES, wire.getByte()), size(wire));
      case 1 -> order(wire);
      case 2 -> new OrderIntent.Bracket(order(wire), optionalType(wire), optionalType(wire));
      case 3 -> new OrderIntent.OneCancelsOther(orders(wire));
      case 4 -> new OrderIntent.OneTriggersOther(order(wire), orders(wire));
      case 5 ->
          new OrderIntent.Amend(
              wire.getLong(), wire.getBoolean() ? size(wire) : null, optionalType(wire));
      case 6 -> new OrderIntent.Cancel(wire.getLong());
      default -> throw new MalformedException("there is no intent " + kind);
    };
  }

  private static void put(Wire wire, List<Order> orders) {
    wire.putInt(orders.size());
    orders.forEach(each -> put(wire, each));
  }

  private static List<Order> orders(Wire wire) throws MalformedException {
    int count = wire.getCount(Protocol.MAX_ORDERS);
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      orders.add(order(wire));
    }
    return orders;
  }

  private static void put(Wire wire, Order order) {
    wire.putInt(order.instrument())
        .putByte(number(order.side()))
        .putBoolean(order.reduceOnly())
        .putBoolean(order.postOnly())
        .putText(order.tag());
    put(wire, order.size());
    put(wire, order.type());
    put(wire, order.timeInForce());
  }

  private static Order order(Wire wire) throws MalformedException {
    int instrument = wire.getInt();
    Side side = of(SIDES, wire.getByte());
    boolean reduceOnly = wire.getBoolean();
    boolean postOnly = wire.getBoolean();
    String tag = wire.getText(Protocol.FROM_HOST);
    return new Order(
        instrument, side, size(wire), type(wire), timeInForce(wire), reduceOnly, postOnly, tag);
  }

  private static void put(Wire wire, OrderSize size) {
    switch (size) {
      case OrderSize.Lots(long lots) -> wire.putByte(0).putLong(lots);
      case OrderSize.CashFraction(double fraction) -> wire.putByte(1).putDouble(fraction);
      case OrderSize.EntirePosition() -> wire.putByte(2);
      case OrderSize.EquityFraction(double fraction) -> wire.putByte(3).putDouble(fraction);
      case OrderSize.Notional(double amount) -> wire.putByte(4).putDouble(amount);
      case OrderSize.RiskAmount(double amount, double stop) ->
          wire.putByte(5).putDouble(amount).putDouble(stop);
    }
  }

  private static OrderSize size(Wire wire) throws MalformedException {
    int kind = wire.getByte();
    return switch (kind) {
      case 0 -> new OrderSize.Lots(wire.getLong());
      case 1 -> new OrderSize.CashFraction(wire.getDouble());
      case 2 -> new OrderSize.EntirePosition();
      case 3 -> new OrderSize.EquityFraction(wire.getDouble());
      case 4 -> new OrderSize.Notional(wire.getDouble());
      case 5 -> new OrderSize.RiskAmount(wire.getDouble(), wire.getDouble());
      default -> throw new MalformedException("there is no size " + kind);
    };
  }

  private static void putOptional(Wire wire, @Nullable OrderType type) {
    wire.putBoolean(type != null);
    if (type != null) {
      put(wire, type);
    }
  }

  private static @Nullable OrderType optionalType(Wire wire) throws MalformedException {
    return wire.getBoolean() ? type(wire) : null;
  }

  private static void put(Wire wire, OrderType type) {
    switch (type) {
      case OrderType.Market() -> wire.putByte(0);
      case OrderType.MarketOnOpen() -> wire.putByte(1);
      case OrderType.MarketOnClose() -> wire.putByte(2);
      case OrderType.Limit(double price) -> wire.putByte(3).putDouble(price);
      case OrderType.Stop(double price) -> wire.putByte(4).putDouble(price);
      case OrderType.StopLimit(double stop, double limit) ->
          wire.putByte(5).putDouble(stop).putDouble(limit);
      case OrderType.TrailingStop(double distance, boolean fraction) ->
          wire.putByte(6).putDouble(distance).putBoolean(fraction);
      case OrderType.LimitIfTouched(double trigger, double limit) ->
          wire.putByte(7).putDouble(trigger).putDouble(limit);
    }
  }

  private static OrderType type(Wire wire) throws MalformedException {
    int kind = wire.getByte();
    return switch (kind) {
      case 0 -> new OrderType.Market();
      case 1 -> new OrderType.MarketOnOpen();
      case 2 -> new OrderType.MarketOnClose();
      case 3 -> new OrderType.Limit(wire.getDouble());
      case 4 -> new OrderType.Stop(wire.getDouble());
      case 5 -> new OrderType.StopLimit(wire.getDouble(), wire.getDouble());
      case 6 -> new OrderType.TrailingStop(wire.getDouble(), wire.getBoolean());
      case 7 -> new OrderType.LimitIfTouched(wire.getDouble(), wire.getDouble());
      default -> throw new MalformedException("there is no order type " + kind);
    };
  }

  private static void put(Wire wire, TimeInForce force) {
    switch (force) {
      case TimeInForce.Gtc() -> wire.putByte(0);
      case TimeInForce.Day() -> wire.putByte(1);
      case TimeInForce.Ioc() -> wire.putByte(2);
      case TimeInForce.Fok() -> wire.putByte(3);
      case TimeInForce.Gtd(long until) -> wire.putByte(4).putLong(until);
    }
  }

  private static TimeInForce timeInForce(Wire wire) throws MalformedException {
    int kind = wire.getByte();
    return switch (kind) {
      case 0 -> new TimeInForce.Gtc();
      case 1 -> new TimeInForce.Day();
      case 2 -> new TimeInForce.Ioc();
      case 3 -> new TimeInForce.Fok();
      case 4 -> new TimeInForce.Gtd(wire.getLong());
      default -> throw new MalformedException("there is no time in force " + kind);
    };
  }

  // --- descriptions
  // --------------------------------------------------------------------------------

  static void put(Wire wire, ParameterDefinition parameter) {
    wire.putText(parameter.name())
        .putBoolean(parameter.integer())
        .putText(parameter.defaultValue().toPlainString())
        .putText(parameter.min().toPlainString())
        .putText(parameter.max().toPlainString())
        .putText(parameter.description());
  }

  static ParameterDefinition parameter(Wire wire) throws MalformedException {
    return new ParameterDefinition(
        wire.getText(DECIMAL),
        wire.getBoolean(),
        decimal(wire),
        decimal(wire),
        decimal(wire),
        wire.getText(Protocol.MAX_TEXT));
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.OrderWords;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.TimeInForce;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An order that is not done. What is done becomes a row of the {@link OrderArchive}. */
final class SimOrder {
  static final int MARKET = 0;
  static final int ON_OPEN = 1;
  static final int ON_CLOSE = 2;
  static final int LIMIT = 3;
  static final int STOP = 4;
  static final int STOP_LIMIT = 5;
  static final int TRAILING = 6;
  static final int TRAILING_FRACTION = 7;
  static final int IF_TOUCHED = 8;

  static final int GTC = 0;
  static final int DAY = 1;
  static final int IOC = 2;
  static final int FOK = 3;
  static final int GTD = 4;

  static final int LOTS = 0;
  static final int CASH_FRACTION = 1;
  static final int ENTIRE = 2;
  static final int EQUITY_FRACTION = 3;
  static final int NOTIONAL = 4;
  static final int RISK = 5;

  final long id;
  final InstrumentRun run;
  final boolean buy;
  final int timeInForce;
  final long until;
  final boolean reduceOnly;
  final boolean postOnly;
  final String tag;
  final long submitted;

  /** From when it can be filled. */
  long activeFrom;

  int kind;

  /** Limit, stop, trigger or distance. */
  double price;

  /** Limit of a stop-limit or of a limit-if-touched. */
  double limit;

  /** The price of a limit in ticks, and as the nearest double. */
  long limitTicks;

  double limitPrice;

  /** The price that triggers, in ticks, and as the nearest double. */
  long triggerTicks;

  double triggerPrice;

  int sizeKind;
  long sizeBits;
  double riskPrice;

  /** In all; 0 while not resolved. */
  long lots;

  long filled;
  OrderState state = OrderState.WORKING;

  /** Whether its trigger was reached: a stop is a market order then, a stop-limit a limit. */
  boolean triggered;

  /** Best price since it works, of a trailing stop. */
  double best = Double.NaN;

  /** Stamp of the phase that looked at it last. */
  long seen;

  /** Slice of the bar in which it came to work, not at its open; -1 otherwise. */
  long bornInside = -1;

  @Nullable OrderGroup group;
  @Nullable OrderGroup children;

  SimOrder(long id, OrderIntent.Order asked, InstrumentRun run, long now) {
    this.id = id;
    this.run = run;
    this.buy = asked.side() == Side.BUY;
    this.reduceOnly = asked.reduceOnly();
    this.postOnly = asked.postOnly();
    this.tag = asked.tag();
    this.submitted = now;
    switch (asked.timeInForce()) {
      case TimeInForce.Gtc gtc -> timeInForce = GTC;
      case TimeInForce.Day day -> timeInForce = DAY;
      case TimeInForce.Ioc ioc -> timeInForce = IOC;
      case TimeInForce.Fok fok -> timeInForce = FOK;
      case TimeInForce.Gtd gtd -> timeInForce = GTD;
    }
    until = asked.timeInForce() instanceof TimeInForce.Gtd(long end) ? end : Long.MAX_VALUE;
    setSize(asked.size());
    setType(asked.type());
  }

  /** A market order that was queued by its parts. */
  SimOrder(long id, InstrumentRun run, boolean buy, int sizeKind, long sizeBits, long submitted) {
    this.id = id;
    this.run = run;
    this.buy = buy;
    this.timeInForce = GTC;
    this.until = Long.MAX_VALUE;
    this.reduceOnly = false;
    this.postOnly = false;
    this.tag = "";
    this.submitted = submitted;
    this.kind = MARKET;
    this.sizeKind = sizeKind;
    this.sizeBits = sizeBits;
  }

  void setSize(OrderSize size) {
    switch (size) {
      case OrderSize.Lots(long fixed) -> {
        sizeKind = LOTS;
        sizeBits = fixed;
      }
      case OrderSize.CashFraction(double fraction) -> {
        sizeKind = CASH_FRACTION;
        sizeBits = Double.doubleToRawLongBits(fraction);
      }
      case OrderSize.EntirePosition all -> {
        sizeKind = ENTIRE;
        sizeBits = 0;
      }
      case OrderSize.EquityFraction(double fraction) -> {
        sizeKind = EQUITY_FRACTION;
        sizeBits = Double.doubleToRawLongBits(fraction);
      }
      case OrderSize.Notional(double amount) -> {
        sizeKind = NOTIONAL;
        sizeBits = Double.doubleToRawLongBits(amount);
      }
      case OrderSize.RiskAmount(double amount, double stopPrice) -> {
        sizeKind = RISK;
        sizeBits = Double.doubleToRawLongBits(amount);
        riskPrice = stopPrice;
      }
    }
  }

  /** Takes prices; those of limits are rounded to the tick in favour of the limit. */
  void setType(OrderType type) {
    switch (type) {
      case OrderType.Market market -> kind = MARKET;
      case OrderType.MarketOnOpen open -> kind = ON_OPEN;
      case OrderType.MarketOnClose close -> kind = ON_CLOSE;
      case OrderType.Limit(double at) -> {
        kind = LIMIT;
        price = at;
        limitAt(at);
      }
      case OrderType.Stop(double at) -> {
        kind = STOP;
        price = at;
        triggerAt(at, buy);
      }
      case OrderType.StopLimit(double stop, double worst) -> {
        kind = STOP_LIMIT;
        price = stop;
        limit = worst;
        triggerAt(stop, buy);
        limitAt(worst);
      }
      case OrderType.TrailingStop(double distance, boolean fraction) -> {
        kind = fraction ? TRAILING_FRACTION : TRAILING;
        price = distance;
        trail();
      }
      case OrderType.LimitIfTouched(double trigger, double worst) -> {
        kind = IF_TOUCHED;
        price = trigger;
        limit = worst;
        triggerAt(trigger, !buy);
        limitAt(worst);
      }
    }
  }

  private void limitAt(double at) {
    limitTicks = run.roundedTicks(at, !buy);
    limitPrice = run.price(limitTicks);
  }

  private void triggerAt(double at, boolean up) {
    triggerTicks = run.roundedTicks(at, up);
    triggerPrice = run.price(triggerTicks);
  }

  /** Moves the trigger of a trailing stop behind the best price. */
  void trail() {
    if (Double.isNaN(best)) {
      triggerPrice = Double.NaN;
      return;
    }
    double gap = kind == TRAILING ? price : best * price;
    triggerAt(buy ? best + gap : Math.max(best - gap, 0), buy);
  }

  /** Restates it in the terms after a split; says whether a lot of it is left. */
  boolean split(SplitRatio ratio, double factor) {
    if (sizeKind == LOTS || lots > 0) {
      long newLots = ratio.times(lots);
      if (sizeKind == LOTS) {
        sizeBits = ratio.times(sizeBits);
        if (sizeBits == 0) {
          return false;
        }
      }
      filled = ratio.times(filled);
      lots = newLots;
      if (lots > 0 && lots <= filled) {
        return false;
      }
    }
    riskPrice /= factor;
    best /= factor;
    setType(
        switch (kind) {
          case TRAILING -> new OrderType.TrailingStop(price / factor, false);
          case TRAILING_FRACTION -> type();
          default -> type(kind, price / factor, limit / factor);
        });
    return true;
  }

  boolean isTrailing() {
    return kind == TRAILING || kind == TRAILING_FRACTION;
  }

  /** Whether it takes what the market gives, now or at an open or a close. */
  boolean isMarket() {
    return kind <= ON_CLOSE;
  }

  /** Whether it is a limit now. */
  boolean isLimit() {
    return kind == LIMIT || (triggered && (kind == STOP_LIMIT || kind == IF_TOUCHED));
  }

  /** Whether it is an order at the market now. */
  boolean isDue() {
    return kind == MARKET || (triggered && (kind == STOP || isTrailing()));
  }

  /** Whether a price beyond its trigger, against the trader, sets it off. */
  boolean isStop() {
    return !triggered && (kind == STOP || kind == STOP_LIMIT || isTrailing());
  }

  long remaining() {
    return lots - filled;
  }

  Side side() {
    return buy ? Side.BUY : Side.SELL;
  }

  OrderSize size() {
    return size(sizeKind, sizeBits, riskPrice);
  }

  OrderType type() {
    return type(kind, price, limit);
  }

  TimeInForce force() {
    return force(timeInForce, until);
  }

  /** What was asked for; a market order that says nothing else is {@link OrderIntent.Market}. */
  OrderIntent intent() {
    return kind == MARKET && tag.isEmpty() && !reduceOnly
        ? new OrderIntent.Market(run.index, side(), size())
        : new OrderIntent.Order(
            run.index, side(), size(), type(), force(), reduceOnly, postOnly, tag);
  }

  OrderStatus status() {
    return new OrderStatus(id, run.index, side(), type(), state, lots, filled, tag);
  }

  static OrderSize size(int kind, long bits, double risk) {
    double value = Double.longBitsToDouble(bits);
    return switch (kind) {
      case LOTS -> new OrderSize.Lots(bits);
      case CASH_FRACTION -> new OrderSize.CashFraction(value);
      case EQUITY_FRACTION -> new OrderSize.EquityFraction(value);
      case NOTIONAL -> new OrderSize.Notional(value);
      case RISK -> new OrderSize.RiskAmount(value, risk);
      default -> new OrderSize.EntirePosition();
    };
  }

  static OrderType type(int kind, double price, double limit) {
    return switch (kind) {
      case ON_OPEN -> new OrderType.MarketOnOpen();
      case ON_CLOSE -> new OrderType.MarketOnClose();
      case LIMIT -> new OrderType.Limit(price);
      case STOP -> new OrderType.Stop(price);
      case STOP_LIMIT -> new OrderType.StopLimit(price, limit);
      case TRAILING -> new OrderType.TrailingStop(price, false);
      case TRAILING_FRACTION -> new OrderType.TrailingStop(price, true);
      case IF_TOUCHED -> new OrderType.LimitIfTouched(price, limit);
      default -> new OrderType.Market();
    };
  }

  static TimeInForce force(int kind, long until) {
    return switch (kind) {
      case DAY -> new TimeInForce.Day();
      case IOC -> new TimeInForce.Ioc();
      case FOK -> new TimeInForce.Fok();
      case GTD -> new TimeInForce.Gtd(until);
      default -> new TimeInForce.Gtc();
    };
  }

  @Override
  public String toString() {
    return "order "
        + id
        + ", "
        + side().name().toLowerCase(Locale.ROOT)
        + " "
        + OrderWords.size(size())
        + ", "
        + OrderWords.type(type());
  }
}

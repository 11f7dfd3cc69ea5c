package dev.tradewind.engine.sweep;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.MarginRules;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.TradeArithmetic;
import dev.tradewind.engine.strategy.CashPart;
import dev.tradewind.engine.strategy.RuleField;
import java.util.Optional;

/**
 * Walks through the positions of any rule that a sweep can represent: long and short, of every
 * size, with stop, target, trailing stop and time stop. It looks at bars at which orders may fill,
 * at those of a short position, whose price is due bar by bar, and at no other.
 */
final class PositionWalk extends Walk {
  private static final int FEWEST_ORDERS = 8;

  private final RulePlan plan;
  private final RuleNumbers numbers;
  private final RuleSignals signals;
  private final ExitOrders exits;
  private final MarginRules margin;
  private final BarSeries series;

  // The set at hand.
  private int timeStop;
  private int cooldown;

  // The entry that is decided on.
  private Size size = Size.LOTS;
  private double amount;
  private long wholeLots;
  private double riskPrice;

  // The position.
  private boolean isLong;
  private int entered;
  private long entryNotional;
  private long entryFee;
  private long borrowedUntil;

  /** Lots filled on a bar. */
  private int takenAt;

  private long taken;

  /** What the amount of an entry means. */
  private enum Size {
    LOTS,
    CASH,
    NOTIONAL,
    RISK,
    EQUITY
  }

  PositionWalk(
      SweepBars bars,
      SweepBars.Ranges ranges,
      SimulationConfig config,
      RulePlan plan,
      RuleNumbers numbers,
      RuleSignals signals) {
    super(bars, config);
    this.plan = plan;
    this.numbers = numbers;
    this.signals = signals;
    this.exits = new ExitOrders(arithmetic, numbers, bars, ranges);
    this.margin = config.margin();
    this.series = bars.series;
  }

  /** What in the assumptions such a walk cannot represent; empty if nothing is. */
  static Optional<String> obstacle(
      SweepBars.Ranges ranges, SimulationConfig config, TradeArithmetic arithmetic, RulePlan plan) {
    if (!arithmetic.isPlain()) {
      return Optional.of("the assumptions on fills or costs ask for more than open and volume");
    }
    if (!ranges.allTrade) {
      return Optional.of("the instrument has bars outside its sessions");
    }
    if (config.fills().queueProbability() > 0 && plan.hasExits()) {
      return Optional.of("limits may fill at a mere touch (queueProbability)");
    }
    return config.maxOrdersPerBar() < FEWEST_ORDERS
        ? Optional.of("few orders are allowed at a time (maxOrdersPerBar)")
        : Optional.empty();
  }

  /** Walks the set that numbers and signals have turned to. */
  void walk() {
    start();
    timeStop = numbers.count(RuleField.TIME_STOP, 0);
    cooldown = numbers.count(RuleField.COOLDOWN, 0);
    takenAt = -1;
    int last = closes.length - 1;
    int from = 0;
    while (from <= last) {
      int signal = signals.nextEntry(from);
      if (signal >= last) {
        refused += signal == last ? 1 : 0;
        break;
      }
      from = signal + 1;
      boolean buys = RuleSignals.has(signals.longEntry, signal);
      if (!decide(buys, signal)) {
        refused++;
      } else if (enter(buys, from)) {
        from = live(last);
      }
    }
    settle(closes.length);
    invested += lots > 0 ? closes.length - entered : 0;
    finish();
  }

  /** Follows positions until nothing is held; the first bar that may decide on the next one. */
  private int live(int last) {
    while (true) {
      int end = Bits.next(isLong ? signals.longEnd : signals.shortEnd, entered);
      int signal = timeStop > 0 ? Math.min(end, entered + timeStop - 1) : end;
      int closed = exits.any() ? meet(Math.min(signal, last) + 1) : -1;
      if (closed >= 0) {
        return closed + cooldown;
      }
      if (signal >= last) {
        if (signal == last) {
          refused += turns(signal) ? 2 : 1;
        }
        return Integer.MAX_VALUE;
      }
      int bar = signal + 1;
      settle(bar);
      boolean turns = turns(signal);
      boolean buys = !isLong;
      boolean follows = turns && decide(buys, signal);
      if (turns && !follows) {
        refused++;
      }
      leave(bar);
      if (!follows || !enter(buys, bar)) {
        return bar + cooldown;
      }
    }
  }

  private boolean turns(int signal) {
    return cooldown == 0
        && (isLong
            ? RuleSignals.has(signals.longTurn, signal)
            : plan.isLong() && RuleSignals.has(signals.longEntry, signal));
  }

  // --- entries -----------------------------------------------------------------------------------

  /** Decides on an entry at the close of a bar; whether its order makes sense. */
  private boolean decide(boolean buys, int bar) {
    boolean exitsAreRight = exits.decide(buys, bar);
    return decideSize(buys, bar) && (exitsAreRight || !exits.any());
  }

  private boolean decideSize(boolean buys, int bar) {
    double asked = numbers.at(RuleField.SIZE_VALUE, bar);
    double equity = lots == 0 ? cashValue : cashValue + quantity * closes[bar];
    return switch (plan.sizeType()) {
      case EQUAL_CASH -> buys ? ofCash(asked) : sized(Size.EQUITY, asked);
      case QUANTITY -> {
        size = Size.LOTS;
        wholeLots = asked > 0 && asked < 1e15 ? arithmetic.wholeLots(asked) : 0;
        yield wholeLots > 0;
      }
      case CASH -> sized(Size.NOTIONAL, asked);
      case RISK_PER_TRADE -> {
        riskPrice = exits.riskPrice();
        yield sized(Size.RISK, equity * asked) && riskPrice > 0 && riskPrice < 1 / 0.0;
      }
      case PERCENT_OF_EQUITY -> {
        double fraction = asked / 100;
        double part = buys ? CashPart.of(fraction * equity, cashValue) : Double.NaN;
        yield part > 0 ? ofCash(part) : sized(Size.EQUITY, fraction);
      }
      case VOLATILITY_TARGET, KELLY ->
          throw new IllegalStateException("no sweep has a size by " + plan.sizeType());
    };
  }

  private boolean ofCash(double fraction) {
    return sized(Size.CASH, fraction) && fraction <= 1;
  }

  private boolean sized(Size kind, double value) {
    size = kind;
    amount = value;
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  /** Begins a position at the open of a bar if the account can bear it. */
  private boolean enter(boolean buys, int bar) {
    double open = opens[bar];
    long room = room(bar, arithmetic.capacity(bar));
    long ticks = buys ? arithmetic.buyTicks(open) : arithmetic.sellTicks(open);
    long wanted = ticks > 0 ? resolve(buys, ticks) : 0;
    requireRoom(Math.max(1, wanted), room, bar);
    if (wanted <= 0 || !bears(buys, wanted, ticks)) {
      refused++;
      return false;
    }
    settle(bar);
    long notional = buys ? arithmetic.cost(ticks, wanted) : arithmetic.proceeds(ticks, wanted);
    long fee = arithmetic.fee(notional);
    pay(buys, notional, fee);
    take(bar, wanted);
    isLong = buys;
    lots = wanted;
    quantity = arithmetic.quantity(buys ? wanted : -wanted);
    entered = bar;
    entryNotional = notional;
    entryFee = fee;
    borrowedUntil = series.openTime(bar);
    double price = arithmetic.price(ticks);
    slippage += (buys ? price - open : open - price) * arithmetic.quantity(wanted);
    if (exits.any() && exits.begin(buys, bar)) {
      refused++;
    }
    return true;
  }

  private long resolve(boolean buys, long ticks) {
    double price = arithmetic.price(ticks);
    return switch (size) {
      case LOTS -> wholeLots;
      case CASH -> arithmetic.affordableLots(ticks, EntrySize.budget(amount, cash));
      case NOTIONAL -> arithmetic.lots(amount / price);
      case RISK -> {
        double risk = Math.abs(price - riskPrice);
        yield risk > 0 ? arithmetic.lots(amount / risk) : 0;
      }
      case EQUITY -> {
        long most = arithmetic.lots(cashValue * amount / price);
        // Up to what margin allows, fees and rounding cut the order; beyond it they do not count.
        yield amount * margin.initial() <= 1 ? bearable(buys, most, ticks) : most;
      }
    };
  }

  private long bearable(boolean buys, long most, long ticks) {
    if (most <= 0 || bears(buys, most, ticks)) {
      return most;
    }
    long low = 0;
    long high = most;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (bears(buys, middle, ticks)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether an account that holds nothing can bear an entry. */
  private boolean bears(boolean buys, long wanted, long ticks) {
    if (!buys && !margin.shortSelling()) {
      return false;
    }
    long notional = buys ? arithmetic.cost(ticks, wanted) : arithmetic.proceeds(ticks, wanted);
    long fee = arithmetic.fee(notional);
    long after = Math.subtractExact(Math.addExact(cash, buys ? -notional : notional), fee);
    if (margin.initial() == 1 && buys) {
      return after >= 0;
    }
    double own = arithmetic.quantity(buys ? wanted : -wanted) * arithmetic.price(ticks);
    double equity = TradeArithmetic.money(after) + own;
    double gross = Math.abs(own);
    return equity + 1e-9 * gross >= margin.initial() * gross;
  }

  // --- exits -------------------------------------------------------------------------------------

  /** Lets the orders of the position meet the bars up to one; the bar that ended it, or -1. */
  private int meet(int to) {
    for (int bar = exits.next(entered, to); bar < to; bar = exits.next(bar + 1, to)) {
      if (filled(exits.meetOpen(bar), bar, true) || filled(exits.meetInside(bar), bar, false)) {
        return bar;
      }
    }
    return -1;
  }

  private boolean filled(int how, int bar, boolean atOpen) {
    if (how == ExitOrders.NONE) {
      return false;
    }
    settle(bar);
    if (how == ExitOrders.MARKET) {
      closeAtMarket(bar, exits.price(), atOpen);
    } else {
      close(bar, exits.ticks(), exits.price(), exits.isMaker(), atOpen);
    }
    return true;
  }

  /** The order to end the position meets the open of a bar, behind those that work already. */
  private void leave(int bar) {
    if (exits.any() && filled(exits.meetOpen(bar), bar, true)) {
      // It finds nothing any more; without room it would wait.
      requireRoom(1, room(bar, arithmetic.capacity(bar)), bar);
      return;
    }
    closeAtMarket(bar, opens[bar], true);
  }

  private void closeAtMarket(int bar, double reference, boolean atOpen) {
    long ticks = isLong ? arithmetic.sellTicks(reference) : arithmetic.buyTicks(reference);
    close(bar, ticks, reference, false, atOpen);
  }

  private void close(int bar, long ticks, double reference, boolean maker, boolean atOpen) {
    if (ticks <= 0) {
      throw new NotColumnarException("there is no price to end a position at");
    }
    long capacity = atOpen ? arithmetic.capacity(bar) : arithmetic.capacityInside(bar);
    requireRoom(lots, room(bar, capacity), bar);
    if (!isLong) {
      long time = atOpen ? series.openTime(bar) : series.closeTime(bar);
      payForBorrowing(quantity * closes[bar - 1], time);
    }
    long notional = isLong ? arithmetic.proceeds(ticks, lots) : arithmetic.cost(ticks, lots);
    long fee = maker ? arithmetic.makerFee(notional) : arithmetic.fee(notional);
    pay(!isLong, notional, fee);
    take(bar, lots);
    invested += bar - entered;
    double price = arithmetic.price(ticks);
    slippage += (isLong ? reference - price : price - reference) * arithmetic.quantity(lots);
    lots = 0;
    quantity = 0;
    long gain =
        isLong
            ? Math.subtractExact(notional, entryNotional)
            : Math.subtractExact(entryNotional, notional);
    trip(TradeArithmetic.money(Math.subtractExact(gain, Math.addExact(entryFee, fee))));
  }

  /** Pays for a short position up to a moment, at its value at the newest close. */
  private void payForBorrowing(double value, long until) {
    long micros = until - borrowedUntil;
    if (micros > 0 && margin.borrowRate() != 0) {
      borrowedUntil = until;
      cash = Math.subtractExact(cash, TradeArithmetic.borrowed(value, margin.borrowRate(), micros));
      requireCash();
    }
  }

  private void pay(boolean buys, long notional, long fee) {
    cash =
        buys
            ? Math.subtractExact(cash, Math.addExact(notional, fee))
            : Math.subtractExact(Math.addExact(cash, notional), fee);
    fees = Math.addExact(fees, fee);
    requireCash();
  }

  private void requireCash() {
    if (cash < 0) {
      throw new NotColumnarException("money is borrowed");
    }
    cashValue = TradeArithmetic.money(cash);
  }

  private long room(int bar, long capacity) {
    return takenAt == bar && capacity != Long.MAX_VALUE ? capacity - taken : capacity;
  }

  private void take(int bar, long filled) {
    taken = takenAt == bar ? Math.addExact(taken, filled) : filled;
    takenAt = bar;
  }

  private static void requireRoom(long wanted, long room, int bar) {
    if (wanted > room) {
      throw new NotColumnarException("an order does not fill in full at the open of bar " + bar);
    }
  }

  // --- time --------------------------------------------------------------------------------------

  /** Settles the closes up to a bar, exclusive, with the position as it is. */
  private void settle(int until) {
    if (lots == 0 || isLong) {
      hold(until);
    } else {
      owe(until);
    }
  }

  /** A short position costs something on every bar, and may have to be closed on any. */
  private void owe(int until) {
    for (int bar = settled; bar < until; bar++) {
      double value = quantity * closes[bar];
      payForBorrowing(value, series.closeTime(bar));
      double equity = cashValue + value;
      if (equity < margin.maintenance() * Math.abs(value)) {
        throw new NotColumnarException("the margin does not last and the position is closed");
      }
      mark(equity);
      if (nextDay < dayEnds.length && dayEnds[nextDay] == bar) {
        endDay(equity);
        nextDay++;
      }
    }
    settled = Math.max(settled, until);
  }
}

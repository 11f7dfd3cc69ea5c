package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderWords;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Turns an order that meets a price into a fill: how much, at what price and fee, whether the
 * account can bear it, and the entries in the ledger. One for a run.
 */
final class Execution {
  private final OrderDesk desk;
  private final InstrumentRun[] runs;
  private final Ledger ledger;
  private final FillList fills;
  private final Slippages slippages;
  private final MarginRules margin;

  /** Instruments that are held short. */
  private int shorts;

  Execution(
      OrderDesk desk,
      InstrumentRun[] runs,
      Ledger ledger,
      FillList fills,
      SimulationConfig config) {
    this.desk = desk;
    this.runs = runs;
    this.ledger = ledger;
    this.fills = fills;
    this.slippages = new Slippages(config.slippage());
    this.margin = config.margin();
  }

  /** Whether something is borrowed: money or instruments. */
  boolean borrows() {
    return shorts > 0 || ledger.cash() < 0;
  }

  /** A price that an order meets. */
  record Price(double reference, long ticks, long worstTicks, boolean maker) {
    /** What the market gives, with slippage. */
    static Price market(double reference) {
      return new Price(reference, 0, 0, false);
    }

    /** What the market gives, with slippage up to a limit. */
    static Price upTo(double reference, long worstTicks) {
      return new Price(reference, 0, worstTicks, false);
    }

    /** Just that price. */
    static Price exactly(double reference, long ticks, boolean maker) {
      return new Price(reference, ticks, 0, maker);
    }
  }

  /** Fills an order as far as it goes at a price; refuses or ends it where that cannot be. */
  void fill(SimOrder order, Price price, long time) {
    try {
      fillExactly(order, price, time);
    } catch (ArithmeticException e) {
      String message =
          overflow("the fill of " + order, desk.place(order.run), price.reference(), e);
      desk.overflowed(order, message);
    }
  }

  /** What an amount that does not fit is called. */
  static String overflow(String step, String place, double price, ArithmeticException cause) {
    return "the exact ledger overflows at "
        + step
        + " ("
        + place
        + ", price "
        + price
        + "): "
        + cause.getMessage();
  }

  private void fillExactly(SimOrder order, Price price, long time) {
    InstrumentRun run = order.run;
    long capacity = run.capacity(desk.opening());
    if (capacity <= 0) {
      return;
    }
    long held = order.buy ? -run.lots : run.lots;
    if (order.reduceOnly && held <= 0) {
      desk.end(order, OrderState.CANCELLED, "nothing is held that it could reduce");
      return;
    }
    // Up to now; what is bought back here is not there any more when the bar closes.
    payForBorrowing(run, time);
    long ticks = ticks(order, price, order.lots == 0 ? 1 : Math.min(order.remaining(), capacity));
    if (ticks > 0 && order.lots == 0) {
      long lots = resolve(order, ticks);
      if (slippages.dependsOnSize() && price.ticks() == 0 && lots > 0) {
        ticks = ticks(order, price, Math.min(lots, capacity));
        lots = ticks > 0 ? resolve(order, ticks) : lots;
      }
      if (lots <= 0) {
        desk.end(order, OrderState.REJECTED, noLots(order, ticks));
        return;
      }
      order.lots = lots;
    }
    if (ticks <= 0) {
      desk.end(
          order,
          OrderState.REJECTED,
          "fill price must be > 0, was " + ticks + " ticks (price " + price.reference() + ")");
      return;
    }
    long lots = Math.min(order.remaining(), capacity);
    if (order.reduceOnly) {
      lots = Math.min(lots, held);
    }
    if (order.timeInForce == SimOrder.FOK && lots < order.remaining()) {
      desk.end(order, OrderState.CANCELLED, "only " + lots + " lots could be filled at once");
      return;
    }
    String refusal = refusal(order, lots, ticks, price.maker());
    if (refusal != null) {
      desk.end(order, order.filled == 0 ? OrderState.REJECTED : OrderState.CANCELLED, refusal);
      return;
    }
    book(order, lots, ticks, price, time);
  }

  private long ticks(SimOrder order, Price price, long lots) {
    if (price.ticks() > 0) {
      return price.ticks();
    }
    long ticks = slippages.ticks(order.run, order.buy, price.reference(), lots);
    if (price.worstTicks() == 0) {
      return ticks;
    }
    return order.buy ? Math.min(ticks, price.worstTicks()) : Math.max(ticks, price.worstTicks());
  }

  private void book(SimOrder order, long lots, long ticks, Price met, long time) {
    InstrumentRun run = order.run;
    Account account = run.account;
    long local = order.buy ? account.cost(ticks, lots) : account.proceeds(ticks, lots);
    long localFee = account.fee(local, lots, met.maker(), order.filled == 0, ledger.traded());
    long notional = account.toAccount(local, order.buy);
    long fee = account.toAccount(localFee, true);
    long changing = account.conversionFee(notional);
    double price = run.price(ticks);
    double worse = order.buy ? price - met.reference() : met.reference() - price;
    long signed = order.buy ? lots : -lots;
    boolean wasShort = run.lots < 0;
    // Whatever does not fit throws before the first of it is booked.
    Math.addExact(run.lots, signed);
    ledger.trade(order.buy, notional, fee, changing);
    run.tradedNet += order.buy ? -notional : notional;
    run.addLots(signed);
    if (wasShort != run.lots < 0) {
      shorts += wasShort ? -1 : 1;
      run.borrowedUntil = time;
    }
    run.matcher.trade(run.fillBar, time, price, signed, notional, fee + changing);
    ledger.slipped(worse * run.quantity(lots) * account.rate());
    run.take(lots);
    Fill fill =
        new Fill(time, run.index, order.side(), lots, ticks, fee, met.reference(), order.id);
    fills.add(run.index, run.fillBar, fill);
    if (!ledger.balances(run)) {
      throw ledger.violation("the fill of " + order, run);
    }
    order.filled += lots;
    desk.filled(order, fill);
  }

  // --- sizes -------------------------------------------------------------------------------------

  private long resolve(SimOrder order, long ticks) {
    InstrumentRun run = order.run;
    double value = Double.longBitsToDouble(order.sizeBits);
    double price = run.price(ticks) * run.account.rate();
    return switch (order.sizeKind) {
      case SimOrder.LOTS -> order.sizeBits;
      case SimOrder.ENTIRE -> order.buy ? -run.lots : run.lots;
      case SimOrder.CASH_FRACTION ->
          run.account.affordableLots(
              ticks, Math.max(0, part(value)), order.filled == 0, ledger.traded());
      case SimOrder.NOTIONAL -> run.lotsOf(value / price);
      case SimOrder.RISK -> {
        double risk = Math.abs(run.price(ticks) - order.riskPrice) * run.account.rate();
        yield risk > 0 ? run.lotsOf(value / risk) : 0;
      }
      default -> {
        long lots = run.lotsOf(equity() * value / price);
        // Up to what margin allows, fees and rounding cut the order; beyond it they do not count.
        yield value * margin.initial() <= 1 ? bearable(order, lots, ticks) : lots;
      }
    };
  }

  private long part(double fraction) {
    return fraction == 1
        ? ledger.cash()
        : BigDecimal.valueOf(fraction)
            .multiply(BigDecimal.valueOf(ledger.cash()))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
  }

  private long bearable(SimOrder order, long lots, long ticks) {
    if (lots <= 0 || refusal(order, lots, ticks, false) == null) {
      return lots;
    }
    long low = 0;
    long high = lots;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (refusal(order, middle, ticks, false) == null) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Cash and positions at the newest closes, account currency. */
  double equity() {
    double value = ledger.cashValue();
    for (InstrumentRun run : runs) {
      if (run.lots != 0) {
        value += run.value();
      }
    }
    return value;
  }

  private String noLots(SimOrder order, long ticks) {
    InstrumentRun run = order.run;
    String at = Double.toString(run.price(ticks));
    return switch (order.sizeKind) {
      case SimOrder.ENTIRE ->
          "nothing is held that could be "
              + (order.buy ? "bought back" : "sold")
              + ": the position is "
              + run.instrument.toQuantity(run.lots).toPlainString();
      case SimOrder.CASH_FRACTION ->
          "cash " + money(ledger.cash()) + " does not pay for one lot at " + at;
      default ->
          "size: "
              + OrderWords.size(order.size())
              + " is less than one lot at "
              + at
              + " (equity "
              + equity()
              + ")";
    };
  }

  // --- what the account can bear -----------------------------------------------------------------

  /** Why the account cannot bear a fill; null if it can. */
  private @Nullable String refusal(SimOrder order, long lots, long ticks, boolean maker) {
    InstrumentRun run = order.run;
    long after = Math.addExact(run.lots, order.buy ? lots : -lots);
    boolean reduces =
        after == 0 || (after < 0 == run.lots < 0 && Math.abs(after) < Math.abs(run.lots));
    if (reduces) {
      return null;
    }
    if (after < 0 && !margin.shortSelling()) {
      return "quantity must be <= the position "
          + run.instrument.toQuantity(run.lots).toPlainString()
          + " while short selling is off, was "
          + run.instrument.toQuantity(lots).toPlainString();
    }
    Account account = run.account;
    long local = order.buy ? account.cost(ticks, lots) : account.proceeds(ticks, lots);
    long fee = account.fee(local, lots, maker, order.filled == 0, ledger.traded());
    long notional = account.toAccount(local, order.buy);
    long fees = Math.addExact(account.toAccount(fee, true), account.conversionFee(notional));
    long cashAfter =
        Math.subtractExact(Math.addExact(ledger.cash(), order.buy ? -notional : notional), fees);
    if (margin.initial() == 1 && shorts == 0 && after > 0) {
      return cashAfter >= 0
          ? null
          : "cost and fee "
              + money(Math.addExact(notional, fees))
              + " must be <= cash "
              + money(ledger.cash());
    }
    double price = run.price(ticks) * account.rate();
    double own = run.quantity(after) * price;
    double equity = (double) cashAfter / Account.UNITS + own;
    double gross = Math.abs(own);
    for (InstrumentRun other : runs) {
      if (other.lots != 0 && other != run) {
        equity += other.value();
        gross += Math.abs(other.value());
      }
    }
    if (equity + 1e-9 * gross >= margin.initial() * gross) {
      return null;
    }
    return "equity after the fill "
        + equity
        + " must be >= "
        + margin.initial()
        + " (initialMargin) of the positions' value "
        + gross;
  }

  /** Why the account must be closed; null while it need not. */
  @Nullable String shortfall() {
    double equity = equity();
    double gross = 0;
    for (InstrumentRun run : runs) {
      gross += Math.abs(run.value());
    }
    if (gross == 0 || equity >= margin.maintenance() * gross) {
      return null;
    }
    return "forced liquidation: equity "
        + equity
        + " must be >= "
        + margin.maintenance()
        + " (maintenanceMargin) of the positions' value "
        + gross;
  }

  /** Pays for an instrument that is held short, up to a moment. */
  void payForBorrowing(InstrumentRun run, long now) {
    if (run.lots >= 0) {
      return;
    }
    long micros = now - run.borrowedUntil;
    if (micros <= 0 || margin.borrowRate() == 0) {
      return;
    }
    run.borrowedUntil = now;
    long due = TradeArithmetic.borrowed(run.value(), margin.borrowRate(), micros);
    try {
      ledger.borrow(due);
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          overflow(
              "paying " + due / Account.UNITS + " for the short position",
              desk.place(run),
              run.lastClose,
              e));
    }
    if (!ledger.balances(run)) {
      throw ledger.violation("paying for the short position", run);
    }
  }

  /** A position that came to be without a fill: by a split. */
  void positionChanged(boolean wasShort, InstrumentRun run) {
    if (wasShort && run.lots == 0) {
      shorts--;
    }
  }

  static String money(long units) {
    return BigDecimal.valueOf(units, 8).toPlainString();
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Prices, amounts and fees of one instrument's trades, exactly as a run has them; for evaluators
 * that work out many runs at once. Belongs to one thread.
 */
public final class TradeArithmetic {
  private final InstrumentRun run;

  /** The arithmetic of a run over that series. */
  public TradeArithmetic(BarSeries series, SimulationConfig config) {
    SimulationInput input = SimulationInput.of(List.of(series));
    this.run = new InstrumentRun(0, input, config, RunSetup.of(input, config, RunScope.STANDARD));
  }

  /** Fill price of a market buy at an open, ticks; 0 or less where there is none. */
  public long buyTicks(double open) {
    return run.buyPricing.ticks(open);
  }

  /** Fill price of a market sale at an open, ticks; 0 or less where there is none. */
  public long sellTicks(double open) {
    return run.sellPricing.ticks(open);
  }

  /**
   * The most lots of a market order that fill in full at the open of a bar; -1 where the
   * assumptions ask for more than this arithmetic, and the run itself is needed.
   */
  public long capacity(int bar) {
    return run.plainCapacityOf(bar);
  }

  /** The most lots that fill between the open and the close of a bar. */
  public long capacityInside(int bar) {
    return run.capacityInside(bar);
  }

  /**
   * Whether orders that rest within bars can be worked out by this arithmetic: fills, costs and
   * slippage are of the kinds that need no more than prices and volumes.
   */
  public boolean isPlain() {
    return run.isPlain();
  }

  /** Whether a session is open during a bar. */
  public boolean trades(int bar) {
    return run.trades(bar);
  }

  /** Whether trading was interrupted before a bar, so that its open may leave a resting limit. */
  public boolean afterBreak(int bar) {
    run.showBar(bar);
    return run.afterBreak;
  }

  /** Ticks of a price without slippage, rounded against a buyer. */
  public long exactBuyTicks(double price) {
    return run.exactBuy.ticks(price);
  }

  /** Ticks of a price without slippage, rounded against a seller. */
  public long exactSellTicks(double price) {
    return run.exactSell.ticks(price);
  }

  /** The tick of a stop or a limit; up or down where it lies between two. */
  public long ticks(double price, boolean up) {
    return run.roundedTicks(price, up);
  }

  /** Lots of a quantity of units, rounded down; what is nearly a lot is one. */
  public long lots(double units) {
    return run.lotsOf(units);
  }

  /** Lots of a decimal quantity of units, rounded down. */
  public long wholeLots(double units) {
    return run.instrument.toLots(BigDecimal.valueOf(units), RoundingMode.FLOOR);
  }

  /** The fee of a resting limit on a notional, 1e-8 of the currency. */
  public long makerFee(long notional) {
    return run.account.fee(notional, 1, true, true, 0);
  }

  /** What is paid for a short position over a time, 1e-8 of the currency, rounded up. */
  public static long borrowed(double value, double yearlyRate, long micros) {
    double years = micros / (365.0 * InstrumentRun.DAY);
    double due = Math.abs(value) * Account.UNITS * yearlyRate * years;
    return (long) Math.ceil(due);
  }

  /** Price of that many ticks, currency. */
  public double price(long ticks) {
    return run.price(ticks);
  }

  /** Units of that many lots. */
  public double quantity(long lots) {
    return lots == 0 ? 0 : run.quantity(lots);
  }

  /** What a buy costs before its fee, 1e-8 of the currency. */
  public long cost(long ticks, long lots) {
    return run.account.cost(ticks, lots);
  }

  /** What a sale brings before its fee, 1e-8 of the currency. */
  public long proceeds(long ticks, long lots) {
    return run.account.proceeds(ticks, lots);
  }

  /** The fee on a notional, 1e-8 of the currency. */
  public long fee(long notional) {
    return run.account.fee(notional);
  }

  /** The largest number of lots whose cost and fee stay within a budget in 1e-8 of the currency. */
  public long affordableLots(long ticks, long budget) {
    return run.account.affordableLots(ticks, budget);
  }

  /** 1e-8 units as currency. */
  public static double money(long units) {
    return (double) units / Account.UNITS;
  }

  /** Whether days without bars count as days of a run over the instrument. */
  public static boolean everyDay(BarSeries series) {
    return Simulator.everyDay(List.of(series));
  }

  /** Trading days a year by which a run over the instrument is annualised. */
  public static int periodsPerYear(Instrument instrument) {
    return Simulator.periodsPerYear(instrument);
  }
}

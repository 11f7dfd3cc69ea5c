package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * One run of one strategy: the order of events. Orders are kept by {@link OrderDesk}, meet the
 * market in {@link BarMatcher} and are booked by {@link Execution}.
 */
final class SimulationRun extends StrategyWorld {
  static final int PROGRESS_STEP = 8_192;

  private final Feeds feeds;
  private final BarMatcher matcher;
  private final ActionsDue actions;

  final EquityCurve equity;

  /** Whether the equity curve is brought to the newest close only when something changes. */
  private boolean marksLate;

  SimulationRun(
      SimulationInput input,
      Strategy strategy,
      String strategyId,
      SimulationConfig config,
      RunScope scope) {
    super(input, strategy, strategyId, config, scope);
    List<BarSeries> series = input.series();
    this.feeds = new Feeds(input);
    this.equity =
        new EquityCurve(series, config.initialCash().doubleValue(), Simulator.everyDay(series));
    this.matcher = new BarMatcher(desk, execution, config);
    this.actions = new ActionsDue(ledger, desk, execution);
  }

  /** Number of round trips so far. */
  int roundTrips() {
    int count = 0;
    for (InstrumentRun run : runs) {
      count = Math.addExact(count, run.matcher.count());
    }
    return count;
  }

  /**
   * Works through all bars.
   *
   * @throws StrategyFailedException if the strategy fails and the run is to stop; what was done is
   *     complete until then
   * @throws LedgerOverflowException if an amount does not fit and the run is to stop, the same
   */
  void run(SimulationListener listener) {
    long totalBars = 0;
    for (InstrumentRun run : runs) {
      totalBars += run.series.size();
    }
    start();
    try {
      if (runs.length == 1 && runs[0].simple && feeds.isEmpty() && longerBars.isEmpty()) {
        runOne(runs[0], listener);
      } else {
        new MomentLoop(this, feeds, matcher, actions).run(listener, totalBars);
      }
    } catch (ArithmeticException e) {
      throw new LedgerOverflowException(errors.note(now, String.valueOf(e.getMessage())));
    } finally {
      mark(runs[0]);
      finish();
    }
    listener.onProgress(totalBars, totalBars);
  }

  /**
   * One instrument: its opens and closes take turns. Benchmarks W1 and W5 justify a loop of its
   * own; a test holds it to {@link MomentLoop}.
   */
  private void runOne(InstrumentRun run, SimulationListener listener) {
    int size = run.series.size();
    marksLate = true;
    int nextReport = PROGRESS_STEP;
    while (run.known < size) {
      if (run.series.openTime(run.known) >= run.dayEnd) {
        now = run.series.openTime(run.known);
        closeSession(run);
      }
      bars(run, Math.min(size, nextReport));
      if (run.closedAt >= run.dayDue) {
        endBar(run);
      }
      if (run.known == nextReport) {
        nextReport += PROGRESS_STEP;
        report(run, listener);
      }
    }
  }

  /**
   * The next bars, until a session may have ended or until another bar. What happens seldom stays
   * outside, so that the compiler keeps the values of this loop in registers.
   *
   * @param to the bar before which to stop, more than are known
   */
  private void bars(InstrumentRun run, int to) {
    BarSeries series = run.series;
    OrderBook book = run.book;
    for (int bar = run.known; bar < to; bar++) {
      now = series.openTime(bar);
      if (now >= run.dayEnd) {
        return;
      }
      // Kept for every bar, not read when an order fills: a column read in order is in the cache.
      run.open = series.open(bar);
      for (int due = run.pending.size(); due > 0; due--) {
        fillFirst(run);
      }
      if (book.size() > 0) {
        mark(run);
        openBar(run);
        now = series.closeTime(bar);
        closeBar(run);
      } else {
        now = series.closeTime(bar);
      }
      boolean borrows = execution.borrows();
      if (borrows) {
        // Up to the close before this one, which must not be known yet.
        mark(run);
      }
      run.lastClose = series.close(bar);
      run.closedAt = now;
      run.known = bar + 1;
      if (borrows) {
        settle(run);
      }
      onBar(run);
      if (now >= run.dayDue) {
        return;
      }
    }
  }

  private void report(InstrumentRun run, SimulationListener listener) {
    int size = run.series.size();
    mark(run);
    if (!listener.onProgress(run.known, size)) {
      throw new SimulationCancelledException(run.known, size);
    }
  }

  /**
   * Brings the equity curve to the newest close, before anything changes: between two trades it is
   * a loop over closes and nothing else.
   */
  private void mark(InstrumentRun run) {
    if (!marksLate) {
      return;
    }
    int from = equity.size();
    boolean invested = run.lots != 0;
    double cash = ledger.cashValue();
    if (run.known == from + 1) {
      double value = invested ? cash + run.quantity * run.lastClose : cash;
      equity.add(run.closedAt, value, invested);
    } else if (run.known > from) {
      equity.addBars(run.series, run.known, cash, run.quantity, invested);
    }
  }

  /** The orders of an instrument meet the open of its bar. */
  private void openBar(InstrumentRun run) {
    run.showBar(run.known);
    opening = true;
    matcher.open(run);
    opening = false;
  }

  /** The orders of an instrument meet its whole bar. */
  void closeBar(InstrumentRun run) {
    if (run.book.size() == 0) {
      return;
    }
    matcher.endOfBar(run);
    matcher.inside(run);
    matcher.close(run);
  }

  /**
   * Fills the oldest waiting market order of an instrument, or hands it to the general way where
   * anything about it is out of the ordinary. One long method on purpose: beyond 325 bytecodes the
   * compiler leaves it out of the loop over bars, which then keeps its values in registers. Without
   * that W1 takes a fifth longer.
   */
  void fillFirst(InstrumentRun run) {
    mark(run);
    OrderQueue pending = run.pending;
    double open = run.open;
    int kind = pending.kind();
    long amount = pending.amount();
    long id = pending.id();
    long submitted = pending.submitted();
    pending.removeFirst();
    int bar = run.known;
    boolean buy = kind <= OrderQueue.BUY_FRACTION;
    try {
      long ticks = (buy ? run.buyPricing : run.sellPricing).ticks(open);
      long held = run.lots;
      long lots = kind == OrderQueue.SELL_ALL ? held : amount;
      if (kind == OrderQueue.BUY_FRACTION && ticks > 0 && held >= 0 && ledger.cash() > 0) {
        lots = run.account.affordableLots(ticks, budget(Double.longBitsToDouble(amount)));
      }
      boolean ordinary =
          ticks > 0
              && lots > 0
              && (buy ? held >= 0 : lots <= held)
              && lots <= run.capacityOf(bar)
              && !execution.borrows();
      if (!ordinary) {
        fillSlowly(run, OrderQueue.order(kind, amount, id, submitted, run));
        return;
      }
      double price = run.price(ticks);
      long signed = buy ? lots : -lots;
      // Whatever does not fit throws before the first of it is booked.
      Math.addExact(held, signed);
      long notional = buy ? run.account.cost(ticks, lots) : run.account.proceeds(ticks, lots);
      long fee = run.account.fee(notional);
      if (buy) {
        if (Math.addExact(notional, fee) > ledger.cash()) {
          fillSlowly(run, OrderQueue.order(kind, amount, id, submitted, run));
          return;
        }
        ledger.buy(notional, fee);
        run.tradedNet -= notional;
      } else {
        ledger.sell(notional, fee);
        run.tradedNet += notional;
      }
      run.addLots(signed);
      run.take(lots);
      run.matcher.trade(bar, now, price, signed, notional, fee);
      double worse = buy ? price - open : open - price;
      if (worse != 0) {
        ledger.slipped(worse * run.quantity(lots));
      }
      if (!ledger.balances(run)) {
        throw ledger.violation("the fill of order " + id, run);
      }
      boolean plain = kind != OrderQueue.BUY_FRACTION && submitted == run.closedAt;
      Fill fill = new Fill(now, run.index, buy ? Side.BUY : Side.SELL, lots, ticks, fee, open, id);
      if (plain) {
        fills.addWhole(run.index, bar, signed, ticks, fee, id, kind == OrderQueue.SELL_ALL);
      } else {
        fills.add(run.index, bar, fill);
        desk.archiveFilled(OrderQueue.order(kind, amount, id, submitted, run), lots, now);
      }
      onFill(run, fill);
    } catch (ArithmeticException e) {
      SimOrder order = OrderQueue.order(kind, amount, id, submitted, run);
      desk.queuedOverflowed(order, Execution.overflow("the fill of " + order, place(run), open, e));
    }
  }

  private void fillSlowly(InstrumentRun run, SimOrder order) {
    run.showBar(run.known);
    opening = true;
    desk.meetOpen(order, execution);
    opening = false;
  }

  private long budget(double fraction) {
    return fraction == 1
        ? ledger.cash()
        : BigDecimal.valueOf(fraction)
            .multiply(BigDecimal.valueOf(ledger.cash()))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
  }

  private void settle(InstrumentRun run) {
    execution.payForBorrowing(run, now);
    liquidate();
  }

  /** Notes the end of the session of the bar that closed, and tells of it where it is now. */
  void endBar(InstrumentRun run) {
    if (run.dayEnd == Long.MAX_VALUE || now > run.dayEnd) {
      run.dayEnd =
          run.hours.closes()
              ? run.hours.end(run.series.openTime(run.known - 1), now)
              : Math.floorDiv(now - 1, InstrumentRun.DAY) * InstrumentRun.DAY + InstrumentRun.DAY;
      run.dayDue = run.dayEnd;
    }
    if (run.dayEnd <= now) {
      closeSession(run);
    }
  }
}

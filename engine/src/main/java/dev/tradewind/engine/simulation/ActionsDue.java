package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderState;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Applies splits and dividends to positions and working orders, before a bar opens. */
final class ActionsDue {
  private final Ledger ledger;
  private final OrderDesk desk;
  private final Execution execution;

  ActionsDue(Ledger ledger, OrderDesk desk, Execution execution) {
    this.ledger = ledger;
    this.desk = desk;
    this.execution = execution;
  }

  /** Applies what takes effect at the open of the instrument's next bar, or took effect before. */
  void apply(InstrumentRun run, long now) {
    int dividends = run.dividends.countUntil(now);
    int splits = run.splits.countUntil(now);
    while (run.dividendsDone < dividends || run.splitsDone < splits) {
      boolean dividendFirst =
          run.dividendsDone < dividends
              && (run.splitsDone == splits
                  || run.dividends.effectiveMicros(run.dividendsDone)
                      <= run.splits.effectiveMicros(run.splitsDone));
      if (dividendFirst) {
        double amount = run.dividends.amount(run.dividendsDone);
        exactly(run, "a dividend of " + amount, () -> pay(run, amount));
        run.dividendsDone++;
      } else {
        double ratio = run.splits.ratio(run.splitsDone);
        exactly(run, "a split of " + ratio, () -> split(run, ratio, now));
        run.splitsDone++;
      }
    }
  }

  private void exactly(InstrumentRun run, String step, Runnable action) {
    try {
      action.run();
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          Execution.overflow(step, desk.place(run), run.series.open(run.known), e));
    }
  }

  private void pay(InstrumentRun run, double amount) {
    if (run.lots == 0) {
      return;
    }
    boolean receives = run.lots > 0;
    long local =
        BigDecimal.valueOf(Math.abs(run.lots))
            .multiply(unitsOfLot(run, amount))
            .setScale(0, rounding(receives))
            .longValueExact();
    long own = changed(run, local, receives);
    ledger.dividend(receives ? own : -own);
    check(run, "a dividend");
  }

  /** Units of the instrument's currency of a lot at a price. */
  private static BigDecimal unitsOfLot(InstrumentRun run, double price) {
    return new BigDecimal(Double.toString(price))
        .multiply(run.instrument.lotSize())
        .movePointRight(8);
  }

  private static RoundingMode rounding(boolean receives) {
    return receives ? RoundingMode.FLOOR : RoundingMode.CEILING;
  }

  /** An amount in the account's currency, after the fee of changing it. */
  private static long changed(InstrumentRun run, long local, boolean receives) {
    long own = run.account.toAccount(local, !receives);
    long fee = run.account.conversionFee(own);
    return receives ? own - fee : Math.addExact(own, fee);
  }

  private void split(InstrumentRun run, double factor, long now) {
    SplitRatio ratio = SplitRatio.of(factor);
    boolean isLong = run.lots > 0;
    // All that might not fit is made before anything changes.
    long lots = ratio.times(Math.abs(run.lots));
    double price = run.series.open(run.known);
    long rest = ratio.rest(Math.abs(run.lots), unitsOfLot(run, price), rounding(isLong));
    long paid = changed(run, rest, isLong);
    long before = run.lots;
    if (before != 0) {
      ledger.inLieu(isLong ? paid : -paid);
    }
    adjustOrders(run, ratio, factor);
    run.lastClose /= factor;
    if (before == 0) {
      return;
    }
    if (lots == 0) {
      run.matcher.trade(run.known, now, price * factor, -before, paid, 0);
      run.addLots(-before);
      execution.positionChanged(!isLong, run);
    } else {
      run.matcher.split(ratio, factor, lots, paid);
      run.addLots((isLong ? lots : -lots) - before);
    }
    run.tradedNet += isLong ? paid : -paid;
    check(run, "a split of " + ratio);
  }

  private void adjustOrders(InstrumentRun run, SplitRatio ratio, double factor) {
    for (SimOrder order : desk.waiting(run)) {
      String problem = order.state.isDone() ? "" : problem(order, ratio, factor);
      if (!problem.isEmpty()) {
        desk.end(order, OrderState.CANCELLED, problem);
      }
    }
    OrderBook book = run.book;
    for (int i = 0; i < book.size(); ) {
      SimOrder order = book.get(i);
      String problem = problem(order, ratio, factor);
      if (problem.isEmpty()) {
        book.changed(order);
        i++;
      } else {
        desk.end(order, OrderState.CANCELLED, problem);
        i = 0;
      }
    }
  }

  /** Restates an order; says why it must end, or nothing. */
  private static String problem(SimOrder order, SplitRatio ratio, double factor) {
    try {
      return order.split(ratio, factor) ? "" : "a split leaves less than a lot of it";
    } catch (ArithmeticException e) {
      return "a split makes more lots of it than can be counted";
    }
  }

  private void check(InstrumentRun run, String step) {
    if (!ledger.balances(run)) {
      throw ledger.violation(step, run);
    }
  }
}

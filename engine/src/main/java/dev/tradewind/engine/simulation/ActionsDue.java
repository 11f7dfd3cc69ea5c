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
        units(
            run,
            BigDecimal.valueOf(Math.abs(run.lots)),
            new BigDecimal(Double.toString(amount)),
            receives);
    long own = run.account.toAccount(local, !receives);
    ledger.dividend(receives ? own : -own);
    check(run, "a dividend");
  }

  /** Units of a number of lots at a price, rounded against the trader. */
  private static long units(
      InstrumentRun run, BigDecimal lots, BigDecimal price, boolean receives) {
    return lots.multiply(run.instrument.lotSize())
        .multiply(price)
        .movePointRight(8)
        .setScale(0, receives ? RoundingMode.FLOOR : RoundingMode.CEILING)
        .longValueExact();
  }

  private void split(InstrumentRun run, double factor, long now) {
    BigDecimal ratio = new BigDecimal(Double.toString(factor));
    boolean isLong = run.lots > 0;
    // All that might not fit is made before anything changes.
    BigDecimal exact = BigDecimal.valueOf(Math.abs(run.lots)).multiply(ratio);
    long lots = exact.setScale(0, RoundingMode.FLOOR).longValueExact();
    BigDecimal rest = exact.subtract(BigDecimal.valueOf(lots));
    BigDecimal price = new BigDecimal(Double.toString(run.series.open(run.known)));
    long paid = run.account.toAccount(units(run, rest, price, isLong), !isLong);
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
      run.matcher.trade(run.known, now, price.doubleValue() * factor, -before, paid, 0);
      run.addLots(-before);
      execution.positionChanged(!isLong, run);
    } else {
      run.matcher.split(ratio, lots, paid);
      run.addLots((isLong ? lots : -lots) - before);
    }
    run.tradedNet += isLong ? paid : -paid;
    check(run, "a split of " + ratio.toPlainString());
  }

  private void adjustOrders(InstrumentRun run, BigDecimal ratio, double factor) {
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
  private static String problem(SimOrder order, BigDecimal ratio, double factor) {
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

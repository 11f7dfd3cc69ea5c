package dev.tradewind.engine.simulation;

/**
 * The account's cash in 1e-8 units, with a second count of where every unit went. After each step
 * both counts must agree; integers make that cheap enough for every run.
 *
 * <p>A step happens whole or not at all: where an amount does not fit, it throws {@link
 * ArithmeticException} before anything has changed.
 */
final class Ledger {
  private final long initial;
  private long cash;
  private long bought;
  private long sold;
  private long fees;
  private long conversion;
  private long borrow;
  private long dividends;
  private long inLieu;
  private double slippage;

  /** What there was and what came and went besides trades and their fees, units. */
  private long besides;

  Ledger(long initial) {
    this.initial = initial;
    this.besides = initial;
    this.cash = initial;
  }

  /** Cash, units. */
  long cash() {
    return cash;
  }

  /** Cash, currency. */
  double cashValue() {
    return (double) cash / Account.UNITS;
  }

  /** A buy: notional and fee &ge; 0, units. */
  void buy(long notional, long fee) {
    long nowBought = Math.addExact(bought, notional);
    long nowFees = Math.addExact(fees, fee);
    cash = Math.subtractExact(cash, Math.addExact(notional, fee));
    bought = nowBought;
    fees = nowFees;
  }

  /** A sale: notional and fee &ge; 0, units. */
  void sell(long notional, long fee) {
    long nowSold = Math.addExact(sold, notional);
    long nowFees = Math.addExact(fees, fee);
    cash = Math.subtractExact(Math.addExact(cash, notional), fee);
    sold = nowSold;
    fees = nowFees;
  }

  /** A buy or a sale of which money was changed for {@code changing} units, all &ge; 0. */
  void trade(boolean buy, long notional, long fee, long changing) {
    if (changing > 0) {
      long nowConversion = Math.addExact(conversion, changing);
      long nowBesides = Math.subtractExact(besides, changing);
      long left = Math.subtractExact(cash, changing);
      // What the trade itself takes must fit what the change leaves.
      Math.subtractExact(
          buy ? left : Math.addExact(left, notional), buy ? Math.addExact(notional, fee) : fee);
      book(buy, notional, fee);
      conversion = nowConversion;
      besides = nowBesides;
      cash -= changing;
    } else {
      book(buy, notional, fee);
    }
  }

  private void book(boolean buy, long notional, long fee) {
    if (buy) {
      buy(notional, fee);
    } else {
      sell(notional, fee);
    }
  }

  /** Notes how much worse than the market's price a fill was, currency. */
  void slipped(double amount) {
    slippage += amount;
  }

  /** Pays for what was sold short. */
  void borrow(long units) {
    long nowBorrow = Math.addExact(borrow, units);
    long nowBesides = Math.subtractExact(besides, units);
    cash = Math.subtractExact(cash, units);
    borrow = nowBorrow;
    besides = nowBesides;
  }

  /** Receives a dividend, or pays one: negative. */
  void dividend(long units) {
    long nowDividends = Math.addExact(dividends, units);
    long nowBesides = Math.addExact(besides, units);
    cash = Math.addExact(cash, units);
    dividends = nowDividends;
    besides = nowBesides;
  }

  /** Receives money for parts of a lot, or pays it: negative. */
  void inLieu(long units) {
    long nowInLieu = Math.addExact(inLieu, units);
    long nowBesides = Math.addExact(besides, units);
    cash = Math.addExact(cash, units);
    inLieu = nowInLieu;
    besides = nowBesides;
  }

  /** Bought and sold so far, units; the largest long where it is more. */
  long traded() {
    long sum = bought + sold;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  double notional() {
    long sum = bought + sold;
    return (sum < 0 ? (double) bought + (double) sold : (double) sum) / Account.UNITS;
  }

  double feesPaid() {
    return (double) (fees + conversion) / Account.UNITS;
  }

  double slippagePaid() {
    return slippage;
  }

  /** Whether both counts of the cash agree, and the positions' with the round trips'. */
  boolean balances(InstrumentRun run) {
    return cash == besides - bought + sold - fees && run.matcher.balances(run.lots, run.tradedNet);
  }

  /** The step that made or lost a unit. */
  IllegalStateException violation(String step, InstrumentRun run) {
    return new IllegalStateException(
        "the ledger does not balance after "
            + step
            + " of "
            + run.instrument.id()
            + ": "
            + totals()
            + ", position "
            + run.lots
            + " lots, "
            + run.matcher);
  }

  LedgerTotals totals() {
    return new LedgerTotals(
        initial,
        bought,
        sold,
        fees,
        conversion,
        borrow,
        dividends,
        inLieu,
        Math.round(slippage * Account.UNITS),
        cash);
  }
}

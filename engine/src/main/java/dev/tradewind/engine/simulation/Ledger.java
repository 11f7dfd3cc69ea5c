package dev.tradewind.engine.simulation;

/**
 * The account's cash in 1e-8 units, with a second count of where every unit went. After each step
 * both counts must agree; integers make that cheap enough for every run.
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
    bought = Math.addExact(bought, notional);
    fees = Math.addExact(fees, fee);
    cash = Math.subtractExact(cash, Math.addExact(notional, fee));
  }

  /** A sale: notional and fee &ge; 0, units. */
  void sell(long notional, long fee) {
    sold = Math.addExact(sold, notional);
    fees = Math.addExact(fees, fee);
    cash = Math.subtractExact(Math.addExact(cash, notional), fee);
  }

  /** Pays for changing money for a trade, units. */
  void change(long units) {
    conversion = Math.addExact(conversion, units);
    besides = Math.subtractExact(besides, units);
    cash = Math.subtractExact(cash, units);
  }

  /** Notes how much worse than the market's price a fill was, currency. */
  void slipped(double amount) {
    slippage += amount;
  }

  /** Pays for what was sold short. */
  void borrow(long units) {
    borrow = Math.addExact(borrow, units);
    besides = Math.subtractExact(besides, units);
    cash = Math.subtractExact(cash, units);
  }

  /** Receives a dividend, or pays one: negative. */
  void dividend(long units) {
    dividends = Math.addExact(dividends, units);
    besides = Math.addExact(besides, units);
    cash = Math.addExact(cash, units);
  }

  /** Receives money for parts of a lot, or pays it: negative. */
  void inLieu(long units) {
    inLieu = Math.addExact(inLieu, units);
    besides = Math.addExact(besides, units);
    cash = Math.addExact(cash, units);
  }

  /** Bought and sold so far, units. */
  long traded() {
    return bought + sold;
  }

  double notional() {
    return (double) Math.addExact(bought, sold) / Account.UNITS;
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

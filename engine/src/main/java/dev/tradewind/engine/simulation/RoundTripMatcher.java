package dev.tradewind.engine.simulation;

import dev.tradewind.engine.simulation.EntryQueue.EntryLot;
import dev.tradewind.engine.statistics.RoundTrip;
import org.jspecify.annotations.Nullable;

/**
 * Matches the exits of one instrument with its entries, long or short, first in first out. A run
 * only counts the round trips; who asks for more of a result has its fills matched again, with a
 * list that takes them ({@link RoundTrips}). Benchmark W5 justifies it.
 */
final class RoundTripMatcher {
  private final InstrumentRun run;
  private final @Nullable RoundTripList list;
  private final EntryQueue entries = new EntryQueue();
  private final Excursions excursions;
  private int count;

  /** Position by the entries, lots; negative for a short one. */
  private long held;

  /**
   * Sum of the profits before fees, and of what the open entries cost; short ones count negative.
   */
  private long realised;

  private long basis;

  RoundTripMatcher(InstrumentRun run, @Nullable RoundTripList list) {
    this.run = run;
    this.list = list;
    this.excursions = new Excursions(run.series, run.adjustment);
  }

  /** Number of round trips so far. */
  int count() {
    return count;
  }

  /** What is left of the entries. */
  EntryQueue entries() {
    return entries;
  }

  /** Whether the entries hold that position, and every unit that was traded. */
  boolean balances(long lots, long tradedNet) {
    return held == lots && realised - basis == tradedNet;
  }

  /**
   * A fill of {@code lots > 0} bought or {@code -lots} sold.
   *
   * @param notional units, &ge; 0
   * @param fee units, &ge; 0
   */
  void trade(int bar, long time, double price, long signedLots, long notional, long fee) {
    if (held == 0 || held < 0 == signedLots < 0) {
      enter(bar, time, price, signedLots, notional, fee);
      return;
    }
    long lots = Math.abs(signedLots);
    long exit = Math.min(lots, Math.abs(held));
    if (exit == lots) {
      exit(bar, time, price, exit, notional, fee);
      return;
    }
    long ownNotional = share(notional, exit, lots);
    long ownFee = share(fee, exit, lots);
    exit(bar, time, price, exit, ownNotional, ownFee);
    long rest = signedLots > 0 ? lots - exit : exit - lots;
    enter(bar, time, price, rest, notional - ownNotional, fee - ownFee);
  }

  private void enter(int bar, long time, double price, long signedLots, long notional, long fee) {
    EntryLot entry = entries.add();
    entry.bar = bar;
    entry.time = time;
    entry.price = price;
    entry.lots = Math.abs(signedLots);
    entry.notional = notional;
    entry.fee = fee;
    held += signedLots;
    basis += signedLots > 0 ? notional : -notional;
  }

  /** An exit of lots that are held. */
  private void exit(int bar, long time, double price, long exitLots, long notional, long fee) {
    EntryLot first = entries.get(0);
    if (list != null || exitLots != first.lots) {
      exitInPieces(bar, time, price, exitLots, notional, fee);
      return;
    }
    // The usual exit, of one whole entry: short enough for the compiler to take in (benchmark W5).
    long change = held > 0 ? first.notional : -first.notional;
    count++;
    realised += held > 0 ? notional - first.notional : first.notional - notional;
    basis -= change;
    held -= held > 0 ? exitLots : -exitLots;
    entries.removeFirst();
  }

  private void exitInPieces(
      int bar, long time, double price, long exitLots, long notional, long fee) {
    boolean isLong = held > 0;
    long lotsLeft = exitLots;
    long notionalLeft = notional;
    long feeLeft = fee;
    while (lotsLeft > 0) {
      EntryLot entry = entries.get(0);
      long lots = Math.min(lotsLeft, entry.lots);
      long pieceOut = share(notionalLeft, lots, lotsLeft);
      long pieceFee = share(feeLeft, lots, lotsLeft);
      long pieceIn = share(entry.notional, lots, entry.lots);
      long entryFee = share(entry.fee, lots, entry.lots);
      long gain = isLong ? pieceOut - pieceIn : pieceIn - pieceOut;
      count++;
      realised += gain;
      basis -= isLong ? pieceIn : -pieceIn;
      if (list != null) {
        long fees = entryFee + pieceFee;
        Amounts amounts = new Amounts(Math.subtractExact(gain, fees), pieceIn, fees);
        list.add(trip(entry, bar, time, price, isLong ? lots : -lots, amounts));
      }
      entry.lots -= lots;
      entry.notional -= pieceIn;
      entry.fee -= entryFee;
      if (entry.lots == 0) {
        entries.removeFirst();
      }
      lotsLeft -= lots;
      notionalLeft -= pieceOut;
      feeLeft -= pieceFee;
    }
    held += isLong ? -exitLots : exitLots;
  }

  /**
   * Multiplies the position by a split; the parts of a lot that it leaves are paid for.
   *
   * @param ratio new lots for one old lot
   * @param factor the same as a number
   * @param newLots lots of the position after it, &ge; 0
   * @param paid for the parts, units, &ge; 0
   */
  void split(SplitRatio ratio, double factor, long newLots, long paid) {
    boolean isLong = held > 0;
    long before = 0;
    long after = 0;
    for (int i = 0; i < entries.size(); i++) {
      EntryLot entry = entries.get(i);
      before += entry.lots;
      long upTo = i == entries.size() - 1 ? newLots : Math.min(newLots, ratio.times(before));
      entry.lots = upTo - after;
      after = upTo;
      entry.price /= factor;
    }
    EntryLot last = entries.get(entries.size() - 1);
    last.notional -= paid;
    basis -= isLong ? paid : -paid;
    held = isLong ? newLots : -newLots;
    dropEmpty();
  }

  /** Entries of which a reverse split left nothing give what they cost to one that has lots. */
  private void dropEmpty() {
    long notional = 0;
    long fee = 0;
    EntryLot kept = null;
    for (int i = 0; i < entries.size(); i++) {
      EntryLot entry = entries.get(i);
      notional += entry.notional;
      fee += entry.fee;
      if (entry.lots > 0) {
        entry.notional = notional;
        entry.fee = fee;
        notional = 0;
        fee = 0;
        kept = entry;
      }
    }
    if (kept != null) {
      kept.notional += notional;
      kept.fee += fee;
    }
    entries.removeEmpty();
  }

  /**
   * The part of an amount that belongs to {@code lots} of {@code of}; the last piece gets the rest.
   */
  private static long share(long amount, long lots, long of) {
    return lots == of
        ? amount
        : amount >= 0
            ? ExactMath.mulDiv(amount, lots, of, false)
            : -ExactMath.mulDiv(-amount, lots, of, false);
  }

  /** Of one piece, in units. */
  private record Amounts(long pnl, long entry, long fees) {}

  private RoundTrip trip(
      EntryLot entry, int bar, long time, double exitPrice, long lots, Amounts amounts) {
    excursions.hold(entry.bar, bar);
    double lowest = excursions.lowest(entry.price, exitPrice, bar) - 1;
    double highest = excursions.highest(entry.price, exitPrice, bar) - 1;
    return new RoundTrip(
        run.index,
        run.quantity(lots),
        entry.time,
        entry.price,
        time,
        exitPrice,
        money(amounts.pnl),
        amounts.entry == 0 ? Double.NaN : (double) amounts.pnl / amounts.entry,
        money(amounts.fees),
        bar - entry.bar,
        lots > 0 ? lowest : -highest,
        lots > 0 ? highest : -lowest);
  }

  static double money(long units) {
    return (double) units / Account.UNITS;
  }

  @Override
  public String toString() {
    return "entries of " + held + " lots, realised " + realised + ", basis " + basis;
  }
}

package dev.tradewind.engine.simulation;

import dev.tradewind.engine.simulation.EntryQueue.EntryLot;
import dev.tradewind.engine.statistics.RoundTrip;
import org.jspecify.annotations.Nullable;

/**
 * Matches the exits of one instrument with its entries, first in first out. A run only counts the
 * round trips; who asks for more of a result has its fills matched again, with a list that takes
 * them ({@link RoundTrips}). Benchmark W5 justifies it.
 */
final class RoundTripMatcher {
  private final InstrumentRun run;
  private final @Nullable RoundTripList list;
  private final EntryQueue entries = new EntryQueue();
  private final Excursions excursions;
  private int count;

  RoundTripMatcher(InstrumentRun run, @Nullable RoundTripList list) {
    this.run = run;
    this.list = list;
    this.excursions = new Excursions(run.series);
  }

  /** Number of round trips so far. */
  int count() {
    return count;
  }

  /** What is left of the buys. */
  EntryQueue entries() {
    return entries;
  }

  /** A buy at the open of a bar; cost and fee in units. */
  void enter(int bar, double price, long lots, long cost, long fee) {
    entries.add(bar, price, lots, cost, fee);
  }

  /**
   * An exit of lots that are held, at the open of a bar.
   *
   * @param proceeds of the whole exit, units
   * @param fee of the whole exit, units
   */
  void exit(int bar, double price, long exitLots, long proceeds, long fee) {
    long lotsLeft = exitLots;
    long proceedsLeft = proceeds;
    long feeLeft = fee;
    while (lotsLeft > 0) {
      EntryLot entry = entries.get(0);
      long lots = Math.min(lotsLeft, entry.lots);
      long pieceProceeds = share(proceedsLeft, lots, lotsLeft);
      long pieceFee = share(feeLeft, lots, lotsLeft);
      long pieceCost = share(entry.costUnits, lots, entry.lots);
      long entryFee = share(entry.feeUnits, lots, entry.lots);
      count++;
      if (list != null) {
        long fees = entryFee + pieceFee;
        long pnl = Math.subtractExact(Math.subtractExact(pieceProceeds, pieceCost), fees);
        list.add(trip(entry, bar, price, lots, new Amounts(pnl, pieceCost, fees)));
      }
      entry.lots -= lots;
      entry.costUnits -= pieceCost;
      entry.feeUnits -= entryFee;
      if (entry.lots == 0) {
        entries.removeFirst();
      }
      lotsLeft -= lots;
      proceedsLeft -= pieceProceeds;
      feeLeft -= pieceFee;
    }
  }

  /**
   * The part of an amount that belongs to {@code lots} of {@code of}; the last piece gets the rest.
   */
  private static long share(long amount, long lots, long of) {
    return lots == of ? amount : ExactMath.mulDiv(amount, lots, of, false);
  }

  /** Of one piece, in units. */
  private record Amounts(long pnl, long cost, long fees) {}

  private RoundTrip trip(EntryLot entry, int bar, double exitPrice, long lots, Amounts amounts) {
    excursions.hold(entry.bar, bar);
    return new RoundTrip(
        run.index,
        run.quantity(lots),
        run.series.openTime(entry.bar),
        entry.price,
        run.series.openTime(bar),
        exitPrice,
        money(amounts.pnl),
        amounts.cost == 0 ? Double.NaN : (double) amounts.pnl / amounts.cost,
        money(amounts.fees),
        bar - entry.bar,
        excursions.lowest(entry.price, exitPrice) / entry.price - 1,
        excursions.highest(entry.price, exitPrice) / entry.price - 1);
  }

  static double money(long units) {
    return (double) units / Account.UNITS;
  }
}

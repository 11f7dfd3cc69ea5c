package dev.tradewind.engine.simulation;

import dev.tradewind.engine.simulation.EntryQueue.EntryLot;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.RoundTripMeasures;
import java.util.List;

/** Matches exits with entries, first in first out. */
final class RoundTripMatcher {
  private final RoundTripList roundTrips = new RoundTripList();
  private final RoundTripMeasures measures = new RoundTripMeasures();

  List<RoundTrip> roundTrips() {
    return roundTrips;
  }

  /** The measures of the round trips so far. */
  RoundTripMeasures measures() {
    return measures;
  }

  /**
   * An exit of lots that are held.
   *
   * @param proceeds of the whole exit, units
   * @param fee of the whole exit, units
   */
  void exit(InstrumentRun run, long time, double price, long exitLots, long proceeds, long fee) {
    long lotsLeft = exitLots;
    long proceedsLeft = proceeds;
    long feeLeft = fee;
    while (lotsLeft > 0) {
      EntryLot entry = run.entries.get(0);
      long lots = Math.min(lotsLeft, entry.lots);
      long pieceProceeds = share(proceedsLeft, lots, lotsLeft);
      long pieceFee = share(feeLeft, lots, lotsLeft);
      long pieceCost = share(entry.costUnits, lots, entry.lots);
      long entryFee = share(entry.feeUnits, lots, entry.lots);
      RoundTrip trip =
          trip(run, entry, time, price, lots, pieceCost, pieceProceeds, entryFee + pieceFee);
      roundTrips.add(trip);
      measures.add(trip);
      entry.lots -= lots;
      entry.costUnits -= pieceCost;
      entry.feeUnits -= entryFee;
      if (entry.lots == 0) {
        run.entries.removeFirst();
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

  private static RoundTrip trip(
      InstrumentRun run,
      EntryLot entry,
      long time,
      double exitPrice,
      long lots,
      long cost,
      long proceeds,
      long fees) {
    double entryPrice = entry.price;
    run.excursions.hold(entry.bar, run.known);
    long pnl = Math.subtractExact(Math.subtractExact(proceeds, cost), fees);
    return new RoundTrip(
        run.index,
        run.quantity(lots),
        entry.timeMicros,
        entryPrice,
        time,
        exitPrice,
        money(pnl),
        cost == 0 ? Double.NaN : (double) pnl / cost,
        money(fees),
        run.known - entry.bar,
        run.excursions.lowest(entryPrice, exitPrice) / entryPrice - 1,
        run.excursions.highest(entryPrice, exitPrice) / entryPrice - 1);
  }

  static double money(long units) {
    return (double) units / Account.UNITS;
  }
}

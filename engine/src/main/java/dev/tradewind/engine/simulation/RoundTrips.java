package dev.tradewind.engine.simulation;

import dev.tradewind.engine.statistics.RoundTrip;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The round trips of a finished run. Their number is known from the run; the rows are made from the
 * fills when the first of them is read, by the matching that the run itself did. Thread-safe.
 */
final class RoundTrips extends AbstractList<RoundTrip> implements RandomAccess {
  private final InstrumentRun[] runs;
  private final FillList fills;
  private final int size;
  private volatile @Nullable RoundTripList rows;

  /**
   * Of a run that went to its end.
   *
   * @param size the number of round trips that it counted
   */
  RoundTrips(InstrumentRun[] runs, FillList fills, int size) {
    this.runs = runs;
    this.fills = fills;
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public RoundTrip get(int index) {
    RoundTripList known = rows;
    if (known == null) {
      synchronized (fills) {
        known = rows;
        if (known == null) {
          known = match();
          rows = known;
        }
      }
    }
    return known.get(index);
  }

  private RoundTripList match() {
    RoundTripList list = new RoundTripList();
    RoundTripMatcher[] matchers = new RoundTripMatcher[runs.length];
    for (InstrumentRun run : runs) {
      matchers[run.index] = new RoundTripMatcher(run, list);
    }
    for (int i = 0; i < fills.size(); i++) {
      InstrumentRun run = runs[fills.instrument(i)];
      RoundTripMatcher matcher = matchers[run.index];
      long ticks = fills.priceTicks(i);
      long signed = fills.signedLots(i);
      long lots = Math.abs(signed);
      double price = run.price(ticks);
      long notional =
          signed > 0 ? run.account.cost(ticks, lots) : run.account.proceeds(ticks, lots);
      matcher.trade(fills.bar(i), fills.time(i), price, signed, notional, fills.feeUnits(i));
    }
    if (list.size() != size) {
      throw new IllegalStateException(
          "the fills match to " + list.size() + " round trips, the run counted " + size);
    }
    return list;
  }
}

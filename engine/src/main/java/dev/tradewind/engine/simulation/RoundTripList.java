package dev.tradewind.engine.simulation;

import dev.tradewind.engine.statistics.RoundTrip;

/** The round trips of a run, 88 bytes each. */
final class RoundTripList extends RowList<RoundTrip> {
  RoundTripList() {
    super(11);
  }

  @Override
  public boolean add(RoundTrip trip) {
    int at = append();
    long[] words = newest();
    words[at] = (long) trip.instrument() << 32 | trip.bars();
    words[at + 1] = bits(trip.quantity());
    words[at + 2] = trip.entryTimeMicros();
    words[at + 3] = bits(trip.entryPrice());
    words[at + 4] = trip.exitTimeMicros();
    words[at + 5] = bits(trip.exitPrice());
    words[at + 6] = bits(trip.pnl());
    words[at + 7] = bits(trip.returnFraction());
    words[at + 8] = bits(trip.fees());
    words[at + 9] = bits(trip.mae());
    words[at + 10] = bits(trip.mfe());
    return true;
  }

  @Override
  RoundTrip read(long[] words, int at) {
    return new RoundTrip(
        (int) (words[at] >>> 32),
        value(words[at + 1]),
        words[at + 2],
        value(words[at + 3]),
        words[at + 4],
        value(words[at + 5]),
        value(words[at + 6]),
        value(words[at + 7]),
        value(words[at + 8]),
        (int) words[at],
        value(words[at + 9]),
        value(words[at + 10]));
  }
}

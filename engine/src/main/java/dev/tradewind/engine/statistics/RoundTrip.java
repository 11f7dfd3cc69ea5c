package dev.tradewind.engine.statistics;

/**
 * One entry matched with one exit, first in first out. Money is analysis ({@code double}); the
 * exact ledger is behind it.
 *
 * @param instrument index of the instrument in the run
 * @param quantity units; negative for a short round trip
 * @param entryTimeMicros UTC time of the entry fill
 * @param entryPrice currency
 * @param exitTimeMicros UTC time of the exit fill
 * @param exitPrice currency
 * @param pnl profit after the fees of both sides, currency
 * @param returnFraction {@code pnl} over the entry's notional
 * @param fees of both sides, currency
 * @param bars bars between the entry's bar and the exit's bar
 * @param mae maximum adverse excursion: the worst price while held against the entry price, as a
 *     fraction of it; &le; 0
 * @param mfe maximum favourable excursion: the best price while held against the entry price, as a
 *     fraction of it; &ge; 0
 */
public record RoundTrip(
    int instrument,
    double quantity,
    long entryTimeMicros,
    double entryPrice,
    long exitTimeMicros,
    double exitPrice,
    double pnl,
    double returnFraction,
    double fees,
    int bars,
    double mae,
    double mfe) {}

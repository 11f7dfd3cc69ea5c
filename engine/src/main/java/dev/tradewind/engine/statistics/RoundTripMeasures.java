package dev.tradewind.engine.statistics;

/** Sums, extremes and runs over the round trips, in one pass: there may be as many as bars. */
final class RoundTripMeasures {
  int count;
  int wins;
  int losses;
  double sum;
  double won;
  double lost;
  double largestWin = Double.NaN;
  double largestLoss = Double.NaN;
  int longestWinningRun;
  int longestLosingRun;
  double seconds;
  double bars;
  double mae;
  double mfe;
  double worstMae = Double.NaN;
  double bestMfe = Double.NaN;

  private int winning;
  private int losing;

  /** Takes in the next round trip, in the order of the exits. */
  void add(RoundTrip trip) {
    count++;
    addProfit(trip.pnl());
    seconds += (trip.exitTimeMicros() - trip.entryTimeMicros()) / 1e6;
    bars += trip.bars();
    mae += trip.mae();
    mfe += trip.mfe();
    // A comparison with NaN is false, so the negated form takes the first value.
    if (!(trip.mae() >= worstMae)) {
      worstMae = trip.mae();
    }
    if (!(trip.mfe() <= bestMfe)) {
      bestMfe = trip.mfe();
    }
  }

  private void addProfit(double pnl) {
    sum += pnl;
    winning = pnl > 0 ? winning + 1 : 0;
    losing = pnl < 0 ? losing + 1 : 0;
    longestWinningRun = Math.max(longestWinningRun, winning);
    longestLosingRun = Math.max(longestLosingRun, losing);
    if (pnl > 0) {
      wins++;
      won += pnl;
      if (!(pnl <= largestWin)) {
        largestWin = pnl;
      }
    } else if (pnl < 0) {
      losses++;
      lost -= pnl;
      if (!(pnl >= largestLoss)) {
        largestLoss = pnl;
      }
    }
  }

  /** A sum over all round trips as a mean; NaN without round trips. */
  double perTrip(double total) {
    return count == 0 ? Double.NaN : total / count;
  }
}

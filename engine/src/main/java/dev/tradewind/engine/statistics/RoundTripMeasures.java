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
  double fractions;
  double winSeconds;
  double lossSeconds;

  private double squares;
  private double pivot;
  private final double[] returns;
  private int winning;
  private int losing;

  /** Of so many round trips to come. */
  RoundTripMeasures(int size) {
    returns = new double[size];
  }

  /** Takes in the next round trip, in the order of the exits. */
  void add(RoundTrip trip) {
    returns[count++] = trip.returnFraction();
    fractions += trip.returnFraction();
    addProfit(trip.pnl());
    double held = (trip.exitTimeMicros() - trip.entryTimeMicros()) / 1e6;
    seconds += held;
    winSeconds += trip.pnl() > 0 ? held : 0;
    lossSeconds += trip.pnl() < 0 ? held : 0;
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
    // Squares around the first profit: around zero they would lose digits.
    pivot = count == 1 ? pnl : pivot;
    squares += (pnl - pivot) * (pnl - pivot);
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

  /** Writes all of them. */
  void put(StatisticValues values) {
    double averageWin = won / Statistics.zeroAsNaN(wins);
    double averageLoss = -lost / Statistics.zeroAsNaN(losses);
    double payoff = averageWin / -averageLoss;
    double winRate = perTrip(wins);
    values.put("roundTrips", count);
    values.put("winRate", winRate);
    values.put("profitFactor", won / Statistics.zeroAsNaN(lost));
    values.put("payoffRatio", payoff);
    values.put("expectancy", perTrip(sum));
    values.put("averageWin", averageWin);
    values.put("averageLoss", averageLoss);
    values.put("largestWin", largestWin);
    values.put("largestLoss", largestLoss);
    values.put("averageReturn", perTrip(fractions));
    values.put("medianReturn", Median.of(returns, count));
    values.put("systemQuality", systemQuality());
    values.put("kelly", winRate - (1 - winRate) / payoff);
    values.put("averageDuration", perTrip(seconds));
    values.put("averageBars", perTrip(bars));
    values.put("averageWinDuration", winSeconds / Statistics.zeroAsNaN(wins));
    values.put("averageLossDuration", lossSeconds / Statistics.zeroAsNaN(losses));
    values.put("longestWinningRun", longestWinningRun);
    values.put("longestLosingRun", longestLosingRun);
    values.put("averageMae", perTrip(mae));
    values.put("worstMae", worstMae);
    values.put("averageMfe", perTrip(mfe));
    values.put("bestMfe", bestMfe);
    values.put("edgeRatio", mfe / Statistics.zeroAsNaN(-mae));
  }

  private double systemQuality() {
    if (count < 2) {
      return Double.NaN;
    }
    double mean = sum / count;
    double centred = Math.max(0, squares - count * (mean - pivot) * (mean - pivot));
    double deviation = Math.sqrt(centred / (count - 1));
    return mean / Statistics.spread(deviation, mean) * Math.sqrt(count);
  }
}

package dev.tradewind.engine.statistics;

import dev.tradewind.engine.statistics.Statistic.Unit;
import java.util.ArrayList;
import java.util.List;

/** All measures of a run, in the order in which they are shown. Used by the simulator. */
public final class Statistics {
  private static final double MICROS = 1e6;

  private final StatisticsInput in;
  private final double[] returns;
  private final List<Statistic> out = new ArrayList<>();

  private Statistics(StatisticsInput in, double[] dailyReturns) {
    this.in = in;
    this.returns = dailyReturns;
  }

  /**
   * Computes the measures; what is undefined is {@code NaN}.
   *
   * @param input all but the daily returns
   * @param dailyReturns see {@link DailyReturns}; not kept
   */
  public static List<Statistic> of(StatisticsInput input, double[] dailyReturns) {
    List<Statistic> all = new ArrayList<>(ofAccount(input, dailyReturns));
    all.addAll(ofRoundTrips(input));
    return List.copyOf(all);
  }

  /** The first of {@link #of}: those that are measured without reading the round trips. */
  public static List<Statistic> ofAccount(StatisticsInput input, double[] dailyReturns) {
    Statistics statistics = new Statistics(input, dailyReturns);
    statistics.account();
    return List.copyOf(statistics.out);
  }

  /** The rest of {@link #of}: those of the round trips and open positions. */
  public static List<Statistic> ofRoundTrips(StatisticsInput input) {
    Statistics statistics = new Statistics(input, new double[0]);
    RoundTripMeasures measures = new RoundTripMeasures();
    input.roundTrips().forEach(measures::add);
    statistics.roundTrips(measures);
    return List.copyOf(statistics.out);
  }

  private void account() {
    int p = in.periodsPerYear();
    double riskFree = in.riskFreeRate() / p;
    String daily =
        " Daily equity at UTC day ends, the first return from the initial cash; "
            + p
            + " periods a year.";
    String excess = daily + " Risk-free rate " + in.riskFreeRate() + " a year.";
    double total = in.finalEquity() / in.initialCash() - 1;
    double growth = 1 + total;
    double cagr =
        growth > 0 && returns.length > 0
            ? Math.pow(growth, (double) p / returns.length) - 1
            : Double.NaN;
    double deviation = deviation();
    double root = Math.sqrt(p);
    double meanExcess = mean() - riskFree;
    double max = in.drawdown().max();

    add(
        "totalReturn",
        "Total return",
        total,
        Unit.FRACTION,
        "Final equity over initial cash, minus one.");
    add(
        "cagr",
        "Compound annual growth",
        cagr,
        Unit.FRACTION,
        "(Final equity / initial cash) ^ (periods a year / days) − 1." + daily);
    add(
        "volatility",
        "Volatility",
        deviation * root,
        Unit.FRACTION,
        "Sample deviation of the daily returns × √(periods a year)." + daily);
    add(
        "sharpe",
        "Sharpe ratio",
        meanExcess / spread(deviation, meanExcess) * root,
        Unit.RATIO,
        "Mean excess daily return over its sample deviation × √(periods a year)." + excess);
    add(
        "sortino",
        "Sortino ratio",
        meanExcess / spread(downside(riskFree), meanExcess) * root,
        Unit.RATIO,
        "Mean excess daily return over the root of the mean squared negative excess return (all days)"
            + " × √(periods a year)."
            + excess);
    add(
        "calmar",
        "Calmar ratio",
        cagr / zeroAsNaN(max),
        Unit.RATIO,
        "Compound annual growth over maximum drawdown." + daily);
    add(
        "maxDrawdown",
        "Maximum drawdown",
        max,
        Unit.FRACTION,
        "Largest fall from a peak of the equity at bar closes, as a part of the peak; the initial cash"
            + " is the first peak.");
    add(
        "maxDrawdownDuration",
        "Longest drawdown",
        in.drawdown().longestMicros() / MICROS,
        Unit.SECONDS,
        "Longest time from a peak until it was reached again, or until the end.");
    add(
        "recoveryFactor",
        "Recovery factor",
        total / zeroAsNaN(max),
        Unit.RATIO,
        "Total return over maximum drawdown.");
    add(
        "exposure",
        "Exposure",
        in.exposure(),
        Unit.FRACTION,
        "Part of the bar closes with an open position.");
    add(
        "turnover",
        "Turnover",
        in.tradedNotional() / zeroAsNaN(in.meanEquity()),
        Unit.RATIO,
        "Notional bought and sold over the mean equity at bar closes, for the whole span.");
    add("feesPaid", "Fees paid", in.fees(), Unit.MONEY, "All fees of all fills.");
    add(
        "slippagePaid",
        "Slippage paid",
        in.slippage(),
        Unit.MONEY,
        "Difference of fill price and open × quantity over all fills; rounding to the tick included.");
    add(
        "buyAndHoldReturn",
        "Buy-and-hold return",
        in.buyAndHoldReturn(),
        Unit.FRACTION,
        "Last close over first close, minus one; the mean over the instruments; without costs.");
    add("initialCash", "Initial cash", in.initialCash(), Unit.MONEY, "Cash at the start.");
    add(
        "finalEquity",
        "Final equity",
        in.finalEquity(),
        Unit.MONEY,
        "Cash and positions at the last close.");
    add(
        "netProfit",
        "Net profit",
        in.finalEquity() - in.initialCash(),
        Unit.MONEY,
        "Final equity minus initial cash.");
    add("tradingDays", "Days", returns.length, Unit.COUNT, "Number of daily returns.");
    add(
        "periodsPerYear",
        "Periods a year",
        p,
        Unit.COUNT,
        "365 where every instrument trades round the clock, 252 otherwise.");
  }

  private void roundTrips(RoundTripMeasures m) {
    add(
        "roundTrips",
        "Round trips",
        m.count,
        Unit.COUNT,
        "Entries matched with exits, first in first out; what is still open is none.");
    add(
        "openPositions",
        "Open positions",
        in.openPositions(),
        Unit.COUNT,
        "Positions open at the end, marked at the last close.");
    add(
        "winRate",
        "Win rate",
        m.perTrip(m.wins),
        Unit.FRACTION,
        "Round trips with a profit after fees over all round trips.");
    add(
        "profitFactor",
        "Profit factor",
        m.won / zeroAsNaN(m.lost),
        Unit.RATIO,
        "Sum of the profits over the sum of the losses; undefined without a loss.");
    add(
        "expectancy",
        "Expectancy",
        m.perTrip(m.sum),
        Unit.MONEY,
        "Mean profit or loss of a round trip after fees.");
    add("averageWin", "Average win", m.won / zeroAsNaN(m.wins), Unit.MONEY, "Mean of the profits.");
    add(
        "averageLoss",
        "Average loss",
        -m.lost / zeroAsNaN(m.losses),
        Unit.MONEY,
        "Mean of the losses, a negative amount.");
    add("largestWin", "Largest win", m.largestWin, Unit.MONEY, "The best round trip.");
    add(
        "largestLoss",
        "Largest loss",
        m.largestLoss,
        Unit.MONEY,
        "The worst round trip, a negative amount.");
    add(
        "averageDuration",
        "Average duration",
        m.perTrip(m.seconds),
        Unit.SECONDS,
        "Mean time from entry to exit.");
    add(
        "averageBars",
        "Average bars",
        m.perTrip(m.bars),
        Unit.BARS,
        "Mean number of bars from entry to exit.");
    add(
        "longestWinningRun",
        "Longest winning run",
        m.longestWinningRun,
        Unit.COUNT,
        "Most profits in a row, in the order of the exits.");
    add(
        "longestLosingRun",
        "Longest losing run",
        m.longestLosingRun,
        Unit.COUNT,
        "Most losses in a row, in the order of the exits.");
    add(
        "averageMae",
        "Average adverse excursion",
        m.perTrip(m.mae),
        Unit.FRACTION,
        "Mean of lowest price while held over entry price, minus one.");
    add("worstMae", "Worst adverse excursion", m.worstMae, Unit.FRACTION, "The lowest of them.");
    add(
        "averageMfe",
        "Average favourable excursion",
        m.perTrip(m.mfe),
        Unit.FRACTION,
        "Mean of highest price while held over entry price, minus one.");
    add("bestMfe", "Best favourable excursion", m.bestMfe, Unit.FRACTION, "The highest of them.");
  }

  private void add(String key, String label, double value, Unit unit, String definition) {
    double finite = Double.isFinite(value) ? value : Double.NaN;
    out.add(new Statistic(key, label, finite, unit, definition));
  }

  private double mean() {
    double sum = 0;
    for (double value : returns) {
      sum += value;
    }
    return sum / returns.length;
  }

  /** Sample deviation; NaN below two returns. */
  private double deviation() {
    if (returns.length < 2) {
      return Double.NaN;
    }
    double mean = mean();
    double sum = 0;
    for (double value : returns) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (returns.length - 1));
  }

  private double downside(double riskFree) {
    if (returns.length < 2) {
      return Double.NaN;
    }
    double sum = 0;
    for (double value : returns) {
      double below = Math.min(value - riskFree, 0);
      sum += below * below;
    }
    return Math.sqrt(sum / returns.length);
  }

  /** A deviation to divide by: NaN where there is nothing but rounding noise. */
  static double spread(double deviation, double mean) {
    return deviation < 1e-14 + 1e-12 * Math.abs(mean) ? Double.NaN : deviation;
  }

  private static double zeroAsNaN(double value) {
    return value == 0 ? Double.NaN : value;
  }
}

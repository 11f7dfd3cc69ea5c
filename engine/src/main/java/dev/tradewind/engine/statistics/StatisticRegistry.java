package dev.tradewind.engine.statistics;

import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.HIGHER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.LOWER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.NEITHER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.BARS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.DAYS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.DAYS_A_YEAR;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.MONTHS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.ROUND_TRIPS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.SPAN;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.YEARS;

import dev.tradewind.engine.statistics.Statistic.Unit;
import dev.tradewind.engine.statistics.StatisticDefinition.Direction;
import dev.tradewind.engine.statistics.StatisticDefinition.Group;
import dev.tradewind.engine.statistics.StatisticDefinition.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every measure there is, once: engine, documentation, API and pages read it here. In the order in
 * which measures are shown.
 */
public final class StatisticRegistry {
  private static final String NO_TRIP = "no round trip";
  private static final String NO_BENCHMARK = "fewer than two days, or a benchmark that never moves";

  private static final List<StatisticDefinition> ALL = new Rows().all();
  private static final Map<String, Integer> PLACES = places();

  private StatisticRegistry() {}

  /** All of them. */
  public static List<StatisticDefinition> all() {
    return ALL;
  }

  /** The definition behind a key. */
  public static Optional<StatisticDefinition> find(String key) {
    Integer place = PLACES.get(key);
    return place == null ? Optional.empty() : Optional.of(ALL.get(place));
  }

  /** The place of a key in {@link #all}. */
  static int place(String key) {
    Integer place = PLACES.get(key);
    if (place == null) {
      throw new IllegalArgumentException("there is no statistic " + key);
    }
    return place;
  }

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < ALL.size(); i++) {
      if (places.put(ALL.get(i).key(), i) != null) {
        throw new IllegalStateException("two statistics named " + ALL.get(i).key());
      }
    }
    return places;
  }

  /** Builds the list group by group. */
  private static final class Rows {
    private final List<StatisticDefinition> rows = new ArrayList<>();
    private Group group = Group.RETURN;

    List<StatisticDefinition> all() {
      returns();
      risk();
      drawdowns();
      ratios();
      distribution();
      calendar();
      benchmark();
      roundTrips();
      costs();
      facts();
      return List.copyOf(rows);
    }

    private void row(
        String key,
        String title,
        Unit unit,
        Period period,
        Direction direction,
        String formula,
        String undefined,
        String source) {
      rows.add(
          new StatisticDefinition(
              key, title, group, unit, period, direction, formula, undefined, source));
    }

    private void returns() {
      group = Group.RETURN;
      row(
          "totalReturn",
          "Total return",
          Unit.FRACTION,
          SPAN,
          HIGHER,
          "final equity / initial cash − 1",
          "",
          "definition");
      row(
          "cagr",
          "Compound annual growth",
          Unit.FRACTION,
          DAYS_A_YEAR,
          HIGHER,
          "(final equity / initial cash) ^ (P / n) − 1, with n daily returns",
          "nothing is left of the equity",
          "definition");
      row(
          "netProfit",
          "Net profit",
          Unit.MONEY,
          SPAN,
          HIGHER,
          "final equity − initial cash",
          "",
          "definition");
      row(
          "buyAndHoldReturn",
          "Buy-and-hold return",
          Unit.FRACTION,
          SPAN,
          NEITHER,
          "last close / first close − 1, the mean over the instruments, without costs",
          "",
          "definition");
      row(
          "averageDailyReturn",
          "Average day",
          Unit.FRACTION,
          DAYS,
          HIGHER,
          "mean of the daily returns",
          "",
          "quantstats");
      row(
          "bestDay",
          "Best day",
          Unit.FRACTION,
          DAYS,
          HIGHER,
          "the highest daily return",
          "",
          "quantstats");
      row(
          "worstDay",
          "Worst day",
          Unit.FRACTION,
          DAYS,
          HIGHER,
          "the lowest daily return",
          "",
          "quantstats");
    }

    private void risk() {
      group = Group.RISK;
      row(
          "volatility",
          "Volatility",
          Unit.FRACTION,
          DAYS_A_YEAR,
          LOWER,
          "sample deviation of the daily returns × √P",
          "fewer than two days",
          "definition");
      row(
          "downsideDeviation",
          "Downside deviation",
          Unit.FRACTION,
          DAYS_A_YEAR,
          LOWER,
          "√(mean of min(r − rf/P, 0)² over all days) × √P",
          "fewer than two days",
          "Sortino and van der Meer 1991");
      row(
          "valueAtRisk",
          "Value at risk, 95 %",
          Unit.FRACTION,
          DAYS,
          HIGHER,
          "the 5 % quantile of the daily returns, linear between neighbours",
          "fewer than 20 days",
          "Jorion 1996, historical simulation");
      row(
          "expectedShortfall",
          "Expected shortfall, 95 %",
          Unit.FRACTION,
          DAYS,
          HIGHER,
          "mean of the daily returns that are not above the value at risk",
          "fewer than 20 days",
          "Rockafellar and Uryasev 2000");
      row(
          "exposure",
          "Exposure",
          Unit.FRACTION,
          BARS,
          NEITHER,
          "equity points with an open position / all equity points",
          "",
          "definition");
    }

    private void drawdowns() {
      group = Group.DRAWDOWN;
      row(
          "maxDrawdown",
          "Maximum drawdown",
          Unit.FRACTION,
          BARS,
          LOWER,
          "the largest fall from a peak of the equity (the initial cash counts as a peak), as a"
              + " part of that peak",
          "",
          "definition");
      row(
          "maxDrawdownDuration",
          "Longest drawdown",
          Unit.SECONDS,
          BARS,
          LOWER,
          "the longest time from a peak until it was reached again, or until the end",
          "",
          "definition");
      row(
          "averageDrawdown",
          "Average drawdown",
          Unit.FRACTION,
          DAYS,
          LOWER,
          "mean over all falls from a peak of the deepest point of each, as a part of the peak",
          "no day below a peak",
          "quantstats");
      row(
          "averageDrawdownDays",
          "Average drawdown length",
          Unit.SECONDS,
          DAYS,
          LOWER,
          "mean over all falls of the number of days below the peak, in days of 86 400 s",
          "no day below a peak",
          "quantstats");
      row(
          "drawdowns",
          "Drawdowns",
          Unit.COUNT,
          DAYS,
          NEITHER,
          "stretches of days below a peak, the last one possibly not over",
          "",
          "quantstats");
      row(
          "underwater",
          "Time under water",
          Unit.FRACTION,
          DAYS,
          LOWER,
          "days below a peak / all days",
          "",
          "quantstats");
      row(
          "ulcerIndex",
          "Ulcer index",
          Unit.FRACTION,
          DAYS,
          LOWER,
          "√(mean of the squared drawdowns at day ends)",
          "",
          "Martin and McCann 1989");
      row(
          "recoveryFactor",
          "Recovery factor",
          Unit.RATIO,
          SPAN,
          HIGHER,
          "total return / maximum drawdown",
          "no drawdown",
          "quantstats");
    }

    private void ratios() {
      group = Group.RATIO;
      row(
          "sharpe",
          "Sharpe ratio",
          Unit.RATIO,
          DAYS_A_YEAR,
          HIGHER,
          "mean of (r − rf/P) / their sample deviation × √P",
          "fewer than two days, or returns that never differ",
          "Sharpe 1994");
      row(
          "sortino",
          "Sortino ratio",
          Unit.RATIO,
          DAYS_A_YEAR,
          HIGHER,
          "mean of (r − rf/P) / √(mean of min(r − rf/P, 0)² over all days) × √P",
          "no losing day, or fewer than two days",
          "Sortino and van der Meer 1991");
      row(
          "calmar",
          "Calmar ratio",
          Unit.RATIO,
          DAYS_A_YEAR,
          HIGHER,
          "compound annual growth / maximum drawdown",
          "no drawdown",
          "Young 1991");
      row(
          "omega",
          "Omega ratio",
          Unit.RATIO,
          DAYS,
          HIGHER,
          "sum of max(r − rf/P, 0) / sum of max(rf/P − r, 0)",
          "no losing day",
          "Keating and Shadwick 2002");
      row(
          "gainToPain",
          "Gain to pain",
          Unit.RATIO,
          DAYS,
          HIGHER,
          "sum of the daily returns / sum of the losses among them",
          "no losing day",
          "Schwager 2012");
      row(
          "ulcerPerformance",
          "Ulcer performance index",
          Unit.RATIO,
          DAYS_A_YEAR,
          HIGHER,
          "(compound annual growth − rf) / ulcer index",
          "no drawdown",
          "Martin and McCann 1989");
      row(
          "probabilisticSharpe",
          "Probabilistic Sharpe ratio",
          Unit.FRACTION,
          DAYS,
          HIGHER,
          "probability that the true Sharpe ratio is above 0, given length, skewness and kurtosis"
              + " of the sample",
          "as the Sharpe ratio",
          "Bailey and López de Prado 2012");
      row(
          "stability",
          "Stability",
          Unit.RATIO,
          DAYS,
          HIGHER,
          "R² of the logarithm of the equity at day ends against the number of the day",
          "fewer than three days, an equity that never moves or is not above 0",
          "pyfolio");
    }

    private void distribution() {
      group = Group.DISTRIBUTION;
      row(
          "skewness",
          "Skewness",
          Unit.RATIO,
          DAYS,
          HIGHER,
          "third standardised moment of the daily returns, corrected for the sample (G₁)",
          "fewer than three days, or returns that never differ",
          "Joanes and Gill 1998");
      row(
          "kurtosis",
          "Excess kurtosis",
          Unit.RATIO,
          DAYS,
          LOWER,
          "fourth standardised moment minus 3, corrected for the sample (G₂)",
          "fewer than four days, or returns that never differ",
          "Joanes and Gill 1998");
      row(
          "tailRatio",
          "Tail ratio",
          Unit.RATIO,
          DAYS,
          HIGHER,
          "95 % quantile of the daily returns / absolute 5 % quantile",
          "fewer than 20 days, or a 5 % quantile of 0",
          "pyfolio");
      row(
          "autocorrelation",
          "Autocorrelation",
          Unit.RATIO,
          DAYS,
          NEITHER,
          "correlation of the daily returns with those of the day before",
          "fewer than three days, or returns that never differ",
          "definition");
      row(
          "winningDays",
          "Winning days",
          Unit.FRACTION,
          DAYS,
          HIGHER,
          "days with a return above 0 / days with a return other than 0",
          "no such day",
          "quantstats");
    }

    private void calendar() {
      group = Group.CALENDAR;
      row(
          "bestMonth",
          "Best month",
          Unit.FRACTION,
          MONTHS,
          HIGHER,
          "the highest return of a calendar month; the first starts from the initial cash",
          "",
          "quantstats");
      row(
          "worstMonth",
          "Worst month",
          Unit.FRACTION,
          MONTHS,
          HIGHER,
          "the lowest return of a calendar month",
          "",
          "quantstats");
      row(
          "averageMonth",
          "Average month",
          Unit.FRACTION,
          MONTHS,
          HIGHER,
          "mean return of the calendar months, the first and the last possibly cut",
          "",
          "quantstats");
      row(
          "winningMonths",
          "Winning months",
          Unit.FRACTION,
          MONTHS,
          HIGHER,
          "months with a return above 0 / all months",
          "",
          "quantstats");
      row(
          "bestYear",
          "Best year",
          Unit.FRACTION,
          YEARS,
          HIGHER,
          "the highest return of a calendar year, possibly cut",
          "",
          "quantstats");
      row(
          "worstYear",
          "Worst year",
          Unit.FRACTION,
          YEARS,
          HIGHER,
          "the lowest return of a calendar year, possibly cut",
          "",
          "quantstats");
    }

    private void benchmark() {
      group = Group.BENCHMARK;
      row(
          "alpha",
          "Alpha",
          Unit.FRACTION,
          DAYS_A_YEAR,
          HIGHER,
          "(mean of (r − rf/P) − beta × mean of (b − rf/P)) × P, b the benchmark's daily returns",
          NO_BENCHMARK,
          "Jensen 1968");
      row(
          "beta",
          "Beta",
          Unit.RATIO,
          DAYS,
          NEITHER,
          "covariance of r and b / variance of b",
          NO_BENCHMARK,
          "Sharpe 1964");
      row(
          "correlation",
          "Correlation",
          Unit.RATIO,
          DAYS,
          NEITHER,
          "correlation of r and b",
          NO_BENCHMARK + ", or returns that never differ",
          "definition");
      row(
          "trackingError",
          "Tracking error",
          Unit.FRACTION,
          DAYS_A_YEAR,
          NEITHER,
          "sample deviation of r − b × √P",
          "fewer than two days",
          "Grinold and Kahn 1999");
      row(
          "informationRatio",
          "Information ratio",
          Unit.RATIO,
          DAYS_A_YEAR,
          HIGHER,
          "mean of r − b / its sample deviation × √P",
          "fewer than two days, or no difference from the benchmark",
          "Grinold and Kahn 1999");
      row(
          "treynor",
          "Treynor ratio",
          Unit.RATIO,
          DAYS_A_YEAR,
          HIGHER,
          "mean of (r − rf/P) × P / beta",
          NO_BENCHMARK + ", or a beta of 0",
          "Treynor 1965");
      row(
          "upCapture",
          "Up capture",
          Unit.FRACTION,
          DAYS,
          HIGHER,
          "geometric mean of r over that of b, on days with b above 0",
          "no such day",
          "Morningstar");
      row(
          "downCapture",
          "Down capture",
          Unit.FRACTION,
          DAYS,
          LOWER,
          "geometric mean of r over that of b, on days with b below 0",
          "no such day",
          "Morningstar");
    }

    private void roundTrips() {
      group = Group.ROUND_TRIP;
      row(
          "roundTrips",
          "Round trips",
          Unit.COUNT,
          ROUND_TRIPS,
          NEITHER,
          "entries matched with exits, first in first out; what is still open is none",
          "",
          "definition");
      row(
          "openPositions",
          "Open positions",
          Unit.COUNT,
          SPAN,
          NEITHER,
          "positions still open at the end, marked at the last close",
          "",
          "definition");
      trip(
          "winRate",
          "Win rate",
          Unit.FRACTION,
          HIGHER,
          "round trips with a profit after fees / all");
      row(
          "profitFactor",
          "Profit factor",
          Unit.RATIO,
          ROUND_TRIPS,
          HIGHER,
          "sum of the profits / sum of the losses",
          "no loss",
          "definition");
      row(
          "payoffRatio",
          "Payoff ratio",
          Unit.RATIO,
          ROUND_TRIPS,
          HIGHER,
          "average win / absolute average loss",
          "no profit, or no loss",
          "quantstats");
      trip("expectancy", "Expectancy", Unit.MONEY, HIGHER, "mean profit or loss after fees");
      row(
          "averageWin",
          "Average win",
          Unit.MONEY,
          ROUND_TRIPS,
          HIGHER,
          "mean of the profits",
          "no profit",
          "definition");
      row(
          "averageLoss",
          "Average loss",
          Unit.MONEY,
          ROUND_TRIPS,
          HIGHER,
          "mean of the losses, a negative amount",
          "no loss",
          "definition");
      row(
          "largestWin",
          "Largest win",
          Unit.MONEY,
          ROUND_TRIPS,
          HIGHER,
          "the best round trip",
          "no profit",
          "definition");
      row(
          "largestLoss",
          "Largest loss",
          Unit.MONEY,
          ROUND_TRIPS,
          HIGHER,
          "the worst round trip, a negative amount",
          "no loss",
          "definition");
      trip(
          "averageReturn",
          "Average return",
          Unit.FRACTION,
          HIGHER,
          "mean of profit / entry notional");
      trip(
          "medianReturn",
          "Median return",
          Unit.FRACTION,
          HIGHER,
          "median of profit / entry notional; of two middle ones their mean");
      row(
          "systemQuality",
          "System quality number",
          Unit.RATIO,
          ROUND_TRIPS,
          HIGHER,
          "mean profit / sample deviation of the profits × √(number of round trips)",
          "fewer than two round trips, or profits that never differ",
          "Tharp 2008");
      row(
          "kelly",
          "Kelly fraction",
          Unit.FRACTION,
          ROUND_TRIPS,
          NEITHER,
          "win rate − (1 − win rate) / payoff ratio",
          "no profit, or no loss",
          "Kelly 1956");
      trip(
          "averageDuration",
          "Average duration",
          Unit.SECONDS,
          NEITHER,
          "mean time from entry to exit");
      trip("averageBars", "Average bars", Unit.BARS, NEITHER, "the same in bars");
      row(
          "averageWinDuration",
          "Average duration of wins",
          Unit.SECONDS,
          ROUND_TRIPS,
          NEITHER,
          "mean time from entry to exit of those with a profit",
          "no profit",
          "LEAN");
      row(
          "averageLossDuration",
          "Average duration of losses",
          Unit.SECONDS,
          ROUND_TRIPS,
          NEITHER,
          "mean time from entry to exit of those with a loss",
          "no loss",
          "LEAN");
      row(
          "longestWinningRun",
          "Longest winning run",
          Unit.COUNT,
          ROUND_TRIPS,
          HIGHER,
          "most profits in a row, in the order of the exits",
          "",
          "LEAN");
      row(
          "longestLosingRun",
          "Longest losing run",
          Unit.COUNT,
          ROUND_TRIPS,
          LOWER,
          "most losses in a row, in the order of the exits",
          "",
          "LEAN");
      String mae =
          "maximum adverse excursion: the move against the position while held / entry price, ≤ 0";
      String mfe =
          "maximum favourable excursion: the move in its favour while held / entry price, ≥ 0";
      excursion("averageMae", "Average adverse excursion", "mean of the " + mae);
      excursion("worstMae", "Worst adverse excursion", "the lowest " + mae);
      excursion("averageMfe", "Average favourable excursion", "mean of the " + mfe);
      excursion("bestMfe", "Best favourable excursion", "the highest " + mfe);
      row(
          "edgeRatio",
          "Edge ratio",
          Unit.RATIO,
          ROUND_TRIPS,
          HIGHER,
          "average favourable excursion / absolute average adverse excursion",
          "no adverse excursion",
          "Sweeney 1996");
    }

    private void trip(String key, String title, Unit unit, Direction direction, String formula) {
      row(key, title, unit, ROUND_TRIPS, direction, formula, NO_TRIP, "definition");
    }

    private void excursion(String key, String title, String formula) {
      row(key, title, Unit.FRACTION, ROUND_TRIPS, HIGHER, formula, NO_TRIP, "Sweeney 1996");
    }

    private void costs() {
      group = Group.COST;
      row(
          "turnover",
          "Turnover",
          Unit.RATIO,
          SPAN,
          NEITHER,
          "notional bought and sold / mean bar equity",
          "a mean equity of 0",
          "definition");
      row(
          "roundTripsPerYear",
          "Round trips a year",
          Unit.RATIO,
          DAYS_A_YEAR,
          NEITHER,
          "round trips / daily returns × P",
          "",
          "definition");
      row("feesPaid", "Fees paid", Unit.MONEY, SPAN, LOWER, "all fees", "", "definition");
      row(
          "slippagePaid",
          "Slippage paid",
          Unit.MONEY,
          SPAN,
          LOWER,
          "difference of fill price and reference price × quantity, over all fills; rounding to"
              + " the tick included",
          "",
          "definition");
      row(
          "costShare",
          "Costs of the gross profit",
          Unit.FRACTION,
          SPAN,
          LOWER,
          "(fees + slippage) / (net profit + fees + slippage)",
          "no profit before costs",
          "definition");
    }

    private void facts() {
      group = Group.FACT;
      row(
          "initialCash",
          "Initial cash",
          Unit.MONEY,
          SPAN,
          NEITHER,
          "cash at the start",
          "",
          "definition");
      row(
          "finalEquity",
          "Final equity",
          Unit.MONEY,
          SPAN,
          HIGHER,
          "cash and positions at the last close",
          "",
          "definition");
      row(
          "tradingDays",
          "Days",
          Unit.COUNT,
          DAYS,
          NEITHER,
          "number of daily returns",
          "",
          "definition");
      row(
          "periodsPerYear",
          "Periods a year",
          Unit.COUNT,
          SPAN,
          NEITHER,
          "P: 365 round the clock, 252 for exchange sessions, 260 for currencies; of several the"
              + " largest that is not round the clock",
          "",
          "definition");
    }
  }
}

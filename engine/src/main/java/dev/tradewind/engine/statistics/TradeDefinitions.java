package dev.tradewind.engine.statistics;

import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.HIGHER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.LOWER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.NEITHER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.DAYS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.DAYS_A_YEAR;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.ROUND_TRIPS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.SPAN;

import dev.tradewind.engine.statistics.Statistic.Unit;
import dev.tradewind.engine.statistics.StatisticDefinition.Direction;
import dev.tradewind.engine.statistics.StatisticDefinition.Group;

/** Measures of round trips and costs, and the facts of a run. */
final class TradeDefinitions extends StatisticRows {
  private static final String NO_TRIP = "no round trip";

  TradeDefinitions() {
    roundTrips();
    costs();
    facts();
  }

  private void roundTrips() {
    begin(Group.ROUND_TRIP);
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
        "winRate", "Win rate", Unit.FRACTION, HIGHER, "round trips with a profit after fees / all");
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
    begin(Group.COST);
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
    begin(Group.FACT);
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

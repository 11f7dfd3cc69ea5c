package dev.tradewind.engine.statistics;

import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.HIGHER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.LOWER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Direction.NEITHER;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.BARS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.DAYS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.DAYS_A_YEAR;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.MONTHS;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.SPAN;
import static dev.tradewind.engine.statistics.StatisticDefinition.Period.YEARS;

import dev.tradewind.engine.statistics.Statistic.Unit;
import dev.tradewind.engine.statistics.StatisticDefinition.Group;

/** Measures of the equity and of daily returns. */
final class DayDefinitions extends StatisticRows {
  private static final String NO_BENCHMARK = "fewer than two days, or a benchmark that never moves";

  DayDefinitions() {
    returns();
    risk();
    drawdowns();
    ratios();
    distribution();
    calendar();
    benchmark();
  }

  private void returns() {
    begin(Group.RETURN);
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
    begin(Group.RISK);
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
    begin(Group.DRAWDOWN);
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
    begin(Group.RATIO);
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
    begin(Group.DISTRIBUTION);
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
    begin(Group.CALENDAR);
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
    begin(Group.BENCHMARK);
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
}

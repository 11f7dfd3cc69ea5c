package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.robustness.CheckReport.Column;
import dev.tradewind.engine.robustness.CheckReport.Figure;
import dev.tradewind.engine.robustness.CheckReport.Outcome;
import dev.tradewind.engine.robustness.CheckReport.Table;
import dev.tradewind.engine.robustness.CheckReport.Unit;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.Interval;
import dev.tradewind.engine.statistics.MonteCarlo;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Uncertainty;
import dev.tradewind.engine.statistics.UncertaintyOptions;
import dev.tradewind.engine.time.TradingCalendar;
import java.util.List;

/** How much of the result may be chance, from its own returns and round trips. */
final class LuckCheck {
  private LuckCheck() {}

  static CheckReport run(Subject subject, Settings settings, Effort effort) {
    return effort
        .map(
            1,
            (i, listener) -> {
              SimulationResult result = subject.run(listener);
              UncertaintyOptions options =
                  UncertaintyOptions.of(
                          periodsPerYear(subject.series()),
                          subject.config().riskFreeRate(),
                          subject.config().initialCash().doubleValue())
                      .withSeed(settings.seed());
              double[] pnls = result.roundTrips().stream().mapToDouble(RoundTrip::pnl).toArray();
              return report(Uncertainty.of(result.dailyReturns(), pnls, options));
            })
        .getFirst();
  }

  /** As the simulator annualises. */
  private static int periodsPerYear(List<BarSeries> series) {
    return series.stream()
        .map(one -> one.instrument().calendar())
        .filter(calendar -> !calendar.roundTheClock())
        .mapToInt(TradingCalendar::periodsPerYear)
        .max()
        .orElse(TradingCalendar.ROUND_THE_CLOCK.periodsPerYear());
  }

  private static CheckReport report(Uncertainty found) {
    double sharpe = found.probabilisticSharpe();
    double rank = found.noEdge().finalEquityRank();
    boolean doubtful = Doubt.UNCERTAIN_SHARPE.applies(sharpe) || Doubt.NO_EDGE.applies(rank);
    Interval interval = found.blocks().sharpe();
    return new CheckReport(
        Check.LUCK,
        Double.isNaN(sharpe)
            ? Outcome.NOTHING_TO_SAY
            : doubtful ? Outcome.DOUBTFUL : Outcome.PASSED,
        Double.isNaN(sharpe)
            ? "There are too few daily returns, or none that differs from the others."
            : "The true Sharpe ratio is above 0 with a probability of "
                + Words.percent(sharpe)
                + "; it lies in "
                + Words.number(interval.low(), 2)
                + ".."
                + Words.number(interval.high(), 2)
                + " ("
                + Words.percent(interval.confidence())
                + ").",
        List.of(
            new Figure(Figures.PROBABILISTIC_SHARPE, "Probability of skill", sharpe, Unit.FRACTION),
            new Figure(
                Figures.P_VALUE,
                "p-value of the mean daily return",
                found.robustMeanTest().pValue(),
                Unit.FRACTION),
            new Figure(Figures.NO_EDGE_RANK, "Better than without an edge", rank, Unit.FRACTION),
            new Figure(
                "luck.minimumTrackRecordDays",
                "Days needed to be sure",
                found.minimumTrackRecordDays(),
                Unit.COUNT),
            new Figure("luck.days", "Daily returns", found.returns(), Unit.COUNT)),
        List.of(intervals(found), orders(found)),
        found.warnings());
  }

  private static Table intervals(Uncertainty found) {
    return new Table(
        "intervals",
        "Intervals",
        List.of(
            new Column("measure", "Measure", Unit.TEXT),
            new Column("estimate", "This run", Unit.VALUE),
            new Column("low", "From", Unit.VALUE),
            new Column("high", "To", Unit.VALUE),
            new Column("resamples", "Resamples", Unit.COUNT)),
        List.of(
            row("Sharpe ratio, days in blocks", found.blocks().sharpe()),
            row("Sharpe ratio, single days", found.independent().sharpe()),
            row("Profit factor, single round trips", found.profitFactor()),
            row("Maximum drawdown, days in blocks", found.blocks().maxDrawdown())));
  }

  private static List<Cell> row(String measure, Interval interval) {
    return List.of(
        Cell.of(measure),
        Cell.of(interval.estimate()),
        Cell.of(interval.low()),
        Cell.of(interval.high()),
        Cell.of(interval.resamples()));
  }

  private static Table orders(Uncertainty found) {
    return new Table(
        "orders",
        "Among runs that chance could have made",
        List.of(
            new Column("made", "Made of", Unit.TEXT),
            new Column("equityRank", "Ended below this run", Unit.FRACTION),
            new Column("drawdownRank", "Fell less than this run", Unit.FRACTION),
            new Column("medianDrawdown", "Median drawdown", Unit.FRACTION),
            new Column("deepDrawdown", "Drawdown of one in twenty", Unit.FRACTION),
            new Column("losing", "Lose money", Unit.FRACTION)),
        List.of(
            row("round trips in another order", found.shuffledTrades()),
            row("blocks of days", found.resampledReturns()),
            row("blocks of days without their mean", found.noEdge())));
  }

  private static List<Cell> row(String made, MonteCarlo found) {
    return List.of(
        Cell.of(made),
        Cell.of(found.finalEquityRank()),
        Cell.of(found.maxDrawdownRank()),
        Cell.of(found.maxDrawdown().p50()),
        Cell.of(found.maxDrawdown().p95()),
        Cell.of(found.lossShare()));
  }
}

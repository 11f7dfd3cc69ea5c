package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.statistics.SharpeDifference;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.statistics.StatisticDefinition;
import dev.tradewind.engine.statistics.StatisticRegistry;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.NumberColumn;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.TimeColumn;
import dev.tradewind.report.CurveReduction;
import dev.tradewind.report.RunComparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finished backtests side by side. */
@RestController
class ComparisonController {
  private static final int POINTS = 600;
  private static final int RESAMPLES = 5_000;
  private static final long DAY_SECONDS = 86_400;

  private final BacktestTable table;
  private final ResultTable results;

  ComparisonController(BacktestTable table, ResultTable results) {
    this.table = table;
    this.results = results;
  }

  /**
   * Backtests side by side. The curves are those of the days that all runs share; {@code
   * significance} holds every further run against the first.
   */
  record Comparison(
      List<BacktestView> runs,
      List<ComparedStatistic> statistics,
      List<ComparedCurve> equity,
      int commonDays,
      List<ComparedSetting> differences,
      List<Significance> significance) {}

  /** One statistic of every run, in the order of the runs. */
  record ComparedStatistic(
      String key,
      String label,
      Statistic.Unit unit,
      String definition,
      StatisticDefinition.@Nullable Direction direction,
      List<@Nullable Double> values) {}

  /** A parameter or assumption that is not the same in all runs; empty where a run has none. */
  record ComparedSetting(String name, List<String> values) {}

  /** Equity at the ends of the common days, 1 on the first. */
  record ComparedCurve(String id, TimeColumn t, NumberColumn v) {}

  /**
   * The Sharpe ratio of the first run minus that of another, on the common days: p-values of three
   * tests and a 95 % interval. Undefined is null.
   */
  record Significance(
      String id,
      int days,
      @Nullable Double difference,
      @Nullable Double standardError,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double correlation,
      @Nullable Double jobsonKorkie,
      @Nullable Double ledoitWolf,
      @Nullable Double bootstrap,
      boolean significant) {
    static Significance of(String id, SharpeDifference each) {
      return new Significance(
          id,
          each.days(),
          defined(each.difference()),
          defined(each.standardError()),
          defined(each.bootstrapLow()),
          defined(each.bootstrapHigh()),
          defined(each.correlation()),
          defined(each.jobsonKorkie()),
          defined(each.ledoitWolf()),
          defined(each.bootstrap()),
          each.isSignificant(0.05));
    }

    private static @Nullable Double defined(double value) {
      return Double.isFinite(value) ? (Double) value : null;
    }
  }

  @GetMapping("/api/v1/backtests/compare")
  @Allow(Allow.To.READERS)
  Comparison compare(@RequestParam List<String> ids) {
    int most = RunComparison.MAX_RUNS;
    if (ids.size() < 2 || ids.size() > most || new HashSet<>(ids).size() != ids.size()) {
      throw ProblemException.field(
          "ids", String.join(",", ids), "ids must name two to eight different backtests");
    }
    List<BacktestTable.Row> rows = new ArrayList<>();
    List<StoredResult> runs = new ArrayList<>();
    for (String id : ids) {
      BacktestTable.Row row =
          table
              .find(Ids.parse("backtest", id))
              .orElseThrow(() -> ProblemException.notFound("there is no such backtest"));
      rows.add(row);
      runs.add(
          results
              .stored(row)
              .orElseThrow(
                  () ->
                      ProblemException.conflict(
                          "the backtest has no result; it is " + row.status())));
    }
    RunComparison comparison = RunComparison.of(runs, RESAMPLES);
    List<Significance> significance = new ArrayList<>();
    for (int i = 1; i < runs.size(); i++) {
      significance.add(
          Significance.of(rows.get(i).id().toString(), comparison.significance().get(i - 1)));
    }
    return new Comparison(
        rows.stream().map(row -> BacktestView.of(row, Optional.empty())).toList(),
        runs.getFirst().document().statisticDetails().stream()
            .map(measure -> compared(measure, runs))
            .toList(),
        curves(rows, comparison),
        comparison.equity().size(),
        comparison.differences().stream()
            .map(each -> new ComparedSetting(each.name(), each.values()))
            .toList(),
        significance);
  }

  private static ComparedStatistic compared(
      ResultDocument.Measure measure, List<StoredResult> runs) {
    List<@Nullable Double> values = new ArrayList<>();
    runs.forEach(each -> values.add(each.document().statistics().get(measure.key())));
    return new ComparedStatistic(
        measure.key(),
        measure.label(),
        measure.unit(),
        measure.definition(),
        StatisticRegistry.find(measure.key()).map(StatisticDefinition::direction).orElse(null),
        values);
  }

  private static List<ComparedCurve> curves(
      List<BacktestTable.Row> rows, RunComparison comparison) {
    int size = comparison.equity().size();
    List<ComparedCurve> curves = new ArrayList<>();
    for (int c = 0; c < rows.size(); c++) {
      int curve = c;
      int[] kept = CurveReduction.indexes(size, i -> comparison.equity().value(curve, i), POINTS);
      long[] times =
          Arrays.stream(kept)
              .mapToLong(i -> comparison.equity().epochDay(i) * DAY_SECONDS)
              .toArray();
      double[] values =
          Arrays.stream(kept).mapToDouble(i -> comparison.equity().value(curve, i)).toArray();
      curves.add(
          new ComparedCurve(
              rows.get(c).id().toString(), TimeColumn.of(times), NumberColumn.of(values)));
    }
    return curves;
  }
}

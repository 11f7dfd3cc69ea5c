package dev.tradewind.report;

import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.AlignedEquity;
import dev.tradewind.engine.statistics.DailyEquity;
import dev.tradewind.engine.statistics.SharpeDifference;
import dev.tradewind.engine.statistics.UncertaintyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Two to eight runs side by side: their equity on the days they share, where their parameters and
 * assumptions differ, and whether their Sharpe ratios differ by more than chance. Used by the
 * server's comparison. Immutable.
 *
 * @param equity on the common days, 1 on the first
 * @param differences parameters and settings that are not the same in all runs
 * @param significance each further run against the first
 */
public record RunComparison(
    AlignedEquity equity, List<Difference> differences, List<SharpeDifference> significance) {
  /** At most so many runs. */
  public static final int MAX_RUNS = 8;

  /**
   * A setting that differs.
   *
   * @param name of the parameter, or {@code strategy}, {@code instruments}, {@code cash}, …
   * @param values one for each run, empty where the run has none
   */
  public record Difference(String name, List<String> values) {
    /** Copies the list. */
    public Difference {
      values = List.copyOf(values);
    }
  }

  /** Copies the lists. */
  public RunComparison {
    differences = List.copyOf(differences);
    significance = List.copyOf(significance);
  }

  /**
   * Compares some runs.
   *
   * @param resamples of the paired bootstrap
   * @throws IllegalArgumentException if there are fewer than two runs or more than eight
   */
  public static RunComparison of(List<? extends SimulationResult> runs, int resamples) {
    if (runs.size() < 2 || runs.size() > MAX_RUNS) {
      throw new IllegalArgumentException("runs must be 2.." + MAX_RUNS + ", were " + runs.size());
    }
    AlignedEquity equity = AlignedEquity.of(runs.stream().map(RunComparison::days).toList());
    SimulationResult first = runs.getFirst();
    double periods = first.statistic("periodsPerYear");
    UncertaintyOptions options =
        UncertaintyOptions.of(
                Double.isNaN(periods) ? 365 : (int) periods,
                first.config().riskFreeRate(),
                first.config().initialCash().doubleValue())
            .withResamples(resamples);
    List<SharpeDifference> significance = new ArrayList<>();
    double[] base = equity.returns(0);
    for (int i = 1; i < runs.size(); i++) {
      significance.add(SharpeDifference.of(base, equity.returns(i), options));
    }
    return new RunComparison(equity, differences(runs), significance);
  }

  private static DailyEquity days(SimulationResult run) {
    boolean everyDay = run.instruments().stream().allMatch(each -> each.calendar().roundTheClock());
    return DailyEquity.of(
        run.equitySize(),
        run::equityTime,
        run::equity,
        run.config().initialCash().doubleValue(),
        everyDay);
  }

  private static List<Difference> differences(List<? extends SimulationResult> runs) {
    List<Difference> all = new ArrayList<>();
    put(all, "strategy", runs.stream().map(SimulationResult::strategy).toList());
    put(
        all,
        "instruments",
        runs.stream()
            .map(
                run -> String.join(" ", run.instruments().stream().map(each -> each.id()).toList()))
            .toList());
    TreeSet<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.parameters().keySet()));
    for (String name : names) {
      put(
          all,
          name,
          runs.stream()
              .map(
                  run ->
                      run.parameters().containsKey(name)
                          ? ResultParts.plain(run.parameters().get(name))
                          : "")
              .toList());
    }
    put(
        all,
        "cash",
        runs.stream().map(run -> ResultParts.plain(run.config().initialCash())).toList());
    put(all, "feeBps", runs.stream().map(run -> ResultParts.plain(run.config().feeBps())).toList());
    put(
        all,
        "slippageBps",
        runs.stream().map(run -> ResultParts.plain(run.config().slippageBps())).toList());
    put(
        all,
        "riskFreeRate",
        runs.stream().map(run -> Double.toString(run.config().riskFreeRate())).toList());
    put(all, "dataHash", runs.stream().map(SimulationResult::dataHash).toList());
    return all;
  }

  private static void put(List<Difference> all, String name, List<String> values) {
    if (values.stream().distinct().count() > 1) {
      all.add(new Difference(name, values));
    }
  }
}

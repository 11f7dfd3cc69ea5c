package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.Medians;
import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.Bootstrap;
import dev.tradewind.engine.statistics.UncertaintyOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;

/** What all statistics of a run cost beside the run, and what a bootstrap costs. */
public final class StatisticsWorkloads {
  static final int DAYS = 2_500;
  static final int RESAMPLES = 10_000;

  private StatisticsWorkloads() {}

  /** {@code statistics} and {@code bootstrap}. */
  public static List<Workload> all() {
    return List.of(new AllStatistics(), new Resampling());
  }

  /** The run alone against the run with all its statistics: the difference is their price. */
  private record AllStatistics() implements Workload {
    @Override
    public String name() {
      return "statistics";
    }

    @Override
    public String description() {
      return "all statistics of W1 and of W5 over the time of the run itself";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
      BarSeries bars = WalkGenerator.series(WalkGenerator.BARS);
      Map<String, Object> all = new LinkedHashMap<>();
      put(all, "w1", bars, EngineWorkloads::w1);
      put(all, "w5", bars, EngineWorkloads::w5);
      return all;
    }

    private static void put(
        Map<String, Object> all,
        String name,
        BarSeries bars,
        Function<BarSeries, SimulationResult> run)
        throws Exception {
      Map<String, Object> measured =
          Medians.compare(
              () -> run.apply(bars).statistic("totalReturn"),
              () -> run.apply(bars).statistics().getLast().value());
      double alone = millis(measured, "plainMillis");
      double both = millis(measured, "productMillis");
      all.put(name + "RunMillis", alone);
      all.put(name + "StatisticsMillis", both - alone);
      all.put(name + "Ratio", (both - alone) / alone);
    }

    private static double millis(Map<String, Object> measured, String name) {
      return ((Number) Objects.requireNonNull(measured.get(name))).doubleValue();
    }
  }

  /** Ten thousand resamples of ten years. */
  private record Resampling() implements Workload {
    @Override
    public String name() {
      return "bootstrap";
    }

    @Override
    public String description() {
      return "10 000 resamples of 2 500 daily returns: Sharpe ratio, growth and drawdown with BCa"
          + " intervals, against a plain loop on two threads without intervals";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
      double[] returns = returns();
      UncertaintyOptions options = options();
      PlainBootstrap plain = new PlainBootstrap(returns, RESAMPLES, options.periodsPerYear());
      return Medians.compare(
          () -> {
            plain.run(options.seed());
            return plain.sharpe[RESAMPLES - 1];
          },
          () -> Bootstrap.independent(returns, options).sharpe().low());
    }
  }

  static UncertaintyOptions options() {
    return UncertaintyOptions.of(252, 0, 100_000).withResamples(RESAMPLES);
  }

  static double[] returns() {
    SplittableRandom random = new SplittableRandom(20_260_401);
    return random.doubles(DAYS).map(u -> 0.0005 + 0.02 * (u - 0.5)).toArray();
  }
}

package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.Medians;
import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.sweep.ParameterSets;
import dev.tradewind.engine.sweep.Sweep;
import dev.tradewind.engine.sweep.SweepResult;
import dev.tradewind.engine.sweep.SweepRule;
import dev.tradewind.engine.sweep.SweepStatistic;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** W2: 1 840 EMA crossovers over 100 000 bars through the expression language, beside loops. */
public final class SweepWorkload implements Workload {
  /** Bars of the workload. */
  public static final int BARS = 100_000;

  private static final SimulationConfig CONFIG =
      new SimulationConfig(
              BigDecimal.valueOf((long) PlainLoops.CASH), BigDecimal.TEN, BigDecimal.ZERO, 0, 0)
          // The loops beside it know no limit by volume.
          .withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0));

  @Override
  public String name() {
    return "w2";
  }

  @Override
  public String description() {
    return "a sweep of 1 840 EMA crossovers over 100 000 bars, with statistics";
  }

  @Override
  public Map<String, Object> measure() throws Exception {
    BarSeries bars = WalkGenerator.series(BARS);
    PlainSweep plain = new PlainSweep(bars);
    ParameterSets sets = sets(bars.size());
    int[] fast = column(sets, 0);
    int[] slow = column(sets, 1);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("sets", sets.size());
    add(
        values,
        "oneThread",
        Medians.compare(() -> sum(plain.vector(fast, slow)), () -> sum(run(bars, sets, 1))));
    add(
        values,
        "twoThreads",
        Medians.compare(() -> inTwo(plain, fast, slow), () -> sum(run(bars, sets, 2))));
    add(
        values,
        "scalar",
        Medians.compare(() -> sum(plain.scalar(fast, slow)), () -> sum(run(bars, sets, 1))));
    return values;
  }

  private static void add(Map<String, Object> to, String name, Map<String, Object> measured) {
    measured.forEach((key, value) -> to.put(name + "." + key, value));
  }

  /** Fast 5 to 50, slow 55 to 250 in steps of 5. */
  public static ParameterSets sets(int bars) {
    LinkedHashMap<String, double[]> choices = new LinkedHashMap<>();
    choices.put("fast", IntStream.rangeClosed(5, 50).asDoubleStream().toArray());
    choices.put("slow", IntStream.rangeClosed(11, 50).mapToDouble(i -> 5.0 * i).toArray());
    return ParameterSets.grid(choices);
  }

  /** Whole values of a parameter. */
  public static int[] column(ParameterSets sets, int parameter) {
    return IntStream.range(0, sets.size()).map(set -> (int) sets.value(set, parameter)).toArray();
  }

  /** The sweep through the public interface. */
  public static SweepResult run(BarSeries bars, ParameterSets sets, int threads) {
    SweepRule rule =
        new SweepRule(
            "crosses_above(ema(close, $fast), ema(close, $slow))",
            "crosses_below(ema(close, $fast), ema(close, $slow))",
            List.of(parameter("fast"), parameter("slow")),
            new OrderSize.Lots(1),
            ExpressionScope.standard());
    return Sweep.run(bars, rule, sets, CONFIG, threads, SimulationListener.NONE);
  }

  private static ExpressionParameter parameter(String name) {
    return new ExpressionParameter(name, ExpressionParameter.Type.INTEGER, 1, 1_000, 1, 10);
  }

  private static double sum(SweepResult result) {
    double sum = 0;
    for (int set = 0; set < result.sets().size(); set++) {
      sum +=
          result.value(set, SweepStatistic.TOTAL_RETURN)
              + result.value(set, SweepStatistic.SHARPE)
              + result.value(set, SweepStatistic.MAX_DRAWDOWN)
              + result.value(set, SweepStatistic.ROUND_TRIPS);
    }
    return sum;
  }

  private static double sum(PlainSweep.Result result) {
    double sum = 0;
    for (int set = 0; set < result.trips.length; set++) {
      sum +=
          result.totalReturn[set] + result.sharpe[set] + result.drawdown[set] + result.trips[set];
    }
    return sum;
  }

  private static double inTwo(PlainSweep plain, int[] fast, int[] slow) {
    int half = fast.length / 8 * 4;
    CompletableFuture<PlainSweep.Result> other =
        CompletableFuture.supplyAsync(() -> plain.vector(fast, slow, half, fast.length));
    return sum(plain.vector(fast, slow, 0, half)) + sum(other.join());
  }
}

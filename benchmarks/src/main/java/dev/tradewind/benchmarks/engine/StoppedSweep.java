package dev.tradewind.benchmarks.engine;

import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import dev.tradewind.engine.sweep.ParameterSets;
import dev.tradewind.engine.sweep.Sweep;
import dev.tradewind.engine.sweep.SweepResult;
import dev.tradewind.engine.sweep.SweepRule;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rule of {@link PlainStops} for the product: three parameters, a stop and a target. */
final class StoppedSweep {
  /** The assumptions of the loop beside it: a fee, no slippage, no limit by volume. */
  static final SimulationConfig CONFIG =
      new SimulationConfig(
              BigDecimal.valueOf((long) PlainLoops.CASH), BigDecimal.TEN, BigDecimal.ZERO, 0, 0)
          .withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0));

  private static final int FASTS = 40;
  private static final int SLOWS = 50;
  private static final int STOPS = 50;

  private StoppedSweep() {}

  static RuleDefinition rule() {
    return new RuleDefinition(
        Map.of(
            RuleField.NAME, "stopped_crossover",
            RuleField.ENTER, "crosses_above(ema(close, $fast), ema(close, $slow))",
            RuleField.EXIT, "crosses_below(ema(close, $fast), ema(close, $slow))",
            RuleField.STOP_FRACTION, "$stop",
            RuleField.TARGET_FRACTION, "2 * $stop",
            RuleField.SIZE_TYPE, "quantity",
            RuleField.SIZE_VALUE, "1"),
        List.of(
            new RuleParameter("fast", "integer", "10", "2", "100", "1", ""),
            new RuleParameter("slow", "integer", "60", "10", "1000", "1", ""),
            new RuleParameter("stop", "number", "0.01", "0.0005", "0.2", "0.0005", "")),
        List.of());
  }

  static RuleDescriptor descriptor() {
    return switch (rule().check(ExpressionScope.standard())) {
      case RuleCheck.Accepted(var descriptor) -> descriptor;
      case RuleCheck.Refused(var problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  /** 40 fast averages by 50 slow ones by 50 stops, or every so many-th of them. */
  static ParameterSets sets(int count) {
    LinkedHashMap<String, double[]> choices = new LinkedHashMap<>();
    choices.put("fast", IntStream.range(5, 5 + FASTS).asDoubleStream().toArray());
    choices.put("slow", IntStream.range(0, SLOWS).mapToDouble(i -> 55 + 5.0 * i).toArray());
    choices.put(
        "stop", IntStream.rangeClosed(1, STOPS).mapToDouble(i -> i * 5 / 10_000.0).toArray());
    ParameterSets all = ParameterSets.grid(choices);
    return count >= all.size()
        ? all
        : ParameterSets.of(
            all.names(),
            IntStream.range(0, count)
                .map(i -> (int) ((long) i * all.size() / count))
                .mapToObj(i -> new double[] {all.value(i, 0), all.value(i, 1), all.value(i, 2)})
                .toList());
  }

  static SweepResult run(BarSeries bars, ParameterSets sets, int threads) {
    SweepRule rule =
        new SweepRule(
            rule(),
            List.of(
                parameter("fast", ExpressionParameter.Type.INTEGER, 2, 100),
                parameter("slow", ExpressionParameter.Type.INTEGER, 10, 1_000),
                parameter("stop", ExpressionParameter.Type.NUMBER, 0.0005, 0.2)),
            Optional.empty(),
            ExpressionScope.standard());
    return Sweep.run(bars, rule, sets, CONFIG, threads, SimulationListener.NONE);
  }

  private static ExpressionParameter parameter(
      String name, ExpressionParameter.Type type, double min, double max) {
    return new ExpressionParameter(name, type, min, max, 1, min);
  }
}

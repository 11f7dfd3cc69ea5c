package dev.tradewind.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.Costs;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.MarginRules;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Sweeps against the simulator, number by number: rules, parameters, prices and assumptions by
 * chance. {@code -Dtradewind.sweeps=5000} tries that many rules, {@code -Dtradewind.sweepSeed} from
 * another seed on.
 */
class SweepDifferenceTest {
  private static final int USUAL = 150;
  private static final int RULES = Integer.getInteger("tradewind.sweeps", USUAL);
  private static final long SEED = Long.getLong("tradewind.sweepSeed", 1);
  private static final int SETS = 5;
  private static final int BLOCKS = 16;

  private final Map<RuleField, Integer> walked = new EnumMap<>(RuleField.class);
  private final Map<String, Integer> refused = new TreeMap<>();
  private int trips;
  private int sets;

  private static RuleDescriptor descriptor(RuleDefinition definition) {
    return switch (definition.check(ExpressionScope.standard())) {
      case RuleCheck.Accepted(var accepted) -> accepted;
      case RuleCheck.Refused(var problems) ->
          throw new IllegalArgumentException(definition + ": " + problems);
    };
  }

  private static ExpressionParameter parameter(ParameterDefinition each) {
    return new ExpressionParameter(
        each.name(),
        each.integer() ? ExpressionParameter.Type.INTEGER : ExpressionParameter.Type.NUMBER,
        each.min().doubleValue(),
        each.max().doubleValue(),
        1,
        each.defaultValue().doubleValue());
  }

  private static SimulationConfig config(Random random) {
    MarginRules usual = MarginRules.DEFAULT;
    MarginRules margin =
        switch (random.nextInt(6)) {
          case 0 -> new MarginRules(0.5, 0.25, 0.1, true);
          case 1 -> new MarginRules(1, 0.25, 0, true);
          case 2 -> new MarginRules(1, 0.9, 0.03, true);
          case 3 -> new MarginRules(1, 0.25, 0.03, random.nextInt(4) > 0);
          default -> usual;
        };
    BigDecimal taker = BigDecimal.valueOf(random.nextInt(30));
    return new SimulationConfig(
            BigDecimal.valueOf(random.nextInt(20) == 0 ? 70 : 100_000),
            taker,
            BigDecimal.valueOf(random.nextInt(20)),
            random.nextInt(3) * 0.01,
            0)
        .withCosts(Costs.ofBps(taker, BigDecimal.valueOf(random.nextInt(12))))
        .withMargin(margin)
        .withFills(new FillRules(FillModel.NEXT_OPEN, random.nextInt(3) == 0 ? 0.1 : 0, 0, 0));
  }

  @Test
  void everyNumberIsThatOfTheSimulator() {
    List<List<double[]>> files = SweepPrices.files();
    for (long seed = SEED; seed < SEED + RULES; seed++) {
      Random random = new Random(seed);
      BarSeries series =
          files.isEmpty() || random.nextBoolean()
              ? SweepPrices.walk(random)
              : SweepPrices.stretch(random, files.get(random.nextInt(files.size())));
      compare(seed, random, series);
    }
    if (RULES > USUAL) {
      System.out.printf(
          "seeds %d..%d: %d sets, %d round trips, walked %s, refused %s%n",
          SEED, SEED + RULES - 1, sets, trips, walked, refused);
    }
    assertThat(walked.keySet()).containsAll(RandomRules.FEATURES);
    assertThat(trips).isGreaterThan(20 * RULES);
  }

  private void compare(long seed, Random random, BarSeries series) {
    RandomRules rules = new RandomRules(random);
    RuleDefinition definition = rules.rule();
    RuleDescriptor descriptor = descriptor(definition);
    SimulationConfig config = config(random);
    List<String> names = descriptor.parameters().stream().map(ParameterDefinition::name).toList();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < SETS; i++) {
      rows.add(rules.values(names));
    }
    Sweep sweep =
        new Sweep(
            series,
            new SweepRule(
                definition,
                descriptor.parameters().stream().map(SweepDifferenceTest::parameter).toList(),
                Optional.empty(),
                ExpressionScope.standard()),
            names,
            config);
    SweepResult result =
        sweep.evaluate(
            ParameterSets.of(names, rows), 1 + random.nextInt(3), BLOCKS, SimulationListener.NONE);
    for (int set = 0; set < SETS; set++) {
      String problem = result.problems().get(set);
      if (problem != null) {
        refused.merge(problem.replaceAll("(of bar|be) .*", ""), 1, Integer::sum);
        continue;
      }
      sets++;
      definition.texts().keySet().forEach(field -> walked.merge(field, 1, Integer::sum));
      Map<String, BigDecimal> values = new TreeMap<>();
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), BigDecimal.valueOf(rows.get(set)[i]));
      }
      SimulationResult run =
          Simulator.run(List.of(series), descriptor, values, config, SimulationListener.NONE);
      trips += run.roundTrips().size();
      compare(result, set, run, "seed " + seed + ": " + definition.texts() + " " + values);
    }
  }

  private static void compare(SweepResult result, int set, SimulationResult run, String what) {
    for (SweepStatistic statistic : result.statistics()) {
      double expected =
          statistic == SweepStatistic.REJECTIONS
              ? run.rejections().size()
              : run.statistic(statistic.key());
      assertThat(result.value(set, statistic))
          .as("%s, %s", statistic.key(), what)
          .isEqualTo((Double) expected);
    }
    double[] returns = run.dailyReturns();
    double daily = run.config().riskFreeRate() / run.statistic("periodsPerYear");
    for (int i = 0; i < returns.length; i++) {
      returns[i] -= daily;
    }
    assertThat(result.blocks(set))
        .as("returns, %s", what)
        .isEqualTo(
            returns.length < BLOCKS
                ? Optional.empty()
                : Optional.of(ReturnBlocks.of(returns, BLOCKS)));
  }
}

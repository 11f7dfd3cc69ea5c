package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  private static final StrategyDescriptor CROSS =
      BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow();
  private static final CrossValidation.Rule RULE = new CrossValidation.Rule(6, 2, 5, 3, 0);

  private static SimulationEvaluator evaluator(BarSeries series) {
    return new SimulationEvaluator(
        List.of(series), CROSS, Map.of(), SimulationConfig.DEFAULT, List.of("sharpe"));
  }

  private static List<ParameterSet> sets() {
    SearchSpace space =
        SearchSpace.parse(List.of("fast=2..20:3", "slow=25..100:15"), List.of())
            .within(CROSS, Map.of());
    List<ParameterSet> sets = new ArrayList<>();
    for (int fast = 2; fast <= 20; fast += 3) {
      for (int slow = 25; slow <= 100; slow += 15) {
        sets.add(space.parse(Map.of("fast", "" + fast, "slow", "" + slow)));
      }
    }
    return sets;
  }

  /** The same again from whole daily returns, split by split. */
  @Test
  void choosesAndTestsAsTheBookSays() {
    BarSeries series = OverfittingVerdictTest.walk(7, 0.2, 600);
    SimulationEvaluator evaluator = evaluator(series);
    List<ParameterSet> sets = sets();
    double[][] returns =
        sets.stream()
            .map(each -> SimulationEvaluator.excess(evaluator.simulate(each)))
            .toArray(double[][]::new);
    double year = Math.sqrt(365);
    CrossValidation found = CrossValidation.of(RULE, sets, evaluator, 2, StudyListener.NONE);

    assertThat(found.splits()).hasSize(15);
    assertThat(found.paths()).hasSize(5);
    assertThat(found.sets()).isEqualTo(sets.size());
    double[][] paths = new double[5][600];
    List<PurgedSplits.Split> splits = PurgedSplits.of(600, 6, 2, 5, 3);
    for (int s = 0; s < splits.size(); s++) {
      PurgedSplits.Split split = splits.get(s);
      double[] train =
          Arrays.stream(returns).mapToDouble(each -> sharpe(each, split.train())).toArray();
      int best = IntStream.range(0, train.length).reduce(0, (a, b) -> train[b] > train[a] ? b : a);
      CrossValidation.Choice choice = found.splits().get(s);
      assertThat(choice.parameters()).isEqualTo(sets.get(best));
      assertThat(choice.inSample()).isCloseTo(train[best] * year, Offset.offset(1e-9));
      assertThat(choice.outOfSample())
          .isCloseTo(sharpe(returns[best], split.test()) * year, Offset.offset(1e-9));
      for (int g = 0; g < 2; g++) {
        for (int day = split.test().get(g).from(); day < split.test().get(g).to(); day++) {
          paths[split.paths().get(g)][day] = returns[best][day];
        }
      }
    }
    for (int p = 0; p < paths.length; p++) {
      double total = Arrays.stream(paths[p]).reduce(1, (a, b) -> a * (1 + b)) - 1;
      assertThat(found.paths().get(p).totalReturn()).isCloseTo(total, Offset.offset(1e-12));
      assertThat(found.paths().get(p).sharpe())
          .isCloseTo(ReturnBlocks.of(paths[p], 1).sharpe() * year, Offset.offset(1e-9));
    }
    assertThat(found.deciles()).hasSize(11).isSorted();
    assertThat(found.sentences()).hasSize(2);
    assertThat(CrossValidation.of(RULE, sets, evaluator, 1, StudyListener.NONE)).isEqualTo(found);
  }

  private static double sharpe(double[] returns, List<PurgedSplits.Range> ranges) {
    return ReturnBlocks.of(
            ranges.stream()
                .flatMapToInt(each -> IntStream.range(each.from(), each.to()))
                .mapToDouble(day -> returns[day])
                .toArray(),
            1)
        .sharpe();
  }

  @Test
  void aPlantedEdgeHoldsOnEveryPathAndAChoiceNeedsItsTrades() {
    SimulationEvaluator evaluator = evaluator(OverfittingVerdictTest.walk(1, 0.45, 1_500));
    CrossValidation found = CrossValidation.of(RULE, sets(), evaluator, 2, StudyListener.NONE);

    assertThat(found.lossShare()).isZero();
    assertThat(found.mean()).isGreaterThan(0.5);
    assertThat(found.deciles().getFirst()).isPositive();
    CrossValidation none =
        CrossValidation.of(
            new CrossValidation.Rule(6, 2, 5, 3, 100_000),
            sets(),
            evaluator,
            2,
            StudyListener.NONE);
    assertThat(none.splits()).allMatch(each -> each.parameters() == null);
    assertThat(none.inSample()).isNaN();
    assertThat(none.paths()).allMatch(each -> each.totalReturn() == 0);
  }

  @Test
  void refusesWhatCannotBeSplit() {
    assertThat(CrossValidation.Rule.parse("6x2", 5, 3, 0)).isEqualTo(RULE);
    assertThatThrownBy(() -> CrossValidation.Rule.parse("6", 5, 3, 0))
        .hasMessage("cross-validate must be GROUPSxTESTED such as 6x2, was '6'");
    assertThatThrownBy(() -> CrossValidation.Rule.parse("6x6", 5, 3, 0))
        .hasMessage("testGroups must be in 1..5, was 6");
    assertThatThrownBy(() -> CrossValidation.Rule.parse("20x10", 5, 3, 0))
        .hasMessageContaining("make 184756 splits, at most 1000 are possible");
    assertThatThrownBy(() -> CrossValidation.Rule.parse("6x2", -1, 3, 0))
        .hasMessageContaining("purge and embargo must be >= 0, were -1 and 3");
    assertThatThrownBy(() -> CrossValidation.Rule.parse("6x2", 1, 3, -4))
        .hasMessage("minTrades must be >= 0, was -4");
    assertThat(CrossValidation.Rule.problem("sobol")).isNull();
    assertThat(CrossValidation.Rule.problem("tpe")).contains("use grid, random or sobol");
  }
}

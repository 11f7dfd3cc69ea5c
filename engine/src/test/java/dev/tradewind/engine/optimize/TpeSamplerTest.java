package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TpeSamplerTest {
  private static final int SEEDS = 20;

  @Test
  void beatsRandomSearchOnAtLeastEightOfTenFunctions() {
    int univariate = 0;
    int multivariate = 0;
    StringWriter text = new StringWriter();
    PrintWriter table = new PrintWriter(text);
    for (Map.Entry<String, TpeRegret.Problem> each : TpeRegret.PROBLEMS.entrySet()) {
      double chance = regret(each.getValue(), "random");
      double alone = regret(each.getValue(), "tpe");
      double together = regret(each.getValue(), "tpe-multivariate");
      univariate += alone < chance ? 1 : 0;
      multivariate += together < chance ? 1 : 0;
      table.println(each.getKey() + " " + chance + " " + alone + " " + together);
    }

    assertThat(univariate).as(text.toString()).isGreaterThanOrEqualTo(8);
    assertThat(multivariate).as(text.toString()).isGreaterThanOrEqualTo(8);
    if (Boolean.getBoolean("tradewind.print")) {
      System.out.println(text);
    }
  }

  private static double regret(TpeRegret.Problem problem, String sampler) {
    return TpeRegret.medianRegret(problem, StudyTest.sampler(sampler), 100, SEEDS);
  }

  @Test
  void weightsAreThoseOfOptuna() {
    // optuna.samplers._tpe.sampler.default_weights(30) and (26), Optuna 5.0.0.
    double[] thirty = new double[30];
    for (int i = 0; i < 30; i++) {
      thirty[i] = TpeSampler.weight(i, 30);
    }
    assertThat(thirty[0]).isEqualTo(1.0 / 30);
    assertThat(thirty[1]).isCloseTo(0.275, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(thirty[4]).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(thirty[29]).isEqualTo(1);
    assertThat(TpeSampler.weight(0, 26)).isEqualTo(1.0 / 26);
    assertThat(TpeSampler.weight(1, 26)).isEqualTo(1);
    assertThat(TpeSampler.weight(0, 10)).isEqualTo(1);
  }

  @Test
  void densitiesIntegrateToOne() {
    for (String text : List.of("x=-3.0..9.0", "x=1..20", "x=0.01..10.0:log", "x={a,b,c}")) {
      Domain domain = Dimension.parse(text).domain();
      double[] observed = {
        domain.fromUnit(0.1), domain.fromUnit(0.15), domain.fromUnit(0.15), domain.fromUnit(0.9)
      };
      ParzenColumn column =
          new ParzenColumn(domain, observed, new double[] {1, 0.5, 1, 1}, Double.NaN);
      column.logDensity(domain.fromUnit(0.3));
      column.add(domain.fromUnit(0.4));
      int n = domain.count().isPresent() ? (int) domain.count().getAsLong() : 20_000;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.exp(column.logDensity(domain.fromUnit((i + 0.5) / n))) / n;
      }

      assertThat(sum).as(text).isCloseTo(1, org.assertj.core.data.Offset.offset(2e-3));
    }
  }

  @Test
  void setsOfABatchDiffer() {
    SearchSpace space = SearchSpace.parse(List.of("x=0.0..1.0", "y=0.0..1.0"), List.of());
    Sampler sampler = StudyTest.sampler("tpe").create(space, 1, 3);
    Goals goals = Goals.parse(List.of("v:min"), List.of(), List.of("v"));
    long number = 0;
    for (int round = 0; round < 5; round++) {
      List<Trial> told = new ArrayList<>();
      for (ParameterSet set : sampler.ask(20)) {
        double value = Math.abs(set.value(0) - 0.3) + Math.abs(set.value(1) - 0.7);
        told.add(goals.judge(number++, set, 1, false, Evaluation.of(Map.of("v", value))));
      }
      sampler.tell(told);
    }
    List<ParameterSet> batch = sampler.ask(30);
    double spread =
        batch.stream().mapToDouble(set -> set.value(0)).max().orElseThrow()
            - batch.stream().mapToDouble(set -> set.value(0)).min().orElseThrow();

    assertThat(new HashSet<>(batch)).hasSize(30);
    assertThat(spread).isGreaterThan(0.1);
    assertThat(batch.stream().mapToDouble(s -> Math.abs(s.value(0) - 0.3)).average().orElseThrow())
        .isLessThan(0.25);
  }

  @Test
  void aSmallSpaceIsTriedWithoutRepetition() {
    SearchSpace space =
        SearchSpace.parse(List.of("x=1..6", "y={a,b}", "z=1..2 if y == 1"), List.of("x != 3"));
    Sampler sampler = StudyTest.sampler("tpe-multivariate").create(space, 1, 3);
    Goals goals = Goals.parse(List.of("v:min"), List.of(), List.of("v"));
    HashSet<ParameterSet> tried = new HashSet<>();
    long number = 0;
    for (int round = 0; round < 30; round++) {
      List<Trial> told = new ArrayList<>();
      for (ParameterSet set : sampler.ask(1)) {
        assertThat(space.accepts(set)).isTrue();
        tried.add(set);
        told.add(goals.judge(number++, set, 1, false, Evaluation.of(Map.of("v", set.value(0)))));
      }
      sampler.tell(told);
    }

    assertThat(tried).hasSize(15);
  }
}

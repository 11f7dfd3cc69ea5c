package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.statistics.ReturnBlocks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a study promises: the same trials whatever the workers, and after any interruption. */
class StudyTest {
  private static final SearchSpace SPACE =
      SearchSpace.parse(
          List.of("x=-5.0..5.0", "n=1..20", "mode={a,b c}", "w=0.1..10.0:log if n > 5"),
          List.of("x < n"));

  static Evaluation bowl(TrialJob job, BooleanSupplier goesOn) {
    ParameterSet set = job.parameters();
    double x = set.value(0) - 1;
    double n = set.value(1) - 7;
    double score = -(x * x + n * n) - set.value(2);
    double[] returns = new double[40];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = Math.sin(i * set.value(1)) / 100 + score / 1e5;
    }
    if (set.value(1) == 13) {
      return Evaluation.failed("thirteen\nis\tbad");
    }
    return new Evaluation(
        new TreeMap<>(
            Map.of("score", set.value(1) == 3 ? Double.NaN : score, "count", set.value(1))),
        Optional.of(ReturnBlocks.of(returns, 4)),
        Optional.empty());
  }

  static SamplerFactory sampler(String name) {
    return Samplers.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static StudyPlan plan(String sampler, int trials, boolean halves) {
    return new StudyPlan(
        SPACE,
        Goals.parse(List.of("score"), List.of("count <= 15"), List.of("score", "count")),
        sampler(sampler),
        trials,
        8,
        42,
        halves ? Optional.of(new SuccessiveHalving(3, 2)) : Optional.empty(),
        "bowl");
  }

  private static List<String> lines(StudyResult result) {
    return result.trials().stream().map(StudyText::line).toList();
  }

  private static StudyResult run(StudyPlan plan, int workers, List<Trial> known) {
    try (InProcessRunner runner = new InProcessRunner(StudyTest::bowl, workers)) {
      return Study.run(plan, runner, known, StudyListener.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol", "tpe", "tpe-multivariate"})
  void workersChangeNothing(String sampler) {
    for (boolean halves : new boolean[] {false, true}) {
      List<String> one = lines(run(plan(sampler, 60, halves), 1, List.of()));

      assertThat(one).hasSize(60);
      assertThat(lines(run(plan(sampler, 60, halves), 5, List.of()))).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol", "tpe"})
  void batchesThatAreEvaluatedTogetherChangeNothing(String sampler) {
    List<Integer> sizes = new ArrayList<>();
    List<String> told = new ArrayList<>();
    StudyListener listener =
        new StudyListener() {
          @Override
          public void onTrial(Trial trial) {
            told.add(StudyText.line(trial));
          }
        };
    try (InProcessRunner inner = new InProcessRunner(StudyTest::bowl, 1)) {
      TrialRunner hungry =
          new TrialRunner() {
            @Override
            public List<Evaluation> run(List<TrialJob> jobs, Watch watch) {
              sizes.add(jobs.size());
              return inner.run(jobs, watch);
            }

            @Override
            public int wanted() {
              return 20;
            }
          };
      List<String> one = lines(run(plan(sampler, 60, false), 1, List.of()));
      assertThat(lines(Study.run(plan(sampler, 60, false), hungry, List.of(), listener)))
          .isEqualTo(one);
      assertThat(told).containsExactlyInAnyOrderElementsOf(one);
      assertThat(sizes.getFirst()).isEqualTo(sampler.equals("tpe") ? 8 : 24);

      sizes.clear();
      Study.run(plan(sampler, 60, true), hungry, List.of(), listener);
      assertThat(sizes).allMatch(size -> size <= 8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol", "tpe", "tpe-multivariate"})
  void aStudyCutAnywhereIsContinuedToTheSameTable(String sampler) {
    for (boolean halves : new boolean[] {false, true}) {
      StudyPlan plan = plan(sampler, 37, halves);
      List<String> file = new ArrayList<>(List.of(StudyText.head(plan)));
      StudyResult whole;
      try (InProcessRunner runner = new InProcessRunner(StudyTest::bowl, 3)) {
        whole = Study.run(plan, runner, List.of(), collecting(file));
      }
      String text = String.join("\n", file) + "\n";
      SplittableRandom random = new SplittableRandom(7);
      for (int n = 0; n < 30; n++) {
        String cut = text.substring(0, random.nextInt(text.length() + 1));
        List<Trial> known = StudyText.read(cut.lines().toList(), plan);
        List<String> added = new ArrayList<>();
        StudyResult resumed;
        try (InProcessRunner runner = new InProcessRunner(StudyTest::bowl, 2)) {
          resumed = Study.run(plan, runner, known, collecting(added));
        }

        assertThat(lines(resumed)).as("cut at " + cut.length()).isEqualTo(lines(whole));
        assertThat(added).hasSize(37 - known.size());
      }
    }
  }

  private static StudyListener collecting(List<String> lines) {
    return new StudyListener() {
      @Override
      public void onTrial(Trial trial) {
        lines.add(StudyText.line(trial));
      }
    };
  }

  @Test
  void moreTrialsContinueTheSameStudy() {
    List<Trial> first = run(plan("tpe", 19, false), 2, List.of()).trials();

    StudyPlan longer = plan("tpe", 50, false);
    assertThat(longer.id()).isEqualTo(plan("tpe", 19, false).id());
    assertThat(lines(run(longer, 2, first))).isEqualTo(lines(run(longer, 1, List.of())));
  }

  @Test
  void trialsOfAnotherStudyAreRefused() {
    StudyPlan plan = plan("random", 10, false);
    List<Trial> known = run(plan, 1, List.of()).trials();
    List<Trial> shuffled = new ArrayList<>();
    for (Trial each : known) {
      shuffled.add(
          new Trial(
              9 - each.number(),
              each.parameters(),
              each.state(),
              1,
              each.evaluation(),
              new double[1],
              new double[1],
              0));
    }

    assertThatThrownBy(() -> run(plan, 1, shuffled))
        .hasMessageContaining("trial 0 is known with")
        .hasMessageContaining("it belongs to another study");
    assertThatThrownBy(
            () -> StudyText.read(List.of(StudyText.head(plan("sobol", 10, false))), plan))
        .hasMessageContaining("space, goals, sampler, batch, seed, data or configuration differ");
    assertThatThrownBy(() -> StudyText.read(List.of("something"), plan))
        .hasMessage("this is no study");
    assertThatThrownBy(
            () -> StudyText.read(List.of(StudyText.head(plan), "1\tCOMPLETE\t1\t."), plan))
        .hasMessageContaining("line 2 of the study is no trial");
  }

  @Test
  void theSameSetIsEvaluatedOnce() {
    StudyPlan plan =
        new StudyPlan(
            SearchSpace.parse(List.of("x=0..3"), List.of()),
            Goals.parse(List.of("score:min"), List.of(), List.of("score")),
            sampler("random"),
            50,
            10,
            1,
            Optional.empty(),
            "");
    AtomicInteger runs = new AtomicInteger();
    try (InProcessRunner runner =
        new InProcessRunner(
            (job, goesOn) -> {
              runs.incrementAndGet();
              return Evaluation.of(Map.of("score", job.parameters().value(0)));
            },
            2)) {
      StudyResult result = Study.run(plan, runner, List.of(), StudyListener.NONE);

      assertThat(result.trials()).hasSize(50);
      assertThat(runs).hasValue(4);
      assertThat(result.best().orElseThrow().parameters()).hasToString("x=0");
      assertThat(result.exhausted()).isFalse();
    }
  }

  @Test
  void theBestKeepsTheConstraintsAndHasAValue() {
    StudyResult result = run(plan("random", 200, false), 2, List.of());
    Trial best = result.best().orElseThrow();

    assertThat(best.isCandidate()).isTrue();
    assertThat(
            result.trials().stream()
                .filter(Trial::isCandidate)
                .mapToDouble(each -> each.objective(0)))
        .allMatch(value -> value <= best.objective(0));
    assertThat(result.trials().stream().map(Trial::state).distinct())
        .contains(TrialState.COMPLETE, TrialState.UNDEFINED, TrialState.FAILED);
    List<Trial> ordered = new ArrayList<>(result.trials());
    ordered.sort(Trial.BEST_FIRST);
    assertThat(ordered.getLast().state()).isEqualTo(TrialState.FAILED);
    assertThat(ordered.getFirst()).isEqualTo(best);
    assertThat(best.toString()).contains("COMPLETE");
  }

  @Test
  void saysWhyThereIsNoBest() {
    StudyPlan plan =
        new StudyPlan(
            SearchSpace.parse(List.of("x=0..2"), List.of()),
            Goals.parse(List.of("score"), List.of("count > 5"), List.of("score", "count")),
            sampler("grid"),
            10,
            4,
            0,
            Optional.empty(),
            "");
    TrialEvaluator evaluator =
        (job, goesOn) ->
            switch ((int) job.parameters().value(0)) {
              case 0 -> Evaluation.failed("no money");
              case 1 -> Evaluation.of(Map.of("score", Double.NaN, "count", 9.0));
              default -> Evaluation.of(Map.of("score", 1.0, "count", 1.0));
            };
    try (InProcessRunner runner = new InProcessRunner(evaluator, 1)) {
      StudyResult result = Study.run(plan, runner, List.of(), StudyListener.NONE);

      assertThat(result.best()).isEmpty();
      assertThat(result.exhausted()).isTrue();
      assertThat(result.whyNoBest())
          .isEqualTo(
              "no trial of 3 can be the best: 1 have no value for score (no trade, perhaps: widen"
                  + " the space or use longer data), 1 break a constraint (loosen count > 5), 1"
                  + " failed (the first: no money)");
    }
  }

  @Test
  void halvingGivesUpTheWorseOnLessData() {
    StudyResult result = run(plan("random", 16, true), 2, List.of());
    List<Double> fractions = result.trials().stream().map(Trial::fraction).sorted().toList();

    assertThat(fractions.stream().filter(each -> each == 0.25)).hasSize(8);
    assertThat(fractions.stream().filter(each -> each == 0.5)).hasSize(4);
    assertThat(fractions.stream().filter(each -> each == 1)).hasSize(4);
    assertThat(result.trials().stream().filter(each -> each.state() == TrialState.PRUNED))
        .hasSizeGreaterThan(8);
  }

  @Test
  void aStudyCanBeStopped() {
    AtomicInteger seen = new AtomicInteger();
    StudyListener stopping =
        new StudyListener() {
          @Override
          public boolean onProgress(long done, long total) {
            seen.incrementAndGet();
            return done < 20;
          }
        };
    for (boolean halves : new boolean[] {false, true}) {
      seen.set(0);
      try (InProcessRunner runner = new InProcessRunner(StudyTest::bowl, 2)) {
        assertThatThrownBy(
                () -> Study.run(plan("random", 100, halves), runner, List.of(), stopping))
            .isInstanceOf(StudyCancelledException.class);
      }
      assertThat(seen.get()).isPositive();
    }
  }

  @Test
  void anEvaluatorThatThrowsEndsTheStudyWithItsReason() {
    try (InProcessRunner runner =
        new InProcessRunner(
            (job, goesOn) -> {
              throw new IllegalStateException("disk full");
            },
            2)) {
      assertThatThrownBy(
              () -> Study.run(plan("random", 10, false), runner, List.of(), StudyListener.NONE))
          .hasMessageContaining("disk full");
    }
    assertThatThrownBy(() -> new InProcessRunner(StudyTest::bowl, 0))
        .hasMessage("workers must be >= 1, was 0");
  }

  @Test
  void planAndGoalsRefuseWhatCannotBe() {
    List<String> known = List.of("sharpe", "maxDrawdown");
    assertThatThrownBy(() -> Goals.parse(List.of(), List.of(), known))
        .hasMessageContaining("there must be 1 to 6 objectives, were 0");
    assertThatThrownBy(() -> Goals.parse(List.of("sharpe:up"), List.of(), known))
        .hasMessageContaining("must end with :min, :max or neither, was 'sharpe:up'");
    assertThatThrownBy(() -> Goals.parse(List.of("sharp"), List.of(), known))
        .hasMessageContaining("did you mean sharpe?");
    Goals two = Goals.parse(List.of("sharpe", "maxDrawdown:min"), List.of(), known);
    assertThat(two.text()).isEqualTo("sharpe:max; maxDrawdown:min");
    assertThat(two.statistics()).containsExactly("maxDrawdown", "sharpe");
    SearchSpace space = SearchSpace.parse(List.of("x=0.0..1.0"), List.of());
    Optional<SuccessiveHalving> halving = Optional.of(new SuccessiveHalving(2, 2));
    assertThatThrownBy(() -> new StudyPlan(space, two, sampler("random"), 10, 5, 0, halving, ""))
        .hasMessageContaining("halving needs one objective, were 2");
    assertThatThrownBy(
            () -> new StudyPlan(space, two, sampler("grid"), 10, 5, 0, Optional.empty(), ""))
        .hasMessageContaining("sampler grid: every parameter must have steps");
    assertThatThrownBy(
            () -> new StudyPlan(space, two, sampler("random"), 0, 5, 0, Optional.empty(), ""))
        .hasMessageContaining("trials must be in 1..10000000, was 0");
    assertThatThrownBy(
            () -> new StudyPlan(space, two, sampler("random"), 1, 0, 0, Optional.empty(), ""))
        .hasMessageContaining("batch must be in 1..10000, was 0");
    assertThatThrownBy(() -> new SuccessiveHalving(1, 2)).hasMessageContaining("rounds must be");
    assertThatThrownBy(() -> new SuccessiveHalving(2, 1)).hasMessageContaining("factor must be");
    assertThatThrownBy(() -> new TrialJob(0, space.fromUnit(new double[1]), 0))
        .hasMessageContaining("fraction must be in (0, 1], was 0.0");
  }

  @Test
  void theFrontHoldsWhatNothingBeats() {
    Goals goals = Goals.parse(List.of("a", "b:min"), List.of(), List.of("a", "b"));
    SearchSpace space = SearchSpace.parse(List.of("x=0..9"), List.of());
    double[][] values = {{1, 1}, {2, 2}, {2, 1}, {0, 0}, {2, 1}, {3, 5}, {-1, 0}};
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      trials.add(
          goals.judge(
              i,
              space.at(i),
              1,
              false,
              Evaluation.of(Map.of("a", values[i][0], "b", values[i][1]))));
    }

    assertThat(Trial.pareto(trials).stream().map(Trial::number)).containsExactly(2L, 3L, 5L);
    assertThat(Trial.pareto(Collections.emptyList())).isEmpty();
  }
}

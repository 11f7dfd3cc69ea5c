package dev.tradewind.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.optimize.Evaluation;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.InProcessRunner;
import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.SamplerFactory;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyResult;
import dev.tradewind.engine.optimize.StudyText;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.TrialJob;
import dev.tradewind.engine.optimize.TrialRunner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler promises, and how good those of this module are. */
class SearchSamplersTest {
  private static final SearchSpace NUMBERS =
      SearchSpace.parse(
          List.of("x=-5.0..5.0", "n=1..20", "w=0.1..10.0:log if n > 5"),
          List.of("x < n", "n != 4"));
  private static final SearchSpace EVERYTHING =
      SearchSpace.parse(
          List.of("x=-5.0..5.0:0.5", "n=1..20", "mode={a,b}", "w=0.1..10.0:log if n > 5"),
          List.of("x < n"));

  static Stream<SamplerFactory> samplers() {
    return SearchSamplers.all().stream();
  }

  private static Evaluation evaluate(ParameterSet set) {
    double x = set.value(0) - 1;
    double n = set.value(1) - 7;
    double w = Double.isNaN(set.value(set.size() - 1)) ? 0 : Math.log(set.value(set.size() - 1));
    TreeMap<String, Double> values = new TreeMap<>();
    values.put("a", set.value(1) == 9 ? Double.NaN : -(x * x + n * n + w * w));
    values.put("b", x * x + set.value(1));
    return set.value(1) == 13 ? Evaluation.failed("thirteen") : Evaluation.of(values);
  }

  private static StudyPlan plan(SamplerFactory sampler, int trials) {
    boolean several = sampler.name().startsWith("nsga");
    // All of them take conditions; one takes no choices, and one nothing without steps.
    SearchSpace space =
        switch (sampler.name()) {
          case "cmaes" -> NUMBERS;
          case "grid" ->
              SearchSpace.parse(
                  List.of("x=-5..5", "n=1..20", "w=1.0..3.0:0.5 if n > 18"), List.of("x < n"));
          default -> EVERYTHING;
        };
    assertThat(sampler.problem(space, several ? 2 : 1)).isEmpty();
    assertThat(space.isUnconditional()).isFalse();
    return new StudyPlan(
        space,
        Goals.parse(
            several ? List.of("a", "b:min") : List.of("a"), List.of("b < 30"), List.of("a", "b")),
        sampler,
        trials,
        16,
        7,
        Optional.empty(),
        "");
  }

  private static StudyResult run(StudyPlan plan, int workers, List<Trial> known) {
    try (InProcessRunner runner =
        new InProcessRunner((job, goesOn) -> evaluate(job.parameters()), workers)) {
      return Study.run(plan, runner, known, StudyListener.NONE);
    }
  }

  private static List<String> lines(StudyResult result) {
    return result.trials().stream().map(StudyText::line).toList();
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void givesTheSameTrialsForAnyWorkersAndAfterAnyInterruption(SamplerFactory sampler) {
    StudyPlan plan = plan(sampler, 150);
    StudyResult whole = run(plan, 1, List.of());
    List<String> lines = lines(whole);

    for (int workers : new int[] {2, 5}) {
      assertThat(lines(run(plan, workers, List.of()))).as(workers + " workers").isEqualTo(lines);
    }
    SplittableRandom random = new SplittableRandom(3);
    List<Long> completed = new ArrayList<>();
    TrialRunner shuffled = (jobs, watch) -> inAnyOrder(jobs, watch, random, completed);
    assertThat(lines(Study.run(plan, shuffled, List.of(), StudyListener.NONE))).isEqualTo(lines);
    assertThat(completed).isNotEmpty().isNotEqualTo(sorted(completed));
    for (int n = 0; n < 4; n++) {
      List<Trial> known = new ArrayList<>();
      int cut = random.nextInt(whole.trials().size());
      for (Trial each : whole.trials()) {
        // What was done in a batch that was interrupted may be any of it.
        if (each.number() < cut || (each.number() < cut + 8 && random.nextBoolean())) {
          known.add(each);
        }
      }
      assertThat(lines(run(plan, 2, known))).as("cut at " + cut).isEqualTo(lines);
    }
    assertThat(whole.trials()).allMatch(each -> plan.space().accepts(each.parameters()));
    assertThat(whole.best()).isPresent();
    assertThat(sampler.description()).endsWith(".");
  }

  /** Ends the trials of a batch in a random order. */
  private static List<Evaluation> inAnyOrder(
      List<TrialJob> jobs, TrialRunner.Watch watch, SplittableRandom random, List<Long> completed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, jobs.size()).boxed().toList());
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    Evaluation[] evaluations = new Evaluation[jobs.size()];
    for (int at : order) {
      evaluations[at] = evaluate(jobs.get(at).parameters());
      completed.add(jobs.get(at).number());
      watch.onEvaluated(jobs.get(at), evaluations[at]);
    }
    return List.of(evaluations);
  }

  private static List<Long> sorted(List<Long> numbers) {
    return numbers.stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void studiesThatRunAtOnceDoNotDisturbEachOther(SamplerFactory sampler) throws Exception {
    List<String> expected = lines(run(plan(sampler, 120), 1, List.of()));
    List<Thread> threads = new ArrayList<>();
    List<List<String>> results = Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < 3; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> results.add(lines(run(plan(sampler, 120), 1, List.of())))));
    }
    for (Thread each : threads) {
      each.join();
    }

    assertThat(results).hasSize(3).allMatch(expected::equals);
  }

  @Test
  void saysWhatASamplerCannotSearch() {
    SamplerFactory cmaes = SearchSamplers.find("cmaes").orElseThrow();
    SamplerFactory gp = SearchSamplers.find("gp").orElseThrow();
    SamplerFactory third = SearchSamplers.find("nsga3").orElseThrow();

    assertThat(cmaes.problem(EVERYTHING, 1).orElseThrow())
        .isEqualTo(
            "it takes numbers only, and mode is a choice without an order; tpe and gp take all");
    assertThat(cmaes.problem(NUMBERS, 2)).hasValue("it searches for one objective, were 2");
    assertThat(gp.problem(EVERYTHING, 1)).isEmpty();
    assertThat(third.problem(NUMBERS, 1)).isPresent();
    assertThat(SearchSamplers.find("nothing")).isEmpty();
    assertThatThrownBy(() -> plan(third, 0)).hasMessageContaining("trials must be in");
  }

  private static double regret(
      String sampler, int dimensions, int trials, long seed, ToDoubleFunction<double[]> f) {
    SearchSpace space =
        SearchSpace.parse(
            IntStream.range(0, dimensions).mapToObj(i -> "x" + i + "=-4.0..5.0").toList(),
            List.of());
    StudyPlan plan =
        new StudyPlan(
            space,
            Goals.parse(List.of("v:min"), List.of(), List.of("v")),
            SearchSamplers.find(sampler).orElseThrow(),
            trials,
            sampler.equals("gp") ? 1 : 8,
            seed,
            Optional.empty(),
            "");
    TrialRunner direct =
        (jobs, watch) ->
            jobs.stream()
                .map(
                    job -> {
                      double[] x =
                          IntStream.range(0, dimensions)
                              .mapToDouble(job.parameters()::value)
                              .toArray();
                      return Evaluation.of(Map.of("v", f.applyAsDouble(x)));
                    })
                .toList();
    return Study.run(plan, direct, List.of(), StudyListener.NONE).best().orElseThrow().objective(0);
  }

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      sum += 100 * Math.pow(x[i + 1] - x[i] * x[i], 2) + Math.pow(1 - x[i], 2);
    }
    return sum;
  }

  private static double ellipsoid(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.pow(1e6, i / (x.length - 1.0)) * x[i] * x[i];
    }
    return sum;
  }

  /** The tutorial's ellipsoid in five dimensions takes some 1 400 evaluations to 1e-9. */
  @Test
  void covarianceMatrixAdaptationFollowsNarrowValleys() {
    for (long seed = 1; seed <= 3; seed++) {
      assertThat(regret("cmaes", 5, 2_500, seed, SearchSamplersTest::ellipsoid)).isLessThan(1e-8);
      assertThat(regret("cmaes", 4, 3_000, seed, SearchSamplersTest::rosenbrock)).isLessThan(1e-6);
    }
  }

  /** A parameter that holds only where another one is large, beside one that always holds. */
  @Test
  void covarianceMatrixAdaptationFindsWhatOnlySometimesHolds() {
    SearchSpace space =
        SearchSpace.parse(List.of("x=-4.0..5.0", "y=-4.0..5.0", "z=0.0..9.0 if x > 0"), List.of());
    StudyPlan plan =
        new StudyPlan(
            space,
            Goals.parse(List.of("v:min"), List.of(), List.of("v")),
            SearchSamplers.find("cmaes").orElseThrow(),
            1_500,
            8,
            1,
            Optional.empty(),
            "");
    TrialRunner direct =
        (jobs, watch) ->
            jobs.stream()
                .map(
                    job -> {
                      ParameterSet set = job.parameters();
                      double z = Double.isNaN(set.value(2)) ? 5 : set.value(2) - 7;
                      double x = set.value(0) - 2;
                      double y = set.value(1) + 1;
                      return Evaluation.of(Map.of("v", x * x + y * y + z * z));
                    })
                .toList();

    assertThat(
            Study.run(plan, direct, List.of(), StudyListener.NONE)
                .best()
                .orElseThrow()
                .objective(0))
        .isLessThan(1e-6);
  }

  @Test
  void aGaussianProcessNeedsFewTrials() {
    for (long seed = 1; seed <= 3; seed++) {
      double smooth =
          regret(
              "gp",
              2,
              40,
              seed,
              x -> Math.pow(x[0] - 1, 2) + Math.pow(x[1] + 2, 2) + Math.sin(3 * x[0]) + 1);
      // The smallest value is 0.2662.
      assertThat(smooth).as("seed " + seed).isLessThan(0.3);
      assertThat(regret("gp", 3, 60, seed, x -> x[0] * x[0] + x[1] * x[1] + x[2] * x[2]))
          .isLessThan(0.05);
    }
  }
}

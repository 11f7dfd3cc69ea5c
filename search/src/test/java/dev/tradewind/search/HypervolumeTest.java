package dev.tradewind.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.optimize.Evaluation;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.Sampler;
import dev.tradewind.engine.optimize.SamplerFactory;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyResult;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.TrialRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.core.Solution;
import org.moeaframework.core.comparator.ChainedComparator;
import org.moeaframework.core.comparator.CrowdingComparator;
import org.moeaframework.core.comparator.ParetoDominanceComparator;
import org.moeaframework.core.indicator.Hypervolume;
import org.moeaframework.core.initialization.RandomInitialization;
import org.moeaframework.core.operator.CompoundVariation;
import org.moeaframework.core.operator.real.PM;
import org.moeaframework.core.operator.real.SBX;
import org.moeaframework.core.population.NondominatedPopulation;
import org.moeaframework.core.population.NondominatedSortingPopulation;
import org.moeaframework.core.selection.TournamentSelection;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.problem.DTLZ.DTLZ2;
import org.moeaframework.problem.Problem;
import org.moeaframework.problem.ZDT.ZDT1;
import org.moeaframework.problem.ZDT.ZDT2;
import org.moeaframework.problem.ZDT.ZDT3;

/** How much of the objective space the fronts cover, against the library's own NSGA-II. */
class HypervolumeTest {
  private static final int POPULATION = 100;

  private static Problem problem(String name) {
    return switch (name) {
      case "ZDT1" -> new ZDT1();
      case "ZDT2" -> new ZDT2();
      case "ZDT3" -> new ZDT3();
      default -> new DTLZ2(2);
    };
  }

  private static double[] evaluate(Problem problem, double[] unit) {
    Solution solution = problem.newSolution();
    RealVariable.setReal(solution, unit);
    problem.evaluate(solution);
    return solution.getObjectiveValues();
  }

  private static SearchSpace space(Problem problem) {
    return SearchSpace.parse(
        IntStream.range(0, problem.getNumberOfVariables())
            .mapToObj(i -> "x" + i + "=0.0..1.0")
            .toList(),
        List.of());
  }

  private static StudyResult study(Problem problem, SamplerFactory sampler, int trials, long seed) {
    int objectives = problem.getNumberOfObjectives();
    List<String> names = IntStream.range(0, objectives).mapToObj(k -> "f" + k).toList();
    StudyPlan plan =
        new StudyPlan(
            space(problem),
            Goals.parse(names.stream().map(each -> each + ":min").toList(), List.of(), names),
            sampler,
            trials,
            POPULATION,
            seed,
            Optional.empty(),
            "");
    TrialRunner direct =
        (jobs, watch) -> jobs.stream().map(job -> evaluation(problem, job.parameters())).toList();
    return Study.run(plan, direct, List.of(), StudyListener.NONE);
  }

  private static Evaluation evaluation(Problem problem, ParameterSet set) {
    double[] x = IntStream.range(0, set.size()).mapToDouble(set::value).toArray();
    double[] f = evaluate(problem, x);
    Map<String, Double> values = new HashMap<>();
    for (int k = 0; k < f.length; k++) {
      values.put("f" + k, f[k]);
    }
    return Evaluation.of(values);
  }

  private static SamplerFactory factory(int population) {
    return new SamplerFactory() {
      @Override
      public String name() {
        return "nsga2";
      }

      @Override
      public String description() {
        return "";
      }

      @Override
      public Optional<String> problem(SearchSpace space, int objectives) {
        return Optional.empty();
      }

      @Override
      public Sampler create(SearchSpace space, int objectives, long seed) {
        return NsgaSampler.second(space, objectives, seed, population);
      }
    };
  }

  /** Of the last generation, as the library reports its own. */
  private static double hypervolume(Problem problem, List<double[]> points) {
    NondominatedPopulation front = new NondominatedPopulation();
    for (double[] each : points) {
      Solution solution = problem.newSolution();
      solution.setObjectiveValues(each);
      front.add(solution);
    }
    return new Hypervolume(problem, reference(problem)).evaluate(front);
  }

  /** Points of the true front, from its formula. */
  private static NondominatedPopulation reference(Problem problem) {
    NondominatedPopulation front = new NondominatedPopulation();
    for (int i = 0; i <= 1_000; i++) {
      double t = i / 1_000.0;
      double[] f =
          switch (problem.getName()) {
            case "ZDT1" -> new double[] {t, 1 - Math.sqrt(t)};
            case "ZDT2" -> new double[] {t, 1 - t * t};
            case "ZDT3" -> new double[] {t, 1 - Math.sqrt(t) - t * Math.sin(10 * Math.PI * t)};
            default -> new double[] {Math.cos(t * Math.PI / 2), Math.sin(t * Math.PI / 2)};
          };
      Solution solution = problem.newSolution();
      solution.setObjectiveValues(f);
      front.add(solution);
    }
    return front;
  }

  private static double library(Problem problem, int evaluations, long seed) {
    double[] result = new double[1];
    LibraryRandom.with(
        new dev.tradewind.engine.optimize.SeededRandom(seed),
        () -> {
          NSGAII algorithm =
              new NSGAII(
                  problem,
                  POPULATION,
                  new NondominatedSortingPopulation(),
                  null,
                  new TournamentSelection(
                      2,
                      new ChainedComparator(
                          new ParetoDominanceComparator(), new CrowdingComparator())),
                  new CompoundVariation(
                      new SBX(1.0, 15.0), new PM(1.0 / problem.getNumberOfVariables(), 20.0)),
                  new RandomInitialization(problem));
          algorithm.run(evaluations);
          List<double[]> points = new ArrayList<>();
          for (Solution each : algorithm.getResult()) {
            points.add(each.getObjectiveValues());
          }
          result[0] = hypervolume(problem, points);
        });
    return result[0];
  }

  private static List<double[]> points(List<Trial> trials) {
    return trials.stream()
        .map(each -> IntStream.range(0, each.objectives()).mapToDouble(each::objective).toArray())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"ZDT1", "ZDT2", "ZDT3", "DTLZ2"})
  void coversAsMuchAsTheLibrarysOwn(String name) {
    Problem problem = problem(name);
    double own = 0;
    double libraries = 0;
    for (long seed = 1; seed <= 3; seed++) {
      own +=
          hypervolume(problem, points(study(problem, factory(POPULATION), 15_000, seed).pareto()));
      libraries += library(problem, 15_000, seed);
    }

    assertThat(own).isGreaterThanOrEqualTo(0.99 * libraries);
  }

  @Test
  void referencePointsSpreadOverThreeObjectives() {
    Problem problem = new DTLZ2(3);
    StudyResult study = study(problem, SearchSamplers.find("nsga3").orElseThrow(), 92 * 100, 1);
    List<double[]> last =
        points(study.trials().subList(study.trials().size() - 92, study.trials().size()));
    double far =
        last.stream()
            .mapToDouble(f -> Math.abs(Math.sqrt(f[0] * f[0] + f[1] * f[1] + f[2] * f[2]) - 1))
            .average()
            .orElseThrow();
    // The true front is the unit sphere.
    assertThat(far).isLessThan(0.05);
    double[] lowest = {1, 1, 1};
    double[] highest = new double[3];
    for (double[] each : last) {
      for (int k = 0; k < 3; k++) {
        lowest[k] = Math.min(lowest[k], each[k]);
        highest[k] = Math.max(highest[k], each[k]);
      }
    }
    assertThat(Arrays.stream(lowest).max().orElseThrow()).isLessThan(0.05);
    assertThat(Arrays.stream(highest).min().orElseThrow()).isGreaterThan(0.9);
  }
}

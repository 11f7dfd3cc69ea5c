package dev.tradewind.engine.optimize;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Ten standard functions of S. Surjanovic and D. Bingham, "Virtual Library of Simulation
 * Experiments" (https://www.sfu.ca/~ssurjano), with the smallest value each can have.
 */
final class TpeRegret {
  /** A function on a box. */
  record Problem(
      int dimensions, double low, double high, double best, ToDoubleFunction<double[]> f) {}

  static final Map<String, Problem> PROBLEMS = problems();

  private TpeRegret() {}

  private static Map<String, Problem> problems() {
    Map<String, Problem> all = new LinkedHashMap<>();
    all.put("sphere-5", new Problem(5, -5, 5, 0, x -> Arrays.stream(x).map(v -> v * v).sum()));
    all.put("rosenbrock-2", new Problem(2, -2, 2, 0, TpeRegret::rosenbrock));
    all.put("rastrigin-2", new Problem(2, -5.12, 5.12, 0, TpeRegret::rastrigin));
    all.put("ackley-5", new Problem(5, -32, 32, 0, TpeRegret::ackley));
    all.put("griewank-5", new Problem(5, -600, 600, 0, TpeRegret::griewank));
    all.put("levy-4", new Problem(4, -10, 10, 0, TpeRegret::levy));
    all.put("branin", new Problem(2, 0, 1, 0.39788735772973816, TpeRegret::branin));
    all.put(
        "styblinski-tang-4", new Problem(4, -5, 5, -39.16616570377142 * 4, TpeRegret::styblinski));
    all.put("hartmann-6", new Problem(6, 0, 1, -3.32236801141551, TpeRegret::hartmann));
    all.put("six-hump-camel", new Problem(2, -2, 2, -1.031628453489877, TpeRegret::camel));
    return all;
  }

  private static double rosenbrock(double[] x) {
    return 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2);
  }

  private static double rastrigin(double[] x) {
    return Arrays.stream(x).map(v -> v * v - 10 * Math.cos(2 * Math.PI * v) + 10).sum();
  }

  private static double ackley(double[] x) {
    double squares = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
    double waves = Arrays.stream(x).map(v -> Math.cos(2 * Math.PI * v)).average().orElseThrow();
    return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves) + 20 + Math.E;
  }

  private static double griewank(double[] x) {
    double product = 1;
    for (int i = 0; i < x.length; i++) {
      product *= Math.cos(x[i] / Math.sqrt(i + 1));
    }
    return Arrays.stream(x).map(v -> v * v).sum() / 4_000 - product + 1;
  }

  private static double levy(double[] x) {
    double[] w = Arrays.stream(x).map(v -> 1 + (v - 1) / 4).toArray();
    double sum = Math.pow(Math.sin(Math.PI * w[0]), 2);
    for (int i = 0; i < w.length - 1; i++) {
      sum += Math.pow(w[i] - 1, 2) * (1 + 10 * Math.pow(Math.sin(Math.PI * w[i] + 1), 2));
    }
    double last = w[w.length - 1];
    return sum + Math.pow(last - 1, 2) * (1 + Math.pow(Math.sin(2 * Math.PI * last), 2));
  }

  private static double branin(double[] unit) {
    double x = 15 * unit[0] - 5;
    double y = 15 * unit[1];
    double a = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double styblinski(double[] x) {
    return Arrays.stream(x).map(v -> (v * v * v * v - 16 * v * v + 5 * v) / 2).sum();
  }

  private static double camel(double[] x) {
    double a = x[0];
    double b = x[1] / 2;
    return (4 - 2.1 * a * a + a * a * a * a / 3) * a * a + a * b + (-4 + 4 * b * b) * b * b;
  }

  private static final double[] ALPHA = {1.0, 1.2, 3.0, 3.2};
  private static final double[][] A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final int[][] P = {
    {1312, 1696, 5569, 124, 8283, 5886},
    {2329, 4135, 8307, 3736, 1004, 9991},
    {2348, 1451, 3522, 2883, 3047, 6650},
    {4047, 8828, 8732, 5743, 1091, 381}
  };

  private static double hartmann(double[] x) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double inner = 0;
      for (int j = 0; j < 6; j++) {
        inner += A[i][j] * Math.pow(x[j] - P[i][j] * 1e-4, 2);
      }
      sum += ALPHA[i] * Math.exp(-inner);
    }
    return -sum;
  }

  /** The median over seeds of how far the best of a study is from the smallest value. */
  static double medianRegret(Problem problem, SamplerFactory sampler, int trials, int seeds) {
    double[] regrets = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      regrets[seed] = regret(problem, sampler, trials, seed);
    }
    Arrays.sort(regrets);
    return (regrets[(seeds - 1) / 2] + regrets[seeds / 2]) / 2;
  }

  static double regret(Problem problem, SamplerFactory sampler, int trials, long seed) {
    List<String> dimensions =
        IntStream.range(0, problem.dimensions())
            .mapToObj(i -> "x" + i + "=" + (double) problem.low() + ".." + (double) problem.high())
            .toList();
    StudyPlan plan =
        new StudyPlan(
            SearchSpace.parse(dimensions, List.of()),
            Goals.parse(List.of("value:min"), List.of(), List.of("value")),
            sampler,
            trials,
            1,
            seed,
            Optional.empty(),
            "");
    TrialRunner direct =
        (jobs, watch) -> jobs.stream().map(job -> evaluation(problem, job.parameters())).toList();
    return Study.run(plan, direct, List.of(), StudyListener.NONE).best().orElseThrow().objective(0)
        - problem.best();
  }

  private static Evaluation evaluation(Problem problem, ParameterSet set) {
    double[] x = IntStream.range(0, set.size()).mapToDouble(set::value).toArray();
    return Evaluation.of(Map.of("value", problem.f().applyAsDouble(x)));
  }
}

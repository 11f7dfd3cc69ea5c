package dev.tradewind.benchmarks.spark;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StandaloneCluster;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.Samplers;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyText;
import dev.tradewind.engine.optimize.SweepRunner;
import dev.tradewind.engine.optimize.TrialRunner;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.strategies.StrategyLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Trials per second of a study on threads of this process and on executors of a standalone cluster
 * of this machine, one core each. All give the same trials, or the measurement fails.
 */
public final class SparkWorkload implements Workload {
  /** Where the build puts Spark and the job jar, below the folder that the bench is started in. */
  private static final Path JARS = Path.of("spark", "target", "spark", "jars");

  private static final Path JOB = Path.of("spark", "target", "tradewind-spark-job.jar");
  private static final int EXECUTOR_MIB = 1024;
  private static final int PROBE_TRIALS = 2_048;

  private final Kind kind;
  private final List<Integer> threads;
  private final List<Integer> executors;
  private final int seconds;

  /** How executors evaluate. */
  private enum Kind {
    /** Each set by the simulator: a statistic that sweeps do not measure is kept. */
    SIMULATED("spark", 20_000, "tailRatio"),
    /** All sets of a task over shared columns. */
    SWEPT("spark-sweep", 100_000, "maxDrawdown");

    private final String label;
    private final int bars;
    private final String second;

    Kind(String label, int bars, String second) {
      this.label = label;
      this.bars = bars;
      this.second = second;
    }

    /** What is kept of a trial. */
    List<String> statistics() {
      return List.of("sharpe", second);
    }
  }

  private SparkWorkload(Kind kind, List<Integer> threads, List<Integer> executors, int seconds) {
    this.kind = kind;
    this.threads = threads;
    this.executors = executors;
    this.seconds = Integer.getInteger("tradewind.bench.seconds", seconds);
  }

  /** The workloads with Spark; the system property tradewind.bench.seconds shortens the studies. */
  public static List<Workload> all() {
    return List.of(
        new SparkWorkload(Kind.SIMULATED, List.of(), List.of(1), 60),
        new SparkWorkload(Kind.SWEPT, List.of(), List.of(1), 60),
        new SparkWorkload(Kind.SIMULATED, List.of(2), List.of(1, 2, 4), 15),
        new SparkWorkload(Kind.SWEPT, List.of(2), List.of(1, 2, 4), 15));
  }

  @Override
  public String name() {
    return kind.label + (executors.size() > 1 ? "-scaling" : "");
  }

  @Override
  public String description() {
    return "a study of "
        + seconds
        + " s on one thread over "
        + kind.bars
        + " bars, beside Spark executors of one core; "
        + (kind == Kind.SWEPT ? "sets are swept over columns" : "each set is simulated");
  }

  /** A study and its length. */
  private record Measured(double seconds, int hash) {}

  @Override
  public Map<String, Object> measure() throws Exception {
    BarSeries bars = WalkGenerator.series(kind.bars);
    StudySpec spec =
        StudySpec.of(
            SimulationInput.of(List.of(bars)),
            StrategyLibrary.STANDARD.find("ema_crossover").orElseThrow(),
            ExpressionScope.standard(),
            // The walk's volume is tiny: a tenth of it would split every order over many bars.
            Map.of("participation", "0"),
            kind.statistics());
    Map<String, Object> result = new LinkedHashMap<>();
    // Compiled code first: a study that lasts a minute is slow for its first second only.
    double rate;
    try (SweepRunner runner = new SweepRunner(spec.evaluator(), 1)) {
      run(plan(PROBE_TRIALS), runner);
      rate = PROBE_TRIALS / run(plan(PROBE_TRIALS), runner).seconds();
    }
    StudyPlan plan = plan((int) (rate * seconds));
    result.put("trials", plan.trials());
    Measured first = here(spec, plan, 1);
    put(result, "threads1", plan, first, first);
    for (int count : threads) {
      put(result, "threads" + count, plan, here(spec, plan, count), first);
    }
    for (int count : executors) {
      onSpark(result, spec, plan, count, first);
    }
    return result;
  }

  private static Measured here(StudySpec spec, StudyPlan plan, int threads) {
    try (SweepRunner runner = new SweepRunner(spec.evaluator(), threads)) {
      return run(plan, runner);
    }
  }

  private StudyPlan plan(int trials) {
    return new StudyPlan(
        SearchSpace.parse(List.of("fast=2..200", "slow=201..1000"), List.of()),
        Goals.parse(kind.statistics(), List.of(), kind.statistics()),
        Samplers.all().stream().filter(each -> each.name().equals("grid")).findFirst().get(),
        Math.min(trials, 199 * 800),
        512,
        1,
        Optional.empty(),
        "bench");
  }

  private static Measured run(StudyPlan plan, TrialRunner runner) {
    long start = System.nanoTime();
    int[] hash = {1};
    Study.run(plan, runner, List.of(), new StudyListener() {})
        .trials()
        .forEach(each -> hash[0] = 31 * hash[0] + StudyText.line(each).hashCode());
    return new Measured((System.nanoTime() - start) / 1e9, hash[0]);
  }

  private static void put(
      Map<String, Object> result, String name, StudyPlan plan, Measured measured, Measured first) {
    if (measured.hash() != first.hash()) {
      throw new IllegalStateException(name + " gave other trials than one thread");
    }
    result.put(name + ".seconds", measured.seconds());
    result.put(name + ".trialsPerSecond", plan.trials() / measured.seconds());
    result.put(name + ".overOneThread", first.seconds() / measured.seconds());
  }

  private static void onSpark(
      Map<String, Object> result, StudySpec spec, StudyPlan plan, int executors, Measured first)
      throws Exception {
    Path folder = Files.createTempDirectory("spark-bench");
    try (StandaloneCluster cluster = new StandaloneCluster(JARS, folder)) {
      for (int i = 0; i < executors; i++) {
        cluster.worker("worker-" + i, EXECUTOR_MIB);
      }
      SparkRunner.Cluster where =
          new SparkRunner.Cluster(
              cluster.master(),
              JARS,
              JOB,
              Map.of(
                  "spark.driver.host", "127.0.0.1",
                  "spark.executor.memory", EXECUTOR_MIB + "m",
                  "spark.executor.cores", "1",
                  "spark.scheduler.minRegisteredResourcesRatio", "1.0"));
      long start = System.nanoTime();
      try (SparkRunner runner = SparkRunner.start(spec, where, Map.of())) {
        result.put("executors" + executors + ".startSeconds", (System.nanoTime() - start) / 1e9);
        put(result, "executors" + executors, plan, run(plan, runner), first);
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.forEach(all::add);
    }
    for (Path each : all.reversed()) {
      Files.deleteIfExists(each);
    }
  }
}

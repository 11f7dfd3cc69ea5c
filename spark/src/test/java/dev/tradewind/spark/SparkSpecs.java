package dev.tradewind.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StandaloneCluster;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.InProcessRunner;
import dev.tradewind.engine.optimize.Samplers;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyText;
import dev.tradewind.engine.optimize.SuccessiveHalving;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.strategies.StrategyLibrary;
import dev.tradewind.testkit.SeededBars;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is tried on Spark, and the same in this process. */
final class SparkSpecs {
  static final List<String> STATISTICS = List.of("sharpe", "tradeCount", "maxDrawdown");
  static final BarSeries BARS =
      SeededBars.walk(7, SeededBars.instrument("SPARK-USD"), Timeframe.parse("1h"), 3_000);

  private SparkSpecs() {}

  static StudySpec spec(String strategy) {
    return spec(strategy, SimulationInput.of(List.of(BARS)));
  }

  static StudySpec spec(String strategy, SimulationInput input) {
    return spec(strategy, input, STATISTICS);
  }

  static StudySpec spec(String strategy, SimulationInput input, List<String> statistics) {
    StrategyDescriptor found = StrategyLibrary.STANDARD.find(strategy).orElseThrow();
    return StudySpec.of(
        input, found, ExpressionScope.standard(), Map.of("feeBps", "3"), statistics);
  }

  static StudyPlan plan(String sampler, int trials, boolean halves, String... space) {
    return new StudyPlan(
        SearchSpace.parse(List.of(space), List.of()),
        Goals.parse(List.of("sharpe"), List.of("tradeCount >= 3"), STATISTICS),
        Samplers.all().stream().filter(each -> each.name().equals(sampler)).findFirst().get(),
        trials,
        20,
        11,
        halves ? Optional.of(new SuccessiveHalving(2, 2)) : Optional.empty(),
        "spark");
  }

  static List<String> lines(List<Trial> trials) {
    return trials.stream().map(StudyText::line).toList();
  }

  static List<String> here(StudyPlan plan, StudySpec spec) {
    try (InProcessRunner runner = new InProcessRunner(spec.evaluator(), 2)) {
      return lines(Study.run(plan, runner, List.of(), new StudyListener() {}).trials());
    }
  }

  static SparkRunner.Cluster cluster(Path folder, String master) throws Exception {
    return cluster(folder, master, Map.of());
  }

  static SparkRunner.Cluster cluster(Path folder, String master, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.executor.memory", "500m");
    settings.put("spark.executor.cores", "1");
    // Short lives: what they compile best comes too late.
    settings.put("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1");
    settings.put("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1");
    return new SparkRunner.Cluster(
        master, SparkParts.jars(), SparkParts.jobJar(folder.resolve("job.jar")), settings);
  }

  static void cut(Process worker) {
    try {
      assertThat(worker.descendants()).isNotEmpty();
      StandaloneCluster.cut(worker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Bars with all else that a run can read. */
  static SimulationInput more() {
    BarSeries finer =
        SeededBars.walk(8, SeededBars.instrument("SPARK-USD"), Timeframe.parse("15m"), 12_000);
    BarSeries other =
        SeededBars.walk(9, SeededBars.instrument("OTHER"), Timeframe.parse("1h"), 3_000);
    return SimulationInput.of(List.of(BARS))
        .withActions(
            Map.of(
                "SPARK-USD",
                SplitSchedule.of(
                    new long[] {BARS.openTime(500), BARS.openTime(900)}, new double[] {2, 0.5})),
            Map.of(
                "SPARK-USD",
                DividendSchedule.of(new long[] {BARS.openTime(700)}, new double[] {0.75})))
        .withRates(Map.of("EUR", other))
        .withDetail(Map.of("SPARK-USD", finer))
        .withBenchmark(other);
  }
}

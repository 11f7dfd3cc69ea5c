package dev.tradewind.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.cluster.ClusterException;
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
import dev.tradewind.engine.optimize.StudyCancelledException;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyText;
import dev.tradewind.engine.optimize.SuccessiveHalving;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.duckdb.ParquetFiles;
import dev.tradewind.strategies.StrategyLibrary;
import dev.tradewind.testkit.SeededBars;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies on real Spark give what they give in this process, to the last bit. */
class SparkStudyTest {
  private static final List<String> STATISTICS = List.of("sharpe", "tradeCount", "maxDrawdown");
  private static final BarSeries BARS =
      SeededBars.walk(7, SeededBars.instrument("SPARK-USD"), Timeframe.parse("1h"), 3_000);

  @TempDir Path folder;

  private static StudySpec spec(String strategy) {
    return spec(strategy, SimulationInput.of(List.of(BARS)));
  }

  private static StudySpec spec(String strategy, SimulationInput input) {
    return spec(strategy, input, STATISTICS);
  }

  private static StudySpec spec(String strategy, SimulationInput input, List<String> statistics) {
    StrategyDescriptor found = StrategyLibrary.STANDARD.find(strategy).orElseThrow();
    return StudySpec.of(
        input, found, ExpressionScope.standard(), Map.of("feeBps", "3"), statistics);
  }

  private static StudyPlan plan(String sampler, int trials, boolean halves, String... space) {
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

  private static List<String> lines(List<Trial> trials) {
    return trials.stream().map(StudyText::line).toList();
  }

  private static List<String> here(StudyPlan plan, StudySpec spec) {
    try (InProcessRunner runner = new InProcessRunner(spec.evaluator(), 2)) {
      return lines(Study.run(plan, runner, List.of(), new StudyListener() {}).trials());
    }
  }

  private SparkRunner.Cluster cluster(String master) throws Exception {
    return cluster(master, Map.of());
  }

  private SparkRunner.Cluster cluster(String master, Map<String, String> more) throws Exception {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.executor.memory", "500m");
    settings.put("spark.executor.cores", "1");
    return new SparkRunner.Cluster(
        master, SparkParts.jars(), SparkParts.jobJar(folder.resolve("job.jar")), settings);
  }

  @Test
  @DisplayName("case 39: a worker that is lost in the middle of a study changes nothing")
  void aWorkerThatIsLostInTheMiddleChangesNothing() throws Exception {
    StudySpec spec = spec("ema_crossover");
    StudyPlan plan = plan("tpe", 120, true, "fast=2..30", "slow=31..130");
    List<String> expected = here(plan, spec);
    try (StandaloneCluster standalone = new StandaloneCluster(SparkParts.jars(), folder)) {
      Process first = standalone.worker("worker-1", 600);
      standalone.worker("worker-2", 600);
      try (SparkRunner runner = SparkRunner.start(spec, cluster(standalone.master()), Map.of())) {
        AtomicInteger told = new AtomicInteger();
        List<Trial> trials =
            Study.run(
                    plan,
                    runner,
                    List.of(),
                    new StudyListener() {
                      @Override
                      public void onTrial(Trial trial) {
                        if (told.incrementAndGet() == 45) {
                          cut(first);
                        }
                      }
                    })
                .trials();
        assertThat(first.isAlive()).isFalse();
        assertThat(lines(trials)).isEqualTo(expected);
      }
    }
  }

  private static WalkForward.Result walk(
      StudySpec spec, WalkForward.Runners runners, WalkForward.Keeper keeper) {
    WindowRule.Length proved = WindowRule.Length.parse("out", "600", WindowRule.Unit.BARS);
    WindowRule rule =
        new WindowRule(
            WindowRule.Unit.BARS,
            WindowRule.Length.parse("in", "1200", WindowRule.Unit.BARS),
            WindowRule.Length.parse("gap", "0", WindowRule.Unit.BARS),
            proved,
            proved,
            false);
    StudyPlan plan = plan("tpe", 60, false, "fast=2..30", "slow=31..130");
    WalkForward.Search search =
        new WalkForward.Search(
            plan.space(), plan.goals(), plan.sampler(), plan.trials(), plan.batch(), 4);
    SimulationConfig config =
        AssumptionOptions.apply(SimulationConfig.DEFAULT, spec.assumptions()).config();
    return new WalkForward(spec.input(), spec.descriptor(), Map.of(), config, RunScope.STANDARD)
        .run(rule, search, runners, StudyListener.NONE, keeper);
  }

  @Test
  @DisplayName("case 39: a worker that is lost in the middle of a walk changes no proof")
  void aWalkOnAStandaloneMasterGivesTheSameProofsThoughAWorkerIsLost() throws Exception {
    for (SimulationInput input : List.of(SimulationInput.of(List.of(BARS)), more())) {
      // A walk keeps of each trial what its goals name.
      StudySpec spec = spec("ema_crossover", input, List.of("sharpe", "tradeCount"));
      List<String> expected = new ArrayList<>();
      WalkForward.Result here = walk(spec, WalkForward.Runners.local(2), keeping(expected, null));
      List<String> given = new ArrayList<>();
      Path place = Files.createTempDirectory(folder, "walk");
      try (StandaloneCluster standalone = new StandaloneCluster(SparkParts.jars(), place)) {
        Process first = standalone.worker("worker-1", 600);
        standalone.worker("worker-2", 600);
        try (SparkRunner runner = SparkRunner.start(spec, cluster(standalone.master()), Map.of())) {
          WalkForward.Result there =
              walk(spec, (window, from, to) -> runner.window(from, to), keeping(given, first));
          assertThat(first.isAlive()).isFalse();
          assertThat(there.windows()).isEqualTo(here.windows()).hasSize(3);
          assertThat(there.run().resultHash()).isEqualTo(here.run().resultHash());
          assertThat(there.returns()).isEqualTo(here.returns());
        }
      }
      // Trials are told of as they come; the proofs above are in their order.
      assertThat(given).hasSize(180).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** Notes the trials of all windows; in the middle of the second, cuts a worker off. */
  private static WalkForward.Keeper keeping(List<String> lines, @Nullable Process worker) {
    return new WalkForward.Keeper() {
      @Override
      public void onTrial(int window, Trial trial) {
        lines.add(window + " " + StudyText.line(trial));
        if (worker != null && lines.size() == 85) {
          cut(worker);
        }
      }
    };
  }

  private static void cut(Process worker) {
    try {
      assertThat(worker.descendants()).isNotEmpty();
      StandaloneCluster.cut(worker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Bars with all else that a run can read. */
  private static SimulationInput more() {
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

  @Test
  void executorsApplySplitsAndDividendsAndReadFinerBars() throws Exception {
    StudySpec spec = spec("donchian_breakout", more());
    StudyPlan plan = plan("grid", 12, false, "entry=10..21");
    List<String> expected = here(plan, spec);
    try (SparkRunner runner = SparkRunner.start(spec, cluster("local[2]"), Map.of())) {
      assertThat(lines(Study.run(plan, runner, List.of(), new StudyListener() {}).trials()))
          .isEqualTo(expected)
          .isNotEqualTo(here(plan, spec("donchian_breakout")));
    }
  }

  @Test
  void rulesRunWithinOneProcessToo() throws Exception {
    StudySpec spec = spec("donchian_breakout");
    String parameter =
        StrategyLibrary.STANDARD
            .find("donchian_breakout")
            .orElseThrow()
            .parameters()
            .getFirst()
            .name();
    StudyPlan plan = plan("grid", 30, false, parameter + "=10..39");
    try (SparkRunner runner = SparkRunner.start(spec, cluster("local[2]"), Map.of())) {
      assertThat(lines(Study.run(plan, runner, List.of(), new StudyListener() {}).trials()))
          .isEqualTo(here(plan, spec));
      assertThatThrownBy(
              () ->
                  Study.run(
                      plan,
                      runner,
                      List.of(),
                      new StudyListener() {
                        @Override
                        public boolean onProgress(long done, long total) {
                          return done < 5;
                        }
                      }))
          .isInstanceOf(StudyCancelledException.class);
    }
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aMasterThatDoesNotAnswerIsRefusedAtOnce() throws Exception {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    String master = "spark://127.0.0.1:" + closed;
    StudySpec spec = spec("ema_crossover");
    SparkRunner.Cluster unreachable = cluster(master);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkRunner.start(spec, unreachable, Map.of()))
        .withMessageContaining("the Spark master " + master + " cannot be reached");
    SparkRunner.Cluster none = cluster("yarn");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkRunner.start(spec, none, Map.of()))
        .withMessageContaining("must be local, local[N], spark://HOST:PORT")
        .withMessageContaining("was 'yarn'");
  }

  @Test
  void withoutExecutorsNothingBeginsAndNothingWaits() throws Exception {
    StudySpec spec = spec("ema_crossover");
    StudyPlan plan = plan("random", 400, false, "fast=2..30", "slow=31..130");
    try (StandaloneCluster standalone = new StandaloneCluster(SparkParts.jars(), folder)) {
      SparkRunner.Cluster hasty = cluster(standalone.master(), waiting(1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SparkRunner.start(spec, hasty, Map.of()))
          .withMessageContaining("the master " + standalone.master() + " gave no executor for 1 s")
          .withMessageContaining("give them 500m and 1 free cores for one")
          .withMessageContaining("spark.tradewind.executorWaitSeconds waits longer");

      SparkRunner.Cluster any = cluster(standalone.master());
      AtomicInteger asked = new AtomicInteger();
      assertThatThrownBy(
              () -> SparkRunner.start(spec, any, Map.of(), () -> asked.incrementAndGet() < 5))
          .isInstanceOf(StudyCancelledException.class)
          .hasMessage("stopped before the cluster was there");

      Process only = standalone.worker("worker", 600);
      SparkRunner.Cluster patient = cluster(standalone.master(), waiting(10));
      AtomicInteger told = new AtomicInteger();
      StudyListener cutting =
          new StudyListener() {
            @Override
            public void onTrial(Trial trial) {
              if (told.incrementAndGet() == 1) {
                cut(only);
              }
            }
          };
      try (SparkRunner runner = SparkRunner.start(spec, patient, Map.of())) {
        assertThatThrownBy(() -> Study.run(plan, runner, List.of(), cutting))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("gave no executor for 10 s; start workers")
            .hasMessageContaining("the last executor was lost");
      }
      assertThat(told).hasValueBetween(1, 399);
    }
  }

  private static Map<String, String> waiting(int seconds) {
    return Map.of("spark.tradewind.executorWaitSeconds", Integer.toString(seconds));
  }

  @Test
  void executorsReadTheirBarsFromParquet() throws Exception {
    Path file = folder.resolve("bars.parquet");
    ParquetFiles.write(BARS, file);
    StudySpec spec = spec("ema_crossover");
    StudySpec reading = spec.readFrom(List.of(file.toUri().toString()));
    assertThat(reading.encode()).hasSizeLessThan(1_000);
    StudyPlan plan = plan("sobol", 40, false, "fast=2..30", "slow=31..130");
    try (SparkRunner runner = SparkRunner.start(reading, cluster("local[2]"), Map.of())) {
      assertThat(lines(Study.run(plan, runner, List.of(), new StudyListener() {}).trials()))
          .isEqualTo(here(plan, spec));
    }
    ParquetFiles.write(BARS.between(BARS.openTime(1), Long.MAX_VALUE), file);
    try (SparkRunner runner = SparkRunner.start(reading, cluster("local[2]"), Map.of())) {
      assertThatThrownBy(() -> Study.run(plan, runner, List.of(), new StudyListener() {}))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining(
              "the Spark job failed: " + file.toUri() + " must hold the bars of SPARK-USD 1h");
    }
  }

  @Test
  void filesWithOtherBarsAreRefusedByName() {
    StudySpec spec = spec("ema_crossover");
    Path other = folder.resolve("other.parquet");
    ParquetFiles.write(BARS.between(Long.MIN_VALUE, BARS.openTime(2_000)), other);
    byte[] cut = spec.readFrom(List.of(other.toString())).encode();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudySpec.decode(cut, ParquetBars::read))
        .withMessageContaining(other + " must hold the bars of SPARK-USD 1h of the study, hash ")
        .withMessageContaining(BARS.contentHash())
        .withMessageContaining("has 2000 others");
    byte[] missing = spec.readFrom(List.of(folder + "/none.parquet")).encode();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudySpec.decode(missing, ParquetBars::read))
        .withMessageContaining("/none.parquet cannot be read as bars by an executor");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.readFrom(List.of("a", "b")))
        .withMessageContaining("a file for each of the 1 series");
  }

  @Test
  void aStudyIsTheSameAfterItsJourney() {
    StudySpec spec = spec("ema_crossover");
    StudySpec again = StudySpec.decode(spec.encode(), ParquetBars::read);
    assertThat(again.encode()).isEqualTo(spec.encode());
    assertThat(again.series().getFirst().contentHash()).isEqualTo(BARS.contentHash());
    StudySpec more = spec("ema_crossover", more());
    StudySpec arrived = StudySpec.decode(more.encode(), ParquetBars::read);
    assertThat(arrived.input().dataHash()).isEqualTo(more().dataHash());
    assertThat(arrived.encode()).isEqualTo(more.encode()).isNotEqualTo(spec.encode());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                spec(
                        "ema_crossover",
                        SimulationInput.of(List.of(BARS))
                            .withMarket(Map.of("SPARK-USD", List.of()), Map.of()))
                    .encode())
        .withMessageContaining("executors are not sent trades, quotes or signals");
  }
}

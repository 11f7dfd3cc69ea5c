package dev.tradewind.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StandaloneCluster;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyCancelledException;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.store.duckdb.ParquetFiles;
import dev.tradewind.strategies.StrategyLibrary;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies on real Spark give what they give in this process, to the last bit. */
class SparkStudyTest {
  @TempDir Path folder;

  @Test
  void executorsApplySplitsAndDividendsAndReadFinerBars() throws Exception {
    StudySpec spec = SparkSpecs.spec("donchian_breakout", SparkSpecs.more());
    StudyPlan plan = SparkSpecs.plan("grid", 12, false, "entry=10..21");
    List<String> expected = SparkSpecs.here(plan, spec);
    try (SparkRunner runner =
        SparkRunner.start(spec, SparkSpecs.cluster(folder, "local[2]"), Map.of())) {
      assertThat(
              SparkSpecs.lines(Study.run(plan, runner, List.of(), new StudyListener() {}).trials()))
          .isEqualTo(expected)
          .isNotEqualTo(SparkSpecs.here(plan, SparkSpecs.spec("donchian_breakout")));
    }
  }

  @Test
  void rulesRunWithinOneProcessToo() throws Exception {
    StudySpec spec = SparkSpecs.spec("donchian_breakout");
    String parameter =
        StrategyLibrary.STANDARD
            .find("donchian_breakout")
            .orElseThrow()
            .parameters()
            .getFirst()
            .name();
    StudyPlan plan = SparkSpecs.plan("grid", 30, false, parameter + "=10..39");
    try (SparkRunner runner =
        SparkRunner.start(spec, SparkSpecs.cluster(folder, "local[2]"), Map.of())) {
      assertThat(
              SparkSpecs.lines(Study.run(plan, runner, List.of(), new StudyListener() {}).trials()))
          .isEqualTo(SparkSpecs.here(plan, spec));
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
    StudySpec spec = SparkSpecs.spec("ema_crossover");
    SparkRunner.Cluster unreachable = SparkSpecs.cluster(folder, master);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkRunner.start(spec, unreachable, Map.of()))
        .withMessageContaining("the Spark master " + master + " cannot be reached");
    SparkRunner.Cluster none = SparkSpecs.cluster(folder, "yarn");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkRunner.start(spec, none, Map.of()))
        .withMessageContaining("must be local, local[N], spark://HOST:PORT")
        .withMessageContaining("was 'yarn'");
  }

  @Test
  void withoutExecutorsNothingBeginsAndNothingWaits() throws Exception {
    StudySpec spec = SparkSpecs.spec("ema_crossover");
    StudyPlan plan = SparkSpecs.plan("random", 400, false, "fast=2..30", "slow=31..130");
    try (StandaloneCluster standalone = new StandaloneCluster(SparkParts.jars(), folder)) {
      SparkRunner.Cluster hasty = SparkSpecs.cluster(folder, standalone.master(), waiting(1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SparkRunner.start(spec, hasty, Map.of()))
          .withMessageContaining("the master " + standalone.master() + " gave no executor for 1 s")
          .withMessageContaining("give them 500m and 1 free cores for one")
          .withMessageContaining("spark.tradewind.executorWaitSeconds waits longer");

      SparkRunner.Cluster any = SparkSpecs.cluster(folder, standalone.master());
      AtomicInteger asked = new AtomicInteger();
      assertThatThrownBy(
              () -> SparkRunner.start(spec, any, Map.of(), () -> asked.incrementAndGet() < 5))
          .isInstanceOf(StudyCancelledException.class)
          .hasMessage("stopped before the cluster was there");

      Process only = standalone.worker("worker", 600);
      SparkRunner.Cluster patient = SparkSpecs.cluster(folder, standalone.master(), waiting(10));
      AtomicInteger told = new AtomicInteger();
      StudyListener cutting =
          new StudyListener() {
            @Override
            public void onTrial(Trial trial) {
              if (told.incrementAndGet() == 1) {
                SparkSpecs.cut(only);
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
    ParquetFiles.write(SparkSpecs.BARS, file);
    StudySpec spec = SparkSpecs.spec("ema_crossover");
    StudySpec reading = spec.readFrom(List.of(file.toUri().toString()));
    assertThat(reading.encode()).hasSizeLessThan(1_000);
    StudyPlan plan = SparkSpecs.plan("sobol", 40, false, "fast=2..30", "slow=31..130");
    try (SparkRunner runner =
        SparkRunner.start(reading, SparkSpecs.cluster(folder, "local[2]"), Map.of())) {
      assertThat(
              SparkSpecs.lines(Study.run(plan, runner, List.of(), new StudyListener() {}).trials()))
          .isEqualTo(SparkSpecs.here(plan, spec));
    }
    ParquetFiles.write(SparkSpecs.BARS.between(SparkSpecs.BARS.openTime(1), Long.MAX_VALUE), file);
    try (SparkRunner runner =
        SparkRunner.start(reading, SparkSpecs.cluster(folder, "local[2]"), Map.of())) {
      assertThatThrownBy(() -> Study.run(plan, runner, List.of(), new StudyListener() {}))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining(
              "the Spark job failed: " + file.toUri() + " must hold the bars of SPARK-USD 1h");
    }
  }

  @Test
  void filesWithOtherBarsAreRefusedByName() {
    StudySpec spec = SparkSpecs.spec("ema_crossover");
    Path other = folder.resolve("other.parquet");
    ParquetFiles.write(
        SparkSpecs.BARS.between(Long.MIN_VALUE, SparkSpecs.BARS.openTime(2_000)), other);
    byte[] cut = spec.readFrom(List.of(other.toString())).encode();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudySpec.decode(cut, ParquetBars::read))
        .withMessageContaining(other + " must hold the bars of SPARK-USD 1h of the study, hash ")
        .withMessageContaining(SparkSpecs.BARS.contentHash())
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
    StudySpec spec = SparkSpecs.spec("ema_crossover");
    StudySpec again = StudySpec.decode(spec.encode(), ParquetBars::read);
    assertThat(again.encode()).isEqualTo(spec.encode());
    assertThat(again.series().getFirst().contentHash()).isEqualTo(SparkSpecs.BARS.contentHash());
    StudySpec more = SparkSpecs.spec("ema_crossover", SparkSpecs.more());
    StudySpec arrived = StudySpec.decode(more.encode(), ParquetBars::read);
    assertThat(arrived.input().dataHash()).isEqualTo(SparkSpecs.more().dataHash());
    assertThat(arrived.encode()).isEqualTo(more.encode()).isNotEqualTo(spec.encode());
    SimulationInput bars = SimulationInput.of(List.of(SparkSpecs.BARS));
    Quote quote = new Quote(SparkSpecs.BARS.openTime(1), 99, 101, 1, 1);
    for (SimulationInput market :
        List.of(
            bars.withMarket(Map.of("SPARK-USD", List.of()), Map.of()),
            bars.withMarket(Map.of(), Map.of("SPARK-USD", List.of(quote))))) {
      StudySpec beyond = SparkSpecs.spec("ema_crossover", market);
      assertThatIllegalArgumentException()
          .isThrownBy(beyond::encode)
          .withMessageContaining("executors are not sent trades, quotes or signals");
    }
  }
}

package dev.tradewind.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StandaloneCluster;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyText;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks and studies on real Spark that lose a worker give what they give in this process. */
class SparkLossTest {
  @TempDir Path folder;

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
    StudyPlan plan = SparkSpecs.plan("tpe", 60, false, "fast=2..30", "slow=31..130");
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
    for (SimulationInput input :
        List.of(SimulationInput.of(List.of(SparkSpecs.BARS)), SparkSpecs.more())) {
      // A walk keeps of each trial what its goals name.
      StudySpec spec = SparkSpecs.spec("ema_crossover", input, List.of("sharpe", "tradeCount"));
      List<String> expected = new ArrayList<>();
      WalkForward.Result here = walk(spec, WalkForward.Runners.local(2), keeping(expected, null));
      List<String> given = new ArrayList<>();
      Path place = Files.createTempDirectory(folder, "walk");
      try (StandaloneCluster standalone = new StandaloneCluster(SparkParts.jars(), place)) {
        Process first = standalone.worker("worker-1", 600);
        standalone.worker("worker-2", 600);
        try (SparkRunner runner =
            SparkRunner.start(spec, SparkSpecs.cluster(folder, standalone.master()), Map.of())) {
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

  @Test
  @DisplayName("case 39: a worker that is lost in the middle of a study changes nothing")
  void aWorkerThatIsLostInTheMiddleChangesNothing() throws Exception {
    StudySpec spec = SparkSpecs.spec("ema_crossover");
    StudyPlan plan = SparkSpecs.plan("tpe", 120, true, "fast=2..30", "slow=31..130");
    List<String> expected = SparkSpecs.here(plan, spec);
    try (StandaloneCluster standalone = new StandaloneCluster(SparkParts.jars(), folder)) {
      Process first = standalone.worker("worker-1", 600);
      standalone.worker("worker-2", 600);
      try (SparkRunner runner =
          SparkRunner.start(spec, SparkSpecs.cluster(folder, standalone.master()), Map.of())) {
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
                          SparkSpecs.cut(first);
                        }
                      }
                    })
                .trials();
        assertThat(first.isAlive()).isFalse();
        assertThat(SparkSpecs.lines(trials)).isEqualTo(expected);
      }
    }
  }

  /** Notes the trials of all windows; in the middle of the second, cuts a worker off. */
  private static WalkForward.Keeper keeping(List<String> lines, @Nullable Process worker) {
    return new WalkForward.Keeper() {
      @Override
      public void onTrial(int window, Trial trial) {
        lines.add(window + " " + StudyText.line(trial));
        if (worker != null && lines.size() == 85) {
          SparkSpecs.cut(worker);
        }
      }
    };
  }
}

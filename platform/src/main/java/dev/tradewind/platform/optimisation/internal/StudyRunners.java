package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.cluster.SparkPlaces;
import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.SweepRunner;
import dev.tradewind.engine.optimize.TrialRunner;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.platform.shared.PlatformSettings;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Opens what evaluates the trials of a study: threads of this process or the cluster. */
@Component
final class StudyRunners {
  private final Optional<PlatformSettings.Spark> spark;

  StudyRunners(PlatformSettings settings) {
    this.spark = Optional.ofNullable(settings.spark());
  }

  /** Whether the operator has named a cluster. */
  boolean hasCluster() {
    return spark.isPresent();
  }

  /**
   * A runner of one study; close it afterwards.
   *
   * @param runner evaluates trials
   * @param end closes it
   * @param how trials were evaluated, in a sentence, asked afterwards
   */
  record Opened(TrialRunner runner, Runnable end, Supplier<String> how) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /** Threads of this process, as many as there are processors. */
  Opened local(SimulationEvaluator evaluator) {
    SweepRunner runner = new SweepRunner(evaluator, Runtime.getRuntime().availableProcessors());
    return new Opened(runner, runner::close, runner::how);
  }

  /**
   * The cluster.
   *
   * @param run of the study; asked whether to go on waiting for the cluster
   * @throws ClusterException if the cluster cannot be had or lacks what the study needs; nothing
   *     was evaluated then
   */
  Opened cluster(StudyRun run) {
    try {
      return open(run);
    } catch (IllegalArgumentException e) {
      throw new ClusterException(String.valueOf(e.getMessage()), e);
    }
  }

  private Opened open(StudyRun run) {
    RunScope scope = run.scope();
    PlatformSettings.Spark named =
        spark.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this platform has no cluster any more; start the study again with runner"
                        + " local"));
    for (BarSeries each : run.input().series()) {
      if (!scope
          .calendars()
          .apply(each.instrument())
          .equals(RunScope.STANDARD.calendars().apply(each.instrument()))) {
        throw new IllegalArgumentException(
            each.instrument().id()
                + " has a calendar of its own, which executors do not have; use runner local");
      }
    }
    StudySpec spec =
        StudySpec.of(
            run.input(),
            run.request().strategy(),
            scope.expressions(),
            run.assumptions(),
            run.request().statistics());
    SparkRunner runner =
        SparkRunner.start(
            spec,
            SparkPlaces.find(named.master(), named.settings(), System.getenv()),
            run.request().fixed(),
            () -> run.job().progress(0, "waiting for the cluster"));
    return new Opened(runner, runner::close, () -> "Every set was evaluated on the cluster.");
  }
}

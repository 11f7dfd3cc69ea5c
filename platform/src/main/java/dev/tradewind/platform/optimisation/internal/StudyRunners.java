package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.cluster.SparkPlaces;
import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.SweepRunner;
import dev.tradewind.engine.optimize.TrialRunner;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.PlatformSettings;
import java.util.Collection;
import java.util.List;
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
    SparkRunner runner = start(run, run.request().statistics());
    return new Opened(runner, runner::close, () -> "Every set was evaluated on the cluster.");
  }

  /**
   * What evaluates the windows of a walk; close it afterwards.
   *
   * @param runners one for each window
   * @param end closes what they share
   */
  record OpenedWindows(WalkForward.Runners runners, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /**
   * Runners of a walk: the cluster, if it is asked for, else threads of this process.
   *
   * @throws ClusterException as {@link #cluster}
   */
  OpenedWindows windows(StudyRun run) {
    if (!run.row().request().isSpark()) {
      return new OpenedWindows(
          WalkForward.Runners.local(Runtime.getRuntime().availableProcessors()), () -> {});
    }
    SparkRunner runner = start(run, run.plan().goals().statistics());
    return new OpenedWindows((window, from, to) -> runner.window(from, to), runner::close);
  }

  /**
   * The end of a study whose cluster was lost: says how far it had come.
   *
   * @param row of the study as it is now
   * @param planned most trials
   */
  static JobOutcome lost(ClusterException e, Optional<StudyTable.Row> row, long planned) {
    long done = row.map(StudyTable.Row::done).orElse(0L);
    return JobOutcome.of(
        JobStatus.FAILED,
        e.getMessage()
            + "; "
            + done
            + " of at most "
            + planned
            + " sets are evaluated and kept, resume the study to go on");
  }

  /**
   * Refuses a cluster that does not answer, before anything is read.
   *
   * @throws ClusterException if so
   */
  void requireReachable() {
    if (spark.isPresent()) {
      try {
        SparkRunner.requireReachable(spark.get().master());
      } catch (IllegalArgumentException e) {
        throw new ClusterException(String.valueOf(e.getMessage()), e);
      }
    }
  }

  private SparkRunner start(StudyRun run, Collection<String> statistics) {
    try {
      return open(run, statistics);
    } catch (IllegalArgumentException e) {
      throw new ClusterException(String.valueOf(e.getMessage()), e);
    }
  }

  private SparkRunner open(StudyRun run, Collection<String> statistics) {
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
            List.copyOf(statistics));
    return SparkRunner.start(
        spec,
        SparkPlaces.find(named.master(), named.settings(), System.getenv()),
        run.request().fixed(),
        () -> run.job().progress(0, "waiting for the cluster"));
  }
}

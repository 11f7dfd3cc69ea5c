package dev.tradewind.cli;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.cluster.SparkPlaces;
import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.SweepRunner;
import dev.tradewind.engine.optimize.TrialRunner;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the trials of a study run. */
final class RunnerOptions {
  @Option(
      names = "--runner",
      paramLabel = "WHERE",
      description =
          "local (threads of this process) or spark (a cluster); changes nothing but the time"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "local")
  String runner = "";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Master of the Spark cluster: local[N], spark://HOST:PORT or k8s://https://HOST:PORT.")
  @Nullable String master;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark, such as spark.executor.memory=2g; may be repeated.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--spark-bars",
      paramLabel = "FILE",
      description =
          "A Parquet file of 'data export' from which executors read the bars, instead of being"
              + " sent them: hdfs://..., s3a://... or a path that every machine has. As often as"
              + " there are instruments, in their order.")
  List<String> bars = new ArrayList<>();

  /**
   * A runner that is to be closed.
   *
   * @param end closes it
   * @param how it ran, in a sentence, asked afterwards
   */
  record Opened(TrialRunner runner, Runnable end, Supplier<String> how) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /** Whether this process hands its trials to a cluster. */
  boolean isRemote() {
    return master != null;
  }

  /** Whether a cluster is asked for, be it that of the platform. */
  boolean isSpark() {
    return runner.equals("spark");
  }

  /** Refuses a cluster that is nowhere named. */
  void requireMaster(Verb verb) {
    if (isSpark() && master == null) {
      throw verb.wrongUsage(
          "--runner spark needs --master, unless a running platform has a cluster and the study is"
              + " over --instrument");
    }
  }

  /** Refuses options that do not go together, and a master where nobody answers. */
  void check(Verb verb) {
    if (!runner.equals("local") && !runner.equals("spark")) {
      throw verb.wrongUsage("--runner must be local or spark, was '" + Table.shown(runner) + "'");
    }
    if (!isSpark() && (master != null || !settings.isEmpty() || !bars.isEmpty())) {
      throw verb.wrongUsage("--master, --spark-conf and --spark-bars go with --runner spark");
    }
    if (master != null) {
      try {
        SparkRunner.requireReachable(master);
      } catch (IllegalArgumentException e) {
        throw new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
      }
    }
  }

  /**
   * What executors need to know; null where trials run here.
   *
   * @param assumptions as they were given
   * @param statistics those to keep of each trial
   * @throws CliException if executors cannot make the strategy
   */
  @Nullable StudySpec toSend(
      Verb verb,
      SimulationInput input,
      StrategyDescriptor strategy,
      Map<String, String> assumptions,
      Collection<String> statistics)
      throws IOException, InterruptedException {
    if (!isRemote()) {
      return null;
    }
    try {
      StudySpec sent =
          StudySpec.of(
              input,
              strategy,
              ExpressionNames.of(verb.session(), StrategyNames.texts(strategy)),
              assumptions,
              List.copyOf(statistics));
      return bars.isEmpty() ? sent : sent.readFrom(bars);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** That the cluster was lost in the middle, after so many trials. */
  static CliException lost(ClusterException e, long done, long planned) {
    return new CliException(
        ExitCode.UNAVAILABLE,
        e.getMessage()
            + "; "
            + done
            + " of at most "
            + planned
            + " sets are evaluated and kept, the same command goes on",
        e);
  }

  /**
   * Opens the runner.
   *
   * @param spec of the study; for a cluster only
   * @throws CliException if the cluster cannot be had, before anything was evaluated
   */
  Opened open(
      Verb verb,
      SimulationEvaluator evaluator,
      int workers,
      @Nullable StudySpec spec,
      Map<String, BigDecimal> fixed) {
    if (master == null || spec == null) {
      SweepRunner local = new SweepRunner(evaluator, workers);
      return new Opened(local, local::close, local::how);
    }
    SparkRunner remote = start(verb, spec, fixed, master);
    return new Opened(remote, remote::close, () -> "run on " + master);
  }

  private SparkRunner start(
      Verb verb, StudySpec spec, Map<String, BigDecimal> fixed, String named) {
    try {
      return SparkRunner.start(
          spec, SparkPlaces.find(named, settings, verb.session().environment()), fixed);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * What evaluates the windows of a walk.
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
   * Opens the runners of a walk.
   *
   * @param spec of the walk; for a cluster only
   * @throws CliException if the cluster cannot be had, before anything was evaluated
   */
  OpenedWindows openWindows(
      Verb verb, int workers, @Nullable StudySpec spec, Map<String, BigDecimal> fixed) {
    if (master == null || spec == null) {
      return new OpenedWindows(WalkForward.Runners.local(workers), () -> {});
    }
    SparkRunner remote = start(verb, spec, fixed, master);
    return new OpenedWindows((window, from, to) -> remote.window(from, to), remote::close);
  }
}

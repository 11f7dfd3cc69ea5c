package dev.tradewind.cli;

import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.SweepRunner;
import dev.tradewind.engine.optimize.TrialRunner;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the trials of a study run. */
final class RunnerOptions {
  private static final String JOB = "spark/target/tradewind-spark-job.jar";
  private static final String JARS = "spark/target/spark/jars";

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

  /** Whether trials run elsewhere. */
  boolean isRemote() {
    return master != null;
  }

  /** Refuses options that do not go together. */
  void check(Verb verb) {
    if (!runner.equals("local") && !runner.equals("spark")) {
      throw verb.wrongUsage("--runner must be local or spark, was '" + Table.shown(runner) + "'");
    }
    boolean spark = runner.equals("spark");
    if (spark && master == null) {
      throw verb.wrongUsage("--runner spark needs --master");
    }
    if (!spark && (master != null || !settings.isEmpty())) {
      throw verb.wrongUsage("--master and --spark-conf go with --runner spark");
    }
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
    try {
      SparkRunner remote = SparkRunner.start(spec, cluster(verb.session(), master), fixed);
      return new Opened(remote, remote::close, () -> "run on " + master);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private SparkRunner.Cluster cluster(Session session, String url) {
    Map<String, String> environment = session.environment();
    @Nullable String job = environment.get("TRADEWIND_SPARK_JOB");
    @Nullable String home = environment.get("SPARK_HOME");
    return new SparkRunner.Cluster(
        url,
        home == null ? built(JARS) : Path.of(home, "jars"),
        job == null ? built(JOB) : Path.of(job),
        settings);
  }

  /** A file of the build that this program is from. */
  private static Path built(String name) {
    Optional<Path> place = Optional.empty();
    try {
      place =
          Optional.of(
              Path.of(
                  RunnerOptions.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      // Said below.
    }
    for (@Nullable Path up = place.orElse(null); up != null; up = up.getParent()) {
      if (Files.exists(up.resolve(name))) {
        return up.resolve(name);
      }
    }
    throw new CliException(
        ExitCode.NOT_FOUND,
        name
            + " is missing: build it with 'mvn package -pl spark -am', or set SPARK_HOME to a Spark"
            + " 4 with Scala 2.13 and TRADEWIND_SPARK_JOB to the job jar");
  }
}

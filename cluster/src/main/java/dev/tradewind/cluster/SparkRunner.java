package dev.tradewind.cluster;

import dev.tradewind.engine.optimize.Evaluation;
import dev.tradewind.engine.optimize.StudyCancelledException;
import dev.tradewind.engine.optimize.TrialJob;
import dev.tradewind.engine.optimize.TrialRunner;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates trials on a Spark cluster. A driver process holds the connection to the cluster;
 * Spark's libraries are on its class path and nowhere else. Results are those of this process to
 * the last bit, for any number of executors: a trial is evaluated alone, by the same code. Used by
 * one study at a time; close it afterwards.
 */
public final class SparkRunner implements TrialRunner {
  /** From the driver: the cluster has answered. */
  public static final int READY = 1;

  /** From the driver: what a trial gave. */
  public static final int RESULT = 2;

  /** From the driver: all trials of the batch are done. */
  public static final int DONE = 3;

  /** From the driver: why there are no results. */
  public static final int FAILED = 4;

  /** Name of the class with the driver's entry point. */
  private static final String DRIVER = "dev.tradewind.spark.Driver";

  private static final String DRIVER_OPTIONS = "spark.driver.extraJavaOptions";

  private static final int KEPT_LINES = 20;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int FIRST_WANTED = 512;
  private static final int MOST_WANTED = 32_768;

  /** What is handed over at once should take so long: then its start and its end do not show. */
  private static final double WANTED_SECONDS = 5;

  /** What Spark needs of Java's insides, as its own launcher asks for it. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar");

  private final Process process;
  private final Path folder;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final Map<String, BigDecimal> fixed;
  private final Deque<String> lines = new ArrayDeque<>();
  private int wanted = FIRST_WANTED;

  /**
   * Where Spark is and how it is to run.
   *
   * @param master {@code local[N]}, {@code spark://HOST:PORT} or {@code k8s://https://HOST:PORT}
   * @param jars directory with Spark's libraries
   * @param jobJar jar with what executors run
   * @param settings of Spark, {@code spark.*}
   */
  public record Cluster(String master, Path jars, Path jobJar, Map<String, String> settings) {
    /** Copies. */
    public Cluster {
      settings = Map.copyOf(settings);
    }
  }

  private SparkRunner(Process process, Path folder, Map<String, BigDecimal> fixed) {
    this.process = process;
    this.folder = folder;
    this.fixed = new TreeMap<>(fixed);
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** As {@link #start(StudySpec, Cluster, Map, BooleanSupplier)}, waiting as long as it takes. */
  public static SparkRunner start(StudySpec spec, Cluster cluster, Map<String, BigDecimal> fixed) {
    return start(spec, cluster, fixed, () -> true);
  }

  /**
   * Starts a driver and waits until the cluster has taken it.
   *
   * @param fixed parameters that are not searched
   * @param goesOn asked some times a second while the cluster is waited for
   * @throws StudyCancelledException if it does not go on
   * @throws IllegalArgumentException if the master is none, cannot be reached or refuses; nothing
   *     was evaluated then
   */
  public static SparkRunner start(
      StudySpec spec, Cluster cluster, Map<String, BigDecimal> fixed, BooleanSupplier goesOn) {
    SparkMaster.requireReachable(cluster.master());
    requireThere(cluster);
    byte[] bytes = spec.encode();
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tradewind-spark");
      Path study = folder.resolve("study.bin");
      Files.write(study, bytes);
      Process process =
          new ProcessBuilder(command(cluster, study, bytes.length))
              .directory(folder.toFile())
              .start();
      SparkRunner runner = new SparkRunner(process, folder, fixed);
      Thread.ofPlatform().daemon().name("spark log").start(runner::listen);
      runner.awaitReady(goesOn);
      return runner;
    } catch (IOException e) {
      delete(folder);
      throw new UncheckedIOException("the Spark driver cannot be started", e);
    }
  }

  /**
   * Refuses what names no master; asks nobody.
   *
   * @throws IllegalArgumentException if so; says what names one
   */
  public static void requireMaster(String master) {
    SparkMaster.requireForm(master);
  }

  /**
   * Refuses a master where nobody answers, before anything is read or sent.
   *
   * @throws IllegalArgumentException if so, or if it names none; the message names the master
   */
  public static void requireReachable(String master) {
    SparkMaster.requireReachable(master);
  }

  private static void requireThere(Cluster cluster) {
    if (!Files.isDirectory(cluster.jars())) {
      throw new IllegalArgumentException(
          "Spark's libraries must be in " + cluster.jars() + ", which is no directory");
    }
    if (!Files.isRegularFile(cluster.jobJar())) {
      throw new IllegalArgumentException("the job jar must be " + cluster.jobJar() + ", no file");
    }
  }

  private static List<String> command(Cluster cluster, Path study, int bytes) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(opened());
    command.addAll(
        List.of(
            // Spark keeps what it sends more than once.
            "-Xmx" + (1024 + 4 * (bytes >> 20)) + "m",
            "-XX:+UseSerialGC",
            "-Dfile.encoding=UTF-8"));
    // Spark reads this one only where it starts the driver itself.
    command.addAll(words(cluster.settings().getOrDefault(DRIVER_OPTIONS, "")));
    command.add("-cp");
    command.add(
        cluster.jobJar().toAbsolutePath()
            + File.pathSeparator
            + cluster.jars().toAbsolutePath().resolve("*"));
    command.addAll(
        List.of(
            DRIVER,
            cluster.master(),
            study.toString(),
            cluster.jobJar().toAbsolutePath().toString()));
    new TreeMap<>(cluster.settings()).forEach((key, value) -> command.add(key + "=" + value));
    return command;
  }

  private static List<String> words(String options) {
    return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+"));
  }

  /** Switches of a Java that runs Spark. */
  public static List<String> opened() {
    List<String> switches = new ArrayList<>();
    for (String each : OPENED) {
      switches.add("--add-opens=" + each + "=ALL-UNNAMED");
    }
    switches.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-Djdk.reflect.useDirectMethodHandle=false",
            "-Dio.netty.tryReflectionSetAccessible=true"));
    return List.copyOf(switches);
  }

  private void awaitReady(BooleanSupplier goesOn) {
    try {
      while (process.isAlive() && in.available() == 0) {
        if (!goesOn.getAsBoolean()) {
          process.destroy();
          close();
          throw new StudyCancelledException("stopped before the cluster was there");
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
      int kind = in.readByte();
      if (kind != READY) {
        String why = StudySpec.readText(in);
        close();
        throw new IllegalArgumentException("Spark refused: " + why);
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Evaluates on the bars of a window alone; is closed with this.
   *
   * @param fromMicros first open of the window, UTC microseconds
   * @param toMicros moment by which its bars end
   */
  public TrialRunner window(long fromMicros, long toMicros) {
    return new Window(new TrialBytes.Span(fromMicros, toMicros));
  }

  /** A window of the study. */
  private final class Window implements TrialRunner {
    private final TrialBytes.Span span;

    Window(TrialBytes.Span span) {
      this.span = span;
    }

    @Override
    public List<Evaluation> run(List<TrialJob> jobs, Watch watch) {
      return SparkRunner.this.run(jobs, watch, span);
    }

    @Override
    public int wanted() {
      return wanted;
    }
  }

  @Override
  public List<Evaluation> run(List<TrialJob> jobs, Watch watch) {
    return run(jobs, watch, TrialBytes.Span.WHOLE);
  }

  private List<Evaluation> run(List<TrialJob> jobs, Watch watch, TrialBytes.Span span) {
    @Nullable Evaluation[] evaluations = new @Nullable Evaluation[jobs.size()];
    long start = System.nanoTime();
    try {
      send(jobs, evaluations, span);
      while (true) {
        int kind = in.readByte();
        switch (kind) {
          case RESULT -> {
            int index = in.readInt();
            Evaluation evaluation = TrialBytes.decode(in.readNBytes(in.readInt()));
            // A task that ran twice, because its executor was lost late, gave the same twice.
            if (evaluations[index] == null) {
              evaluations[index] = evaluation;
              tell(watch, jobs.get(index), evaluation);
            }
          }
          case DONE -> {
            double seconds = (System.nanoTime() - start) / 1e9;
            wanted = wanted(jobs.size() / seconds);
            return whole(jobs, evaluations, watch);
          }
          case FAILED ->
              throw new ClusterException("the Spark job failed: " + StudySpec.readText(in), null);
          default -> throw new IllegalStateException("the Spark driver sent message " + kind);
        }
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  @Override
  public int wanted() {
    return wanted;
  }

  private static int wanted(double trialsPerSecond) {
    return (int) Math.clamp(trialsPerSecond * WANTED_SECONDS, 1, MOST_WANTED);
  }

  private void send(List<TrialJob> jobs, @Nullable Evaluation[] evaluations, TrialBytes.Span span)
      throws IOException {
    List<byte[]> trials = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Map<String, BigDecimal> values = new TreeMap<>(fixed);
      try {
        values.putAll(jobs.get(i).parameters().numbers());
      } catch (IllegalArgumentException e) {
        evaluations[i] = Evaluation.failed(String.valueOf(e.getMessage()));
        continue;
      }
      trials.add(TrialBytes.trial(values, jobs.get(i).fraction(), span));
      places.add(i);
    }
    out.writeInt(trials.size());
    for (int i = 0; i < trials.size(); i++) {
      out.writeInt(places.get(i));
      out.writeInt(trials.get(i).length);
      out.write(trials.get(i));
    }
    out.flush();
  }

  private void tell(Watch watch, TrialJob job, Evaluation evaluation) {
    if (!watch.onEvaluated(job, evaluation)) {
      close();
      throw new StudyCancelledException("stopped after trial " + job.number());
    }
  }

  private List<Evaluation> whole(
      List<TrialJob> jobs, @Nullable Evaluation[] evaluations, Watch watch) {
    List<Evaluation> whole = new ArrayList<>();
    for (int i = 0; i < evaluations.length; i++) {
      Evaluation each = evaluations[i];
      if (each == null) {
        throw new IllegalStateException("trial " + jobs.get(i).number() + " has no result");
      }
      whole.add(each);
      if (each.problem().isPresent() && each.statistics().isEmpty() && isLocal(jobs.get(i))) {
        tell(watch, jobs.get(i), each);
      }
    }
    return whole;
  }

  /** Whether a trial was not sent, because a choice of it is no number. */
  private static boolean isLocal(TrialJob job) {
    try {
      return job.parameters().numbers().size() < 0;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  // --- the driver's end
  // ----------------------------------------------------------------------------

  private void listen() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          // Frames of a stack push what went wrong out of the lines that are kept.
          if (!line.startsWith("\t")) {
            lines.add(line.strip());
          }
          if (lines.size() > KEPT_LINES) {
            lines.remove();
          }
        }
      }
    } catch (IOException e) {
      // The driver has ended.
      return;
    }
  }

  private ClusterException lost(IOException broken) {
    String said;
    synchronized (lines) {
      said = lines.isEmpty() ? "" : ": " + String.join(" | ", lines);
    }
    close();
    String why = broken instanceof EOFException ? "ended" : "cannot be talked to";
    return new ClusterException("the Spark driver " + why + said, broken);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroyForcibly();
    }
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    File[] files = folder.toFile().listFiles();
    for (File each : files == null ? new File[0] : files) {
      if (!each.delete()) {
        each.deleteOnExit();
      }
    }
    if (!folder.toFile().delete()) {
      folder.toFile().deleteOnExit();
    }
  }

  @Override
  public String toString() {
    return "SparkRunner" + Arrays.asList(process.pid());
  }
}

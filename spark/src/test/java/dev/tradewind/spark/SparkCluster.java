package dev.tradewind.spark;

import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.strategies.RuleDocuments;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A standalone cluster of processes on this machine, from the artifacts of the class path. */
final class SparkCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Path home;
  private final Path folder;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  /** A cluster without workers, whose logs and work are in a folder. */
  SparkCluster(Path folder) throws IOException {
    this.folder = folder;
    this.home = jars().getParent();
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    start("master", "org.apache.spark.deploy.master.Master", "--port", Integer.toString(port));
    await("the master", this::answers);
  }

  String master() {
    return "spark://127.0.0.1:" + port;
  }

  /** A worker with one core. */
  Process worker(String name) throws IOException {
    Process worker =
        start(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--cores",
            "1",
            "--memory",
            "600m",
            "--work-dir",
            folder.resolve(name).toString(),
            master());
    Path log = folder.resolve(name + ".log");
    await(
        name,
        () -> {
          try {
            return Files.readString(log).contains("Successfully registered with master");
          } catch (IOException e) {
            return false;
          }
        });
    return worker;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private interface Probe {
    boolean holds();
  }

  private static void await(String what, Probe probe) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!probe.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(what + " did not come up");
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private Process start(String name, String type, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SparkRunner.opened());
    command.addAll(
        List.of(
            "-Xmx300m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            home.resolve("jars") + "/*",
            type,
            "--host",
            "127.0.0.1",
            "--webui-port",
            "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    // A distribution says so in its own scripts.
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** Ends a worker and what it has started, as if its machine had lost power. */
  static void cut(Process worker) throws InterruptedException {
    List<ProcessHandle> executors = worker.descendants().toList();
    worker.destroyForcibly().waitFor();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() throws InterruptedException {
    for (Process each : processes) {
      cut(each);
    }
  }

  // --- what is on the class path -----------------------------------------------------------------

  private static List<Path> classPath() {
    String text =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(text.split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  /** Spark's libraries as its distribution has them. */
  static Path jars() throws IOException {
    Path jars = Files.createDirectories(Path.of("target", "spark", "jars")).toAbsolutePath();
    for (Path each : classPath()) {
      String name = String.valueOf(each.getFileName());
      if (name.endsWith(".jar")
          && !name.startsWith("tradewind-")
          && !each.toString().matches(".*(junit|assertj|surefire|jacoco).*")
          && !Files.exists(jars.resolve(name))) {
        Files.createSymbolicLink(jars.resolve(name), each.toAbsolutePath());
      }
    }
    return jars;
  }

  /** The job jar, from the same classes that the build packs. */
  static Path jobJar(Path target) throws Exception {
    Set<String> seen = new HashSet<>();
    List<Path> parts = new ArrayList<>();
    for (Class<?> each :
        List.of(Strategy.class, RuleDocuments.class, StudySpec.class, Driver.class)) {
      parts.add(Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    for (Path each : classPath()) {
      String path = each.toString().replace('\\', '/');
      if (path.contains("snakeyaml-engine") || path.contains("tools/jackson/core")) {
        parts.add(each);
      }
    }
    try (OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path each : parts) {
        if (Files.isDirectory(each)) {
          try (Stream<Path> all = Files.walk(each)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
              String name = each.relativize(file).toString().replace(File.separatorChar, '/');
              add(zip, seen, name, Files.readAllBytes(file));
            }
          }
        } else {
          try (ZipFile jar = new ZipFile(each.toFile())) {
            for (ZipEntry entry : jar.stream().filter(one -> !one.isDirectory()).toList()) {
              add(zip, seen, entry.getName(), jar.getInputStream(entry).readAllBytes());
            }
          }
        }
      }
    }
    return target;
  }

  private static void add(ZipOutputStream zip, Set<String> seen, String name, byte[] bytes)
      throws IOException {
    if (seen.add(name)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(bytes);
    }
  }
}

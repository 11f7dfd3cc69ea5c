package dev.tradewind.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A standalone cluster of Spark as processes of this machine, from Spark's libraries alone. Used by
 * tests and benchmarks. One thread at a time; close it afterwards.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path jars;
  private final Path folder;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  /**
   * A cluster without workers.
   *
   * @param jars directory {@code jars} of a Spark
   * @param folder for logs and work
   * @throws IllegalStateException if the master does not come up
   */
  public StandaloneCluster(Path jars, Path folder) throws IOException {
    this.jars = jars.toAbsolutePath();
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    start("master", "org.apache.spark.deploy.master.Master", "--port", Integer.toString(port));
    await("the master", this::answers);
  }

  /** Address of the master. */
  public String master() {
    return "spark://" + HOST + ":" + port;
  }

  /**
   * Adds a worker with one core.
   *
   * @param name different for each
   * @param memory for executors, in MiB
   * @return its process
   * @throws IllegalStateException if the master does not take it
   */
  public Process worker(String name, int memory) throws IOException {
    Process worker =
        start(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--cores",
            "1",
            "--memory",
            memory + "m",
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
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
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
        throw new IllegalStateException(what + " did not come up");
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private Process start(String name, String type, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SparkRunner.opened());
    command.addAll(List.of("-Xmx300m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(jars + "/*", type, "--host", HOST, "--webui-port", "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", String.valueOf(jars.getParent()));
    // A distribution says so in its own scripts.
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** Ends a worker and what it has started, as if its machine had lost power. */
  public static void cut(Process worker) throws InterruptedException {
    List<ProcessHandle> executors = worker.descendants().toList();
    worker.destroyForcibly().waitFor();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    // The last one first: a worker without its master would look for it.
    for (Process each : processes.reversed()) {
      List<ProcessHandle> executors = each.descendants().toList();
      each.destroyForcibly();
      executors.forEach(ProcessHandle::destroyForcibly);
      each.onExit().join();
    }
  }
}

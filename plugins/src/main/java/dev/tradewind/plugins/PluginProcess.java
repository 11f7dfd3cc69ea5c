package dev.tradewind.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's process while it lives. A thread of its own watches the time and what the process
 * uses, and ends it; whoever waits for a message then learns why. One thread sends and receives.
 */
final class PluginProcess implements AutoCloseable {
  /** How often time limits are looked at. */
  private static final long WATCH_MILLIS = 20;

  /** Memory and threads are looked at every so many times. */
  private static final int USE_EVERY = 10;

  /** Processes that are not below it any more are looked for every so many times. */
  private static final int STRAYS_EVERY = 50;

  /** What is killed while it starts another is looked for again, so many times. */
  private static final int MOST_SCANS = 100;

  /** Exit code of a virtual machine without memory, by the switch that it is started with. */
  private static final int OUT_OF_MEMORY = 3;

  /** 128 and the signal for too much processor time. */
  private static final int OUT_OF_CPU = 128 + 24;

  private static final String ANOTHER_PROCESS = "it started another process";
  private static final long START_MILLIS = 60_000;
  private static final int KEPT_OUTPUT = 2_000;
  private static final long PAGE = 4_096;
  private static final long MEGABYTE = 1 << 20;

  private final PluginLimits limits;
  private final Process process;
  private final Path directory;
  private final Strays strays;
  private final Wire wire;
  private final long bornNanos = System.nanoTime();
  private final AtomicReference<String> reason = new AtomicReference<>();
  private final StringBuilder complaints = new StringBuilder();

  /** When the callback must have returned, as of {@link System#nanoTime}; 0 for no callback. */
  private volatile long deadline;

  /** What is waited for, for messages. */
  private volatile String waitingFor = "its start";

  private PluginProcess(PluginLimits limits, Process process, Path directory) {
    this.limits = limits;
    this.process = process;
    this.directory = directory;
    this.strays = new Strays(process, directory);
    this.wire = new Wire(process.getInputStream(), process.getOutputStream(), Protocol.FROM_HOST);
  }

  /**
   * Starts one and hands it the jar.
   *
   * @throws PluginException if it does not start
   */
  static PluginProcess start(byte[] jar, int purpose, boolean checks, PluginLimits limits) {
    PluginProcess started = launch(limits);
    try {
      started.waitFor("its start", START_MILLIS);
      started.require(Protocol.READY);
      started.waitFor("loading its classes", limits.callbackMillis());
      started.wire.begin(Protocol.LOAD).putByte(purpose).putBoolean(checks).putBytes(jar).send();
      return started;
    } catch (IOException e) {
      PluginException failure = started.failure(e);
      started.close();
      throw failure;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static PluginProcess launch(PluginLimits limits) {
    Path directory = PluginProgram.workingDirectory();
    try {
      ProcessBuilder builder = new ProcessBuilder(PluginProgram.command(limits));
      builder.environment().clear();
      builder.directory(directory.toFile());
      PluginProcess started = new PluginProcess(limits, builder.start(), directory);
      daemon("plugin watch", started::watch);
      daemon("plugin errors", started::listen);
      return started;
    } catch (IOException e) {
      delete(directory);
      throw new UncheckedIOException("a plugin's process cannot be started", e);
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  Wire wire() {
    return wire;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** From now on the process has that much time. */
  void waitFor(String what, long millis) {
    waitingFor = what;
    // 0 means that nothing is waited for.
    deadline = (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)) | 1;
  }

  /** Nothing is waited for. */
  void rest() {
    deadline = 0;
  }

  private void require(int kind) throws IOException {
    int received = wire.receive();
    if (received != kind) {
      throw new Wire.MalformedException("expected message " + kind + ", was " + received);
    }
  }

  // --- watching
  // ------------------------------------------------------------------------------------

  private void watch() {
    try {
      for (int round = 1; !process.waitFor(WATCH_MILLIS, TimeUnit.MILLISECONDS); round++) {
        String broken = timeBroken();
        if (broken == null && round % USE_EVERY == 0) {
          broken = useBroken();
        }
        if (broken == null && round % STRAYS_EVERY == 0 && !strays.find().isEmpty()) {
          broken = ANOTHER_PROCESS;
        }
        if (broken != null) {
          kill(broken);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill("the platform stopped");
    }
  }

  private @Nullable String timeBroken() {
    long now = System.nanoTime();
    long until = deadline;
    if (until != 0 && now - until > 0) {
      return "it did not return from " + waitingFor + " within " + limits.callbackMillis() + " ms";
    }
    if (now - bornNanos > TimeUnit.MILLISECONDS.toNanos(limits.runMillis())) {
      return "it ran for more than " + limits.runMillis() + " ms";
    }
    return null;
  }

  private @Nullable String useBroken() {
    Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
    if (used.toMillis() > limits.cpuMillis()) {
      return tooMuchCpu();
    }
    if (process.descendants().findAny().isPresent()) {
      return ANOTHER_PROCESS;
    }
    return memoryOrThreadsBroken();
  }

  private String tooMuchCpu() {
    return "it used more than " + limits.cpuMillis() + " ms of processor time";
  }

  /** From Linux's table of processes; elsewhere the virtual machine's own limits have to do. */
  private @Nullable String memoryOrThreadsBroken() {
    Path table = Path.of("/proc", Long.toString(process.pid()), "stat");
    String line;
    try {
      line = Files.readString(table, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return null;
    }
    // The fields behind the name, which is in brackets and may hold anything; proc(5), 3 onwards.
    String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length < 22) {
      return null;
    }
    long threads = Long.parseLong(fields[17]);
    if (threads > PluginLimits.MAX_THREADS) {
      return "it started threads: " + threads + ", at most " + PluginLimits.MAX_THREADS;
    }
    long megabytes = Long.parseLong(fields[21]) * PAGE / MEGABYTE;
    long most = limits.heapMegabytes() + (long) PluginLimits.OVERHEAD_MEGABYTES;
    return megabytes > most
        ? "it used " + megabytes + " MB of memory, at most " + most + " MB are allowed"
        : null;
  }

  /** Keeps the beginning of what the virtual machine complains of. */
  private void listen() {
    byte[] buffer = new byte[1_024];
    try (InputStream errors = process.getErrorStream()) {
      for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
        synchronized (complaints) {
          if (complaints.length() < KEPT_OUTPUT) {
            complaints.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      // The process has ended.
      return;
    }
  }

  private void kill(String why) {
    if (reason.compareAndSet(null, why)) {
      try (Stream<ProcessHandle> others = process.descendants()) {
        others.forEach(ProcessHandle::destroyForcibly);
      }
      endStrays();
      process.destroyForcibly();
    }
  }

  /** Whether there was one. */
  private boolean endStrays() {
    List<ProcessHandle> found = strays.find();
    found.forEach(ProcessHandle::destroyForcibly);
    return !found.isEmpty();
  }

  // --- the end
  // -------------------------------------------------------------------------------------

  /** Why the connection broke; the process is ended if it has not. */
  PluginException failure(IOException broken) {
    if (broken instanceof Wire.MalformedException) {
      kill("it sent what is no message: " + broken.getMessage());
    }
    // What it is waited for is now its end; that it takes long is not what went wrong.
    rest();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        kill("it closed its connection");
        process.waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill("the platform stopped");
    }
    String why = reason.get();
    return new PluginException(why == null ? exited() : why);
  }

  private String exited() {
    if (process.isAlive()) {
      return "it closed its connection";
    }
    int code = process.exitValue();
    if (code == OUT_OF_MEMORY) {
      return "it ran out of memory (" + limits.heapMegabytes() + " MB)";
    }
    if (code == OUT_OF_CPU) {
      return tooMuchCpu();
    }
    synchronized (complaints) {
      String said = complaints.toString().strip().lines().findFirst().orElse("");
      return "it ended its process with exit code " + code + (said.isEmpty() ? "" : ": " + said);
    }
  }

  /** Ends the process, waits until it is gone, and deletes its directory. */
  @Override
  public void close() {
    kill("the run is over");
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      // What it started in its last moment, and what it left when it ended by itself.
      for (int i = 0; i < MOST_SCANS && endStrays(); i++) {
        Thread.onSpinWait();
      }
      process.getInputStream().close();
      process.getOutputStream().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // What could not be sent any more is not missed.
      delete(directory);
      return;
    }
    delete(directory);
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      // An empty directory for temporary files stays; the system clears it away.
      return;
    }
  }
}

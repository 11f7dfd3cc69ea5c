package dev.tradewind.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.testkit.CompiledJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Code that means harm, if it came past the check of the code (which is off here): the run ends
 * with an error, nothing is left behind, and the next run is as before.
 */
class PluginAttackTest {
  private static final PluginLimits TIGHT = new PluginLimits(32, 3_000, 60_000, 20_000);
  private static final String RAW_OUT =
      "try (var o = new java.io.FileOutputStream(java.io.FileDescriptor.out)) { %s }"
          + " catch (java.io.IOException e) { throw new IllegalStateException(e.toString()); }";

  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private Path jar(String statements) throws IOException {
    return CompiledJar.of(
        folder.resolve("attack.jar"),
        CompiledJar.onBar(
            "Attack", "attack", "if (context.barCount(0) == 6) {" + statements + "}"));
  }

  private StrategyDescriptor strategy(String statements) throws IOException {
    PluginJar read = PluginJar.read(jar(statements), TIGHT, false);
    assertThat(read.problem()).isEmpty();
    return read.strategies().getFirst().descriptor();
  }

  private static SimulationResult run(StrategyDescriptor strategy) {
    return Simulator.run(
        List.of(TestMarket.walk("A", "1D", 30, 1)),
        strategy,
        Map.of(),
        SimulationConfig.DEFAULT,
        SimulationListener.NONE);
  }

  private void assertEnds(String statements, String expected) throws IOException {
    StrategyDescriptor strategy = strategy(statements);
    assertThatExceptionOfType(StrategyFailedException.class)
        .isThrownBy(() -> run(strategy))
        .withMessageStartingWith("strategy " + strategy.id() + " failed in onBar (instrument A,")
        .withMessageContaining("newest known bar 5")
        .withMessageContaining(expected)
        .satisfies(e -> assertThat(e.partialResult().orElseThrow().equitySize()).isEqualTo(6));
  }

  @ParameterizedTest
  @DisplayName("case 25: streams that are closed, broken or full of rubbish end the run")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          o.close(); while (true) {}                                   | it closed its connection
          o.write(new byte[] {-1, -1, -1, -1, 1}); while (true) {}     | it sent what is no message
          o.write(new byte[] {127, -1, -1, -1, 1}); while (true) {}    | it sent what is no message
          o.write(new byte[] {0, 0, 0, 1, 99}); while (true) {}        | it sent what is no message
          o.write(new byte[] {0, 0, 0, 9, 1}); while (true) {}         | it did not return from onBar within 3000 ms
          for (int i = 0; i < 100_000; i++) o.write("print ".getBytes()); while (true) {} | it sent what is no message
          """)
  void brokenStreams(String statements, String expected) throws IOException {
    assertEnds(RAW_OUT.formatted(statements), expected);
  }

  @Test
  @DisplayName("case 25: megabytes of complaints are read away and kept short")
  void complaints() throws IOException {
    String raw =
        RAW_OUT
            .replace("FileDescriptor.out", "FileDescriptor.err")
            .formatted(
                "for (int i = 0; i < 200_000; i++) o.write(\"a line of it\\n\".getBytes()); %s");
    assertThat(run(strategy(raw.formatted(""))).equitySize()).isEqualTo(30);
    StrategyDescriptor exits = strategy(raw.formatted("Runtime.getRuntime().halt(4);"));
    assertThatExceptionOfType(StrategyFailedException.class)
        .isThrownBy(() -> run(exits))
        .withMessageContaining("it ended its process with exit code 4: a line of it")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @ParameterizedTest
  @DisplayName("case 25: whatever is started is found and ended, by whatever way")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a child          | "/bin/sleep", "SECONDS"
          a grandchild     | "/bin/sh", "-c", "/bin/sleep SECONDS; true"
          an orphan        | "/bin/sh", "-c", "/bin/sleep SECONDS &"
          a daemon         | "/bin/sh", "-c", "/usr/bin/setsid /bin/sleep SECONDS &"
          """)
  void otherProcesses(String what, String command) throws IOException {
    // A time that nothing else sleeps, to find it by.
    String seconds =
        "300." + (1_000 + Math.floorMod(what.hashCode(), 1_000)) + ProcessHandle.current().pid();
    String start =
        "try { new ProcessBuilder("
            + command.replace("\"", "\"").replace("SECONDS", seconds)
            + ").start(); } catch (java.io.IOException e) { throw new IllegalStateException(e); }";

    assertEnds(start + " while (true) {}", "it started another process");
    assertGone(what, seconds);

    // Whether it is noticed before the run is over is a matter of milliseconds.
    StrategyDescriptor quick = strategy(start);
    Throwable noticed = catchThrowable(() -> run(quick));
    if (noticed != null) {
      assertThat(noticed).hasMessageContaining("it started another process");
    }
    assertGone(what + " of a run that is over", seconds);
  }

  /** What was killed is gone a moment later; what has ended has no command line any more. */
  private static void assertGone(String what, String seconds) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (isSleeping(seconds) && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(isSleeping(seconds)).as(what).isFalse();
  }

  private static boolean isSleeping(String seconds) {
    return ProcessHandle.allProcesses()
        .anyMatch(
            each -> each.info().commandLine().filter(line -> line.contains(seconds)).isPresent());
  }

  @Test
  @DisplayName("case 25: code that ends the process while it is read is a problem of its jar")
  void exitWhileReading() throws IOException {
    Path jar =
        CompiledJar.of(
            folder.resolve("exit.jar"),
            CompiledJar.onBar("Exit", "exit", "")
                .replace("return \"exit\";", "Runtime.getRuntime().halt(7); return \"exit\";"));
    assertThat(PluginJar.read(jar, TIGHT, false).problem())
        .hasValue("it ended its process with exit code 7");
  }

  @Test
  @DisplayName("case 25: there is no network where the system can take it away")
  void network() throws IOException {
    String tried =
        "try (var s = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());"
            + " var c = new java.net.Socket()) { c.connect(s.getLocalSocketAddress(), 1000);"
            + " throw new IllegalStateException(\"connected\"); }"
            + " catch (java.io.IOException e) { throw new IllegalStateException(\"no network\"); }";
    StrategyDescriptor strategy = strategy(tried);
    boolean separates = PluginProgram.command(TIGHT).contains("--net");
    assertThatExceptionOfType(StrategyFailedException.class)
        .isThrownBy(() -> run(strategy))
        .withMessageContaining(separates ? "no network" : "connected");
  }

  /** A platform of its own: runs a strategy that never returns, and says its process's id. */
  public static final class Platform {
    private Platform() {}

    /** The entry point; the jar's path is the argument. */
    public static void main(String[] arguments) {
      PluginLimits patient = new PluginLimits(32, 600_000, 600_000, 600_000);
      PluginJar read = PluginJar.read(Path.of(arguments[0]), patient, false);
      Thread watch =
          new Thread(
              () -> {
                while (ProcessHandle.current().children().findAny().isEmpty()) {
                  Thread.onSpinWait();
                }
                System.out.println(ProcessHandle.current().children().findAny().get().pid());
              });
      watch.setDaemon(true);
      watch.start();
      run(read.strategies().getFirst().descriptor());
    }
  }

  @Test
  @DisplayName("case 25: a loop does not outlive a platform that was killed")
  void killedPlatform() throws Exception {
    Process platform =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Platform.class.getName(),
                jar("while (true) {}").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ProcessHandle plugin;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(platform.getInputStream(), StandardCharsets.UTF_8))) {
      plugin = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      assertThat(plugin.isAlive()).isTrue();
      platform.destroyForcibly().waitFor();
    }
    assertThat(plugin.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
  }
}

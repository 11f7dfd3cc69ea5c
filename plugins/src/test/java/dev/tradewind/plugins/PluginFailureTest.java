package dev.tradewind.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tradewind.engine.simulation.ErrorPolicy;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Code that fails or means harm ends its own run and nothing else. The limits must hold by
 * themselves, so the check of the code is off here.
 */
class PluginFailureTest {
  private static final PluginLimits TIGHT = new PluginLimits(32, 3_000, 60_000, 20_000);
  private static final String PLACE = " (instrument A, newest known bar 5, time 2020-";

  @TempDir Path folder;

  @AfterEach
  void everyProcessIsGone() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private StrategyDescriptor strategy(String statements, PluginLimits limits) throws IOException {
    Path jar =
        CompiledJar.of(
            folder.resolve("bad.jar"),
            CompiledJar.onBar("Bad", "bad", "if (context.barCount(0) == 6) {" + statements + "}"));
    PluginJar read = PluginJar.read(jar, limits, false);
    assertThat(read.problem()).isEmpty();
    return read.strategies().getFirst().descriptor();
  }

  private static SimulationResult run(StrategyDescriptor strategy, SimulationConfig config) {
    return Simulator.run(
        List.of(TestMarket.walk("A", "1D", 30, 1)),
        strategy,
        Map.of(),
        config,
        SimulationListener.NONE);
  }

  private StrategyFailedException failure(String statements) throws IOException {
    StrategyDescriptor strategy = strategy(statements, TIGHT);
    StrategyFailedException[] caught = new StrategyFailedException[1];
    assertThatExceptionOfType(StrategyFailedException.class)
        .isThrownBy(() -> run(strategy, SimulationConfig.DEFAULT))
        .satisfies(e -> caught[0] = e);
    assertThat(caught[0]).hasMessageStartingWith("strategy " + strategy.id() + " failed in onBar");
    assertThat(caught[0]).hasMessageContaining(PLACE);
    assertThat(caught[0].partialResult()).isPresent();
    assertThat(caught[0].partialResult().get().equitySize()).isEqualTo(6);
    return caught[0];
  }

  @Test
  void anExceptionIsNamedWithItsPlaceInTheCode() throws IOException {
    assertThat(failure("throw new IllegalStateException(\"no idea\");"))
        .hasMessageContaining(
            "): it threw IllegalStateException: no idea (test.Bad$Run.onBar, line ");
  }

  @Test
  void endlessRecursionIsAnError() throws IOException {
    assertThat(failure("onBar(context);")).hasMessageContaining("it threw StackOverflowError");
  }

  @Test
  void aRunCanGoOnAfterAnException() throws IOException {
    SimulationResult result =
        run(
            strategy("throw new IllegalStateException(\"no idea\");", TIGHT),
            SimulationConfig.DEFAULT.withOnError(ErrorPolicy.CONTINUE, 100));
    assertThat(result.equitySize()).isEqualTo(30);
    assertThat(result.errors()).singleElement().asString().contains("no idea");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          while (true) {}                                     | it did not return from onBar within 3000 ms
          List<long[]> l = new ArrayList<>(); while (true) l.add(new long[100_000]); | it ran out of memory (32 MB)
          System.exit(0);                                     | it ended its process with exit code 0
          Runtime.getRuntime().halt(9);                       | it ended its process with exit code 9
          """)
  void whatNeverReturnsIsEnded(String statements, String expected) throws IOException {
    assertThat(failure(statements)).hasMessageContaining(expected);
  }

  @Test
  void threadsAreCounted() throws IOException {
    assertThat(
            failure(
                "for (int i = 0; i < 100; i++) Thread.ofPlatform().start(() -> { while (true) {"
                    + " java.util.concurrent.locks.LockSupport.park(); } });"
                    + " while (true) java.util.concurrent.locks.LockSupport.park();"))
        .hasMessageMatching("(?s).*(it started threads: \\d+, at most 64|did not return).*");
  }

  @Test
  void anotherProcessIsFoundAndEnded() throws IOException {
    assertThat(
            failure(
                "try { new ProcessBuilder(\"/bin/sleep\", \"60\").start(); while (true) {} }"
                    + " catch (java.io.IOException e) { throw new IllegalStateException(e); }"))
        .hasMessageContaining("it started another process");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void processorTimeIsLimited() throws IOException {
    StrategyDescriptor strategy =
        strategy("while (true) {}", new PluginLimits(32, 30_000, 60_000, 1_500));
    assertThatExceptionOfType(StrategyFailedException.class)
        .isThrownBy(() -> run(strategy, SimulationConfig.DEFAULT))
        .withMessageContaining("it used more than 1500 ms of processor time");
  }

  @Test
  void aRunIsLimitedInTime() throws IOException {
    StrategyDescriptor strategy =
        strategy("while (true) {}", new PluginLimits(32, 60_000, 4_000, 60_000));
    assertThatExceptionOfType(StrategyFailedException.class)
        .isThrownBy(() -> run(strategy, SimulationConfig.DEFAULT))
        .withMessageContaining("it ran for more than 4000 ms");
  }

  @Test
  void whatIsPrintedGoesNowhere() throws IOException {
    SimulationResult result =
        run(
            strategy("for (int i = 0; i < 10_000; i++) System.out.println(\"noise\");", TIGHT),
            SimulationConfig.DEFAULT);
    assertThat(result.equitySize()).isEqualTo(30);
  }

  @Test
  void messagesThatAreNoneEndTheRun() throws IOException {
    assertThat(
            failure(
                "try (var o = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {"
                    + " o.write(new byte[] {0, 0, 0, 9, 99, 1, 2, 3, 4, 5, 6, 7, 8}); }"
                    + " catch (java.io.IOException e) { throw new IllegalStateException(e); }"))
        .hasMessageContaining("it sent what is no message: there is no request 99");
  }

  @Test
  void ordersThatMakeNoSenseAreRefusedNotFatal() throws IOException {
    SimulationResult result =
        run(
            strategy(
                "context.submit(new OrderIntent.Order(0, Side.BUY, new OrderSize.Lots(-1),"
                    + " new OrderType.Limit(Double.NaN)));"
                    + "context.submit(new OrderIntent.Market(7, Side.BUY, new OrderSize.Lots(1)));",
                TIGHT),
            SimulationConfig.DEFAULT);
    assertThat(result.rejections()).hasSize(2);
    assertThat(result.fills()).isEmpty();
  }

  @Test
  void thereAreNoSecretsAndNoFilesToFind() throws IOException {
    assertThat(
            failure(
                """
                try {
                  String open = "";
                  java.io.File[] links = new java.io.File("/proc/self/fd").listFiles();
                  for (java.io.File each : links == null ? new java.io.File[0] : links) {
                    if (Integer.parseInt(each.getName()) > 2) {
                      try {
                        String to = java.nio.file.Files.readSymbolicLink(each.toPath()).toString();
                        if (!to.contains("/lib/") && !to.startsWith("/proc") && !to.endsWith(".jar")
                            && !to.startsWith("anon_inode") && !to.contains("lib/modules")) open += to + " ";
                      } catch (java.nio.file.NoSuchFileException e) { }
                    }
                  }
                  String written;
                  try {
                    java.nio.file.Files.writeString(java.nio.file.Path.of("x"), "something");
                    written = java.nio.file.Files.size(java.nio.file.Path.of("x")) > 0 ? "written" : "empty";
                  } catch (java.io.IOException e) {
                    written = "refused";
                  }
                  int files = new java.io.File(".").list().length;
                  throw new IllegalStateException("environment " + System.getenv().keySet()
                      + " open [" + open.strip() + "] file " + written);
                } catch (java.io.IOException e) { throw new IllegalStateException(e.toString()); }
                """))
        .hasMessageMatching(
            "(?s).*environment \\[(PWD|OLDPWD|_|SHLVL|, )*] open \\[] file (refused|empty).*");
  }

  @Test
  void aCancelledRunEndsItsProcess() throws IOException {
    StrategyDescriptor strategy = strategy("", TIGHT);
    assertThatExceptionOfType(SimulationCancelledException.class)
        .isThrownBy(
            () ->
                Simulator.run(
                    List.of(TestMarket.walk("A", "1m", 20_000, 1)),
                    strategy,
                    Map.of(),
                    SimulationConfig.DEFAULT,
                    (done, total) -> false));
  }

  @Test
  void whatFailsAtTheStartSaysSo() throws IOException {
    Path jar =
        CompiledJar.of(
            folder.resolve("start.jar"),
            CompiledJar.provider(
                "Start",
                "start",
                "public void onStart(StrategySetup s) { s.feature(0, \"ema(close\"); }\n"
                    + "public void onBar(StrategyContext c) {}"));
    StrategyDescriptor strategy = PluginJar.read(jar, TIGHT).strategies().getFirst().descriptor();
    assertThatExceptionOfType(StrategyFailedException.class)
        .isThrownBy(() -> run(strategy, SimulationConfig.DEFAULT))
        .withMessageContaining("strategy " + strategy.id() + " failed to start: ")
        .withMessageContaining("test.Start$Run.onStart");
  }

  @Test
  void aLoopWhileTheJarIsReadIsEnded() throws IOException {
    String source =
        CompiledJar.onBar("Slow", "slow", "")
            .replace("return \"slow\";", "while (true) {}")
            .replace("public String id()", "public String id()");
    Path jar = CompiledJar.of(folder.resolve("slow.jar"), source);
    assertThat(PluginJar.read(jar, TIGHT).problem())
        .hasValue("it did not return from loading its classes within 3000 ms");
  }

  @Test
  void temporaryDirectoriesAreDeleted() throws IOException {
    Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
    long before = count(tmp);
    run(strategy("", TIGHT), SimulationConfig.DEFAULT);
    assertThat(count(tmp)).isLessThanOrEqualTo(before);
  }

  private static long count(Path tmp) throws IOException {
    try (Stream<Path> all = Files.list(tmp)) {
      return all.filter(each -> each.getFileName().toString().startsWith("tradewind-plugin"))
          .count();
    }
  }
}

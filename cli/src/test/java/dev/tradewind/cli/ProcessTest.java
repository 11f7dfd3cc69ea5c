package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own. */
final class ProcessTest {
  @TempDir Path directory;

  private record Ended(int code, String out, String err) {}

  private Ended start(List<String> jvm, String... args) throws Exception {
    Process process = process(jvm, args);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return new Ended(code, out, Files.readString(directory.resolve("err")));
  }

  private Process process(List<String> jvm, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRADEWIND_HOME", directory.resolve("home").toString());
    builder.redirectError(directory.resolve("err").toFile());
    return builder.start();
  }

  @Test
  void versionAndExitCodesReachTheShell() throws Exception {
    Ended version = start(List.of(), "--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).isEqualTo("tradewind 0.1.0\n");
    Ended wrong = start(List.of(), "frobnicate");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("frobnicate");
  }

  @Test
  void aRunOnAFileLoadsNoDatabaseNoBinderAndNoHttp() throws Exception {
    Path prices = CommandRun.prices(directory, "prices.csv", 100);
    Ended run =
        start(
            List.of("-Xlog:class+load:file=" + directory.resolve("classes")),
            "backtest",
            "run",
            "--data",
            prices.toString(),
            "--strategy",
            "ema_crossover",
            "--output",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Json.parse(run.out()).get("run").text("resultHash")).hasSize(64);
    assertThat(Files.readString(directory.resolve("classes")))
        .contains("dev.tradewind.cli.Main")
        .doesNotContain("org.duckdb.")
        .doesNotContain("tools.jackson.databind")
        .doesNotContain("java.net.http.HttpClient ");
  }

  @Test
  void aReaderThatGoesAwayIsNoCrash() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "sh",
            "-c",
            "\"$JAVA\" -cp \"$CP\" dev.tradewind.cli.Main completion 2>\"$ERR\" | head -n 1");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    builder.environment().put("CP", System.getProperty("java.class.path"));
    builder.environment().put("ERR", directory.resolve("err").toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(out).startsWith("#!");
    assertThat(Files.readString(directory.resolve("err"))).doesNotContain("\tat ");
  }

  @Test
  void interruptingTheCommandCancelsTheJobOnThePlatform() throws Exception {
    CountDownLatch polled = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String target = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          if (target.equals("POST /api/v1/backtests/7/cancel")) {
            cancelled.countDown();
          }
          byte[] body = "{\"id\":7,\"status\":\"RUNNING\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          if (target.equals("GET /api/v1/backtests/7")) {
            polled.countDown();
          }
        });
    server.start();
    Path file = Files.createDirectories(directory.resolve("home/run")).resolve("platform.json");
    Files.writeString(
        file,
        "{\"pid\":%d,\"address\":\"127.0.0.1\",\"port\":%d,\"token\":\"t\"}"
            .formatted(ProcessHandle.current().pid(), server.getAddress().getPort()));
    Process process =
        process(
            List.of(),
            "backtest",
            "run",
            "--instrument",
            "A",
            "--timeframe",
            "1h",
            "--strategy",
            "buy_and_hold");
    try {
      assertThat(polled.await(60, TimeUnit.SECONDS)).isTrue();
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
    } finally {
      process.destroyForcibly();
      server.stop(0);
    }
  }

  private String[] walk(Path prices) {
    return new String[] {
      "walkforward",
      "run",
      "--data",
      prices.toString(),
      "--strategy",
      "ema_crossover",
      "--space",
      "fast=2..40",
      "--space",
      "slow=41..300",
      "--trials",
      "150",
      "--in-sample",
      "1500",
      "--out-of-sample",
      "500",
      "--output",
      "json",
      "--quiet"
    };
  }

  /** Waits until a walk has so many trials; answers how many there are. */
  private long trials(Process process, long most) throws Exception {
    Path walks = directory.resolve("home").resolve("optimize").resolve("walks");
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    long trials = 0;
    while (trials < most) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .as("ended by itself: %s", Files.readString(directory.resolve("err")))
          .isFalse();
      assertThat(System.nanoTime()).as("%s trials after a minute", trials).isLessThan(until);
      if (Files.isDirectory(walks)) {
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(walks, "*.walk")) {
          for (Path each : kept) {
            trials = StudyFiles.trials(Files.readAllLines(each), 2);
          }
        }
      }
    }
    return trials;
  }

  @Test
  void aWalkThatIsInterruptedAndKilledEndsAsOneThatIsNot() throws Exception {
    Path prices = CommandRun.prices(directory, "prices.csv", 4_000);
    Process interrupted = process(List.of(), walk(prices));
    long first = trials(interrupted, 5);
    assertThat(new ProcessBuilder("kill", "-INT", "" + interrupted.pid()).start().waitFor())
        .isZero();
    assertThat(interrupted.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted.exitValue()).isEqualTo(ExitCode.INTERRUPTED.code());
    assertThat(Files.readString(directory.resolve("err")))
        .containsPattern(
            "walk [0-9a-f]{16} was cut off; 'tradewind optimize resume [0-9a-f]{16}' goes on");

    Process killed = process(List.of(), walk(prices));
    trials(killed, first + 20);
    killed.destroyForcibly().waitFor();

    CommandRun resumed = CommandRun.in(directory.resolve("home"), walk(prices));
    CommandRun whole = CommandRun.in(directory.resolve("other"), walk(prices));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.out()).isEqualTo(whole.out());
    assertThat(resumed.json().get("trials").asDouble()).hasValue(750);
    assertThat(Files.readString(directory.resolve("home/optimize/ledger.tsv")))
        .as("charged once")
        .isEqualTo(Files.readString(directory.resolve("other/optimize/ledger.tsv")));
  }
}

package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Studies and walks that the command line asks of a running platform, as processes of its own. */
class CommandLineStudiesTest {
  private static final int OK = 0;
  private static final int USAGE = 2;
  private static final int REFUSED = 3;
  private static final int CONFLICT = 4;
  private static final int NOT_FOUND = 5;
  private static final int INTERRUPTED = 130;

  @TempDir Path folder;

  private final TestPlatform platform = TestPlatform.shared();
  private final Api api = platform.local();
  private int started;

  /** How a command ended. */
  private record Ended(int code, String out, String err) {
    JsonNode json() {
      return Json.parse(out);
    }
  }

  /** A command that runs. */
  private record Running(Process process, Path out, Path err) {
    Ended ended() throws IOException, InterruptedException {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    void interrupt() throws IOException, InterruptedException {
      assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
    }
  }

  private Running start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), "dev.tradewind.cli.Main"));
    command.addAll(arguments);
    Path out = folder.resolve("out" + started);
    Path err = folder.resolve("err" + started++);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRADEWIND_HOME", platform.home.toString());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    return start(List.of(arguments)).ended();
  }

  private Ended succeeded(String... arguments) throws IOException, InterruptedException {
    Ended ended = run(arguments);
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(OK);
    return ended;
  }

  private void importOnce(String instrument, int bars, long seed) {
    if (api.get("/series/bars?instrument=" + instrument + "&timeframe=1h").status() != 200) {
      MarketDataTest.importHourly(api, instrument, bars, seed);
    }
  }

  private static List<String> search(String group, String verb, String instrument, String... more) {
    List<String> arguments = new ArrayList<>(List.of(group, verb, "--instrument", instrument));
    arguments.addAll(List.of("--strategy", "ema_crossover", "--output", "json"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  @Test
  void walksAreAskedForShownAndListed() throws Exception {
    importOnce("LINE-A", 2_000, 71);
    String[] space = {"--space", "fast=2..9", "--space", "slow=12..40:4", "--trials", "6"};
    List<String> asked = search("walkforward", "run", "LINE-A", space);
    asked.addAll(List.of("--in-sample", "800", "--out-of-sample", "300", "--sampler", "random"));
    Ended walk = succeeded(asked.toArray(String[]::new));

    String id = walk.json().get("study").asString();
    JsonNode detail = api.get("/studies/" + id).json();
    assertThat(detail.get("study").get("kind").asString()).isEqualTo("WALK_FORWARD");
    assertThat(walk.json().get("trials").asInt()).isEqualTo(24);
    assertThat(walk.json().get("windows")).isEqualTo(detail.get("walk").get("windows"));
    assertThat(walk.json().get("verdict").get("level"))
        .isEqualTo(detail.get("walk").get("verdict").get("level"));
    assertThat(succeeded("walkforward", "show", id, "--output", "json").json())
        .isEqualTo(walk.json());
    assertThat(succeeded("walkforward", "show").out()).contains(id);
    JsonNode listed =
        succeeded("optimize", "list", "--output", "json")
            .json()
            .valueStream()
            .filter(each -> each.get("study").asString().equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(listed.get("kind").asString()).isEqualTo("walk-forward");
    assertThat(listed.get("state").asString()).isEqualTo("DONE");
    Path csv = folder.resolve("walk.csv");
    succeeded("study", "export", id, "--file", csv.toString());
    assertThat(Files.readAllLines(csv)).hasSize(25);

    List<String> matrix = search("walkforward", "matrix", "LINE-A", space);
    matrix.addAll(List.of("--in-sample", "800,500", "--out-of-sample", "300,400"));
    Ended cells = succeeded(matrix.toArray(String[]::new));
    assertThat(cells.json().get("matrix").get("cells").size()).isEqualTo(4);
    assertThat(run("optimize", "resume", id).code()).isEqualTo(CONFLICT);
    assertThat(run("optimize", "stop", id).code()).isEqualTo(CONFLICT);
    assertThat(run("walkforward", "show", "00000000-0000-0000-0000-000000000000").code())
        .isEqualTo(NOT_FOUND);
  }

  @Test
  void whatTheStudyFoundIsApplied() throws Exception {
    importOnce("LINE-A", 2_000, 71);
    String document =
        """
        name: line_rule
        direction: long
        enter: close > sma(close, $length)
        exit: close < sma(close, $length)
        parameters:
          length: {type: integer, default: 5, min: 2, max: 60}
        """;
    assertThat(
            api.post("/strategies", "{\"document\":\"" + document.replace("\n", "\\n") + "\"}")
                .status())
        .isEqualTo(201);
    List<String> asked = search("optimize", "run", "LINE-A", "--space", "length=10..40:3");
    asked.set(asked.indexOf("ema_crossover"), "line_rule");
    asked.addAll(List.of("--sampler", "grid"));
    JsonNode found = succeeded(asked.toArray(String[]::new)).json();
    String id = found.get("study").asString();
    String best = found.get("best").get("trial").asString();

    JsonNode applied =
        succeeded("optimize", "apply", id, "--trial", best, "--name", "By hand", "--output", "json")
            .json();

    assertThat(applied.get("parameters")).isEqualTo(found.get("best").get("parameters"));
    assertThat(applied.get("evidence").get("trial").asString()).isEqualTo(best);
    JsonNode run =
        TestPlatform.await(
            "the applied run",
            () -> api.get("/backtests/" + applied.get("backtest").asString()).json(),
            each -> each.get("status").asString().equals("DONE"));
    assertThat(run.get("name").asString()).isEqualTo("By hand");
    assertThat(run.get("run").get("resultHash")).isEqualTo(found.get("best").get("resultHash"));
    JsonNode version =
        succeeded("optimize", "apply", id, "--trial", "4", "--as", "strategy", "--output", "json")
            .json();
    assertThat(version.get("strategy").asString()).isEqualTo("line_rule");
    assertThat(version.get("version").asInt()).isEqualTo(2);
    Ended recommended = run("optimize", "apply", id, "--output", "json");
    if (found.get("recommended").get("parameters").isNull()) {
      assertThat(recommended.code()).isEqualTo(REFUSED);
      assertThat(recommended.err()).contains("recommends nothing").contains("--trial");
    } else {
      assertThat(recommended.json().get("parameters"))
          .isEqualTo(found.get("recommended").get("parameters"));
    }
    assertThat(run("optimize", "apply", id, "--trial", "999").code()).isEqualTo(NOT_FOUND);
    assertThat(run("optimize", "apply", id, "--as", "poem").code()).isEqualTo(USAGE);
    Ended local = run("optimize", "apply", "0123456789abcdef");
    assertThat(local.code()).isEqualTo(NOT_FOUND);
    assertThat(local.err()).contains("is none of the platform");
  }

  @Test
  void whatCannotBeSearchedSaysSoByItsExitCode() throws Exception {
    importOnce("LINE-A", 2_000, 71);
    Ended unknown =
        run(search("optimize", "run", "LINE-A", "--space", "fats=2..9").toArray(String[]::new));
    assertThat(unknown.code()).isEqualTo(USAGE);
    assertThat(unknown.err()).contains("has no parameter 'fats'; did you mean fast?");
    Ended nothing =
        run(
            search(
                    "optimize",
                    "run",
                    "LINE-A",
                    "--space",
                    "fast=2..9",
                    "--sampler",
                    "grid",
                    "--constraint",
                    "tradeCount > 100000")
                .toArray(String[]::new));
    assertThat(nothing.code()).isEqualTo(REFUSED);
    assertThat(nothing.err()).contains("is FAILED after 8 trials").contains("8 break a constraint");
  }

  private String running(String name) {
    JsonNode study =
        TestPlatform.await(
            "the first trials of " + name,
            () ->
                api.get("/studies?q=" + name)
                    .json()
                    .get("items")
                    .valueStream()
                    .filter(each -> each.get("status").asString().equals("RUNNING"))
                    .filter(each -> each.get("trials").asInt() > 0)
                    .findFirst()
                    .orElse(null),
            each -> each != null);
    return study.get("id").asString();
  }

  private String state(String id) {
    return api.get("/studies/" + id).json().get("study").get("status").asString();
  }

  @Test
  void aWalkIsInterruptedResumedAndStoppedFromAnotherTerminal() throws Exception {
    importOnce("LINE-B", 9_000, 72);
    List<String> asked =
        search("walkforward", "run", "LINE-B", "--space", "fast=2..40", "--space", "slow=41..400");
    asked.addAll(List.of("--in-sample", "5000", "--out-of-sample", "1000", "--trials", "3000"));
    // No sweep measures the cash at the start, so that each set takes its time.
    asked.addAll(List.of("--objective", "sharpe - 0 * initialCash"));
    Running first = start(asked);
    String id = running("LINE-B");

    first.interrupt();

    assertThat(first.ended().code()).isEqualTo(INTERRUPTED);
    TestPlatform.await("the end of " + id, () -> state(id), "CANCELLED"::equals);
    int before = api.get("/studies/" + id).json().get("study").get("trials").asInt();
    Ended shown = run("optimize", "show", id);
    assertThat(shown.code()).isEqualTo(INTERRUPTED);
    assertThat(shown.err()).contains("study " + id + " is CANCELLED after " + before + " trials");

    Running resumed = start(List.of("optimize", "resume", id));
    TestPlatform.await(
        "more trials",
        () -> api.get("/studies/" + id).json().get("study").get("trials").asInt(),
        trials -> trials > before);
    assertThat(succeeded("optimize", "stop", id).err()).contains("study " + id + " is stopped");
    Ended stopped = resumed.ended();
    assertThat(stopped.code()).isEqualTo(INTERRUPTED);
    assertThat(stopped.err())
        .contains("is CANCELLED")
        .contains("goes on where it was when resumed");
    assertThat(stopped.out()).isEmpty();
    assertThat(api.delete("/studies/" + id).status()).isEqualTo(204);
  }
}

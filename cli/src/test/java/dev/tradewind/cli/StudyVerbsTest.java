package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Studies and walks that are kept below the home directory. */
class StudyVerbsTest {
  @TempDir Path directory;
  private Path prices;
  private Path home;

  @BeforeEach
  void files() {
    prices = CommandRun.prices(directory, "prices.csv", 400);
    home = directory.resolve("home");
  }

  private CommandRun run(String... line) {
    return CommandRun.in(home, line);
  }

  private CommandRun search(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "optimize",
                "run",
                "--data",
                prices.toString(),
                "--strategy",
                "ema_crossover",
                "--space",
                "fast=2..20",
                "--space",
                "slow=25..60:5",
                "--sampler",
                "random"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private Json only() {
    CommandRun list = run("optimize", "list", "--output", "json");
    assertThat(list.code()).as(list.err()).isZero();
    assertThat(list.json().items()).hasSize(1);
    return list.json().items().getFirst();
  }

  @Test
  void aStudyIsListedShownAndExported() throws IOException {
    CommandRun done = search("--trials", "30", "--output", "json");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.err()).contains("Every set is simulated by itself, because");

    Json listed = only();
    String id = listed.text("study");
    assertThat(id).isEqualTo(done.json().text("study"));
    assertThat(listed.text("state")).isEqualTo("done");
    assertThat(listed.get("trials").asDouble()).hasValue(30);
    assertThat(run("optimize", "show", id, "--output", "json").json()).isEqualTo(done.json());
    assertThat(run("optimize", "show", id).out()).contains("recommended: ");
    Path csv = directory.resolve("trials.csv");
    assertThat(run("study", "export", id, "--file", csv.toString()).code()).isZero();
    assertThat(Files.readAllLines(csv)).hasSize(31);
    assertThat(Files.readAllLines(csv).getFirst())
        .startsWith("trial,state,fraction,fast,slow,")
        .endsWith("sharpe,problem");
    Path parquet = directory.resolve("trials.parquet");
    CommandRun written = run("study", "export", id, "--file", parquet.toString());
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(Files.readString(parquet, StandardCharsets.ISO_8859_1)).startsWith("PAR1");
    assertThat(run("study", "export", id, "--file", "x.txt").code())
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(run("optimize", "show", "0123456789abcdef").code())
        .isEqualTo(ExitCode.NOT_FOUND.code());
  }

  @Test
  void theExplanationIsPartOfTheAnswer() {
    Json document = search("--trials", "60", "--output", "json").json();

    Json explanation = document.get("explanation");
    assertThat(explanation.get("importance").items()).hasSize(2);
    assertThat(explanation.get("importance").items().getFirst().properties())
        .containsKeys("parameter", "permutation", "share", "partialDependence");
    assertThat(explanation.get("interactions").items()).hasSize(1);
    assertThat(document.get("recommended").text("why")).isNotBlank();
  }

  @Test
  void aResumedStudyIsProlonged() {
    search("--trials", "10");
    String id = only().text("study");

    CommandRun more = run("optimize", "resume", id, "--trials", "25", "--output", "json");

    assertThat(more.code()).as(more.err()).isZero();
    assertThat(more.err()).contains("10 trials are known");
    assertThat(more.json().get("trials").asDouble()).hasValue(25);
    CommandRun whole = search("--trials", "25", "--output", "json", "--quiet");
    assertThat(whole.out()).isEqualTo(more.out());
  }

  @Test
  void onlyWhatRunsIsStoppedAndOnlyWhatDoesNotIsResumed() throws IOException {
    search("--trials", "10");
    String id = only().text("study");
    assertThat(run("optimize", "stop", id).err()).contains("does not run");
    Path file = home.resolve("optimize").resolve("studies").resolve(id + ".study");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(only().text("state")).isEqualTo("running");
      assertThat(run("optimize", "resume", id).code()).isEqualTo(ExitCode.CONFLICT.code());
      assertThat(run("optimize", "stop", id).code()).isZero();
      assertThat(file.resolveSibling(id + ".stop")).exists();
    }
    // The next run is not stopped by what was meant for the last one.
    assertThat(run("optimize", "resume", id).code()).isZero();
    assertThat(file.resolveSibling(id + ".stop")).doesNotExist();
  }

  private CommandRun walk(String verb, String in, String out, String... more) {
    List<String> args =
        new ArrayList<>(List.of("walkforward", verb, "--data", prices.toString(), "--strategy"));
    args.addAll(List.of("ema_crossover", "--space", "fast=2..20", "--trials", "6"));
    args.addAll(List.of("--in-sample", in, "--out-of-sample", out, "--output", "json"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private Path onlyWalk() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("optimize").resolve("walks"))) {
      return files.filter(each -> each.toString().endsWith(".walk")).findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource({"run, 100, 50, 36", "matrix, '100,150', 60, 54"})
  void aWalkThatWasCutAnywhereIsContinued(String verb, String in, String out, int trials)
      throws IOException {
    CommandRun whole = walk(verb, in, out);
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.json().get("trials").asDouble()).hasValue(trials);
    Path file = onlyWalk();
    Path result = file.resolveSibling(whole.json().text("study") + ".result");
    byte[] bytes = Files.readAllBytes(file);
    for (int part = 0; part <= 8; part++) {
      byte[] cut = Arrays.copyOf(bytes, bytes.length * part / 8 - (part == 8 ? 1 : 0));
      Files.write(file, cut, StandardOpenOption.TRUNCATE_EXISTING);
      Files.delete(result);

      CommandRun resumed = walk(verb, in, out);

      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(resumed.out()).isEqualTo(whole.out());
      List<String> kept =
          Files.readAllLines(file).stream().filter(each -> each.endsWith("\t.")).toList();
      assertThat(kept).as("nothing is evaluated twice").doesNotHaveDuplicates().hasSize(trials);
      if (part > 1) {
        assertThat(resumed.err()).containsPattern("is continued: [1-9]\\d* trials are known");
      }
    }
  }

  @Test
  void aWalkThatWasCutOffIsListedShownStoppedAndResumed() throws IOException {
    CommandRun whole = walk("run", "100", "50");
    String id = whole.json().text("study");
    Path file = onlyWalk();
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 15));
    Files.delete(file.resolveSibling(id + ".result"));

    Json listed = only();
    assertThat(listed.text("study")).isEqualTo(id);
    assertThat(listed.text("kind")).isEqualTo("walk-forward");
    assertThat(listed.text("state")).isEqualTo("stopped");
    assertThat(listed.get("trials").asDouble()).hasValue(14);
    assertThat(run("optimize", "show", id).err())
        .contains("walk " + id + " is stopped after 14 trials")
        .contains("'tradewind optimize resume " + id + "' goes on");
    assertThat(run("walkforward", "show", id).err()).contains("is stopped after 14 trials");
    assertThat(run("walkforward", "show").out()).contains(id).contains("stopped");
    Path csv = directory.resolve("walk.csv");
    assertThat(run("study", "export", id, "--file", csv.toString()).code()).isZero();
    assertThat(Files.readAllLines(csv)).hasSize(15);
    assertThat(Files.readAllLines(csv).getFirst()).startsWith("window,trial,state,fraction,fast,");
    assertThat(Files.readAllLines(csv).getLast()).startsWith("2,");
    assertThat(run("optimize", "stop", id).err()).contains("walk " + id + " does not run");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(only().text("state")).isEqualTo("running");
      assertThat(run("optimize", "resume", id).code()).isEqualTo(ExitCode.CONFLICT.code());
      assertThat(run("optimize", "stop", id).code()).isZero();
      assertThat(file.resolveSibling(id + ".stop")).exists();
    }

    CommandRun resumed = run("optimize", "resume", id, "--output", "json");

    assertThat(resumed.err()).contains("14 trials are known");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.out()).isEqualTo(whole.out());
    assertThat(only().text("state")).isEqualTo("done");
    assertThat(run("optimize", "show", id, "--output", "json").json()).isEqualTo(whole.json());
  }

  @Test
  void aWalkIsKept() {
    CommandRun walk =
        run(
            "walkforward",
            "run",
            "--data",
            prices.toString(),
            "--strategy",
            "ema_crossover",
            "--space",
            "fast=2..20",
            "--trials",
            "5",
            "--in-sample",
            "100",
            "--out-of-sample",
            "50",
            "--output",
            "json",
            "--quiet");
    assertThat(walk.code()).as(walk.err()).isZero();

    CommandRun list = run("walkforward", "show", "--output", "json");
    assertThat(list.json().items()).hasSize(1);
    String id = list.json().items().getFirst().text("study");
    assertThat(run("walkforward", "show", id, "--output", "json").json()).isEqualTo(walk.json());
    assertThat(run("walkforward", "show").out()).contains(id);
    assertThat(run("walkforward", "show", "nothing").code()).isEqualTo(ExitCode.NOT_FOUND.code());
  }
}

package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of a file and a strategy, without a platform. */
final class RobustnessVerbsTest {
  @TempDir Path directory;
  private Path prices;
  private Path home;

  @BeforeEach
  void files() {
    prices = CommandRun.prices(directory, "prices.csv", 200);
    home = directory.resolve("home");
  }

  private CommandRun run(List<String> verb, String... more) {
    List<String> args = new ArrayList<>(verb);
    args.addAll(List.of("--data", prices.toString()));
    args.addAll(List.of("--strategy", "ema_crossover", "--param", "fast=3", "--param", "slow=8"));
    args.addAll(List.of(more));
    return CommandRun.in(home, args.toArray(String[]::new));
  }

  @Test
  void anHonestStrategyIsNotAccused() {
    CommandRun run = run(List.of("lookahead", "check"));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Look-ahead: None of 200 examined decisions changes");
  }

  @Test
  void warmUpIsListedByFeature() {
    CommandRun run = run(List.of("recursion", "check"), "--output", "json", "--starts", "5");

    assertThat(run.code()).as(run.err()).isZero();
    Json features = run.json().get("tables").items().getFirst();
    assertThat(features.text("key")).isEqualTo("features");
    assertThat(features.get("rows").items()).hasSize(2);
    assertThat(features.get("rows").items().getFirst().items().get(1).text("text"))
        .isEqualTo("ema(close, 3)");
  }

  @Test
  void anAnalysisOpensWithTheVerdict() {
    CommandRun run =
        run(List.of("backtest", "analyse"), "--paths", "20", "--starts", "4", "--threads", "1");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines().toList().getFirst()).endsWith(".");
    assertThat(run.out())
        .contains("  1. ", "  2. ", "  3. ", "Break-even", "Neighbouring", "One bar later");
    CommandRun other =
        run(List.of("backtest", "analyse"), "--paths", "20", "--starts", "4", "--threads", "3");
    assertThat(other.out()).isEqualTo(run.out());
  }

  @Test
  void onlyWhatIsAskedForIsDone() {
    CommandRun json =
        run(List.of("backtest", "analyse"), "--only", "costs,delay", "--output", "json");

    assertThat(json.code()).as(json.err()).isZero();
    assertThat(json.json().get("checks").items())
        .extracting(each -> each.text("check"))
        .containsExactly("costs", "delay");
    assertThat(json.json().get("verdict").text("level")).isNotEmpty();
    CommandRun csv = run(List.of("backtest", "analyse"), "--only", "costs", "--output", "csv");
    assertThat(csv.out())
        .startsWith("check,outcome,figure,value,unit")
        .contains("costs.breakEvenBps");
  }

  @Test
  void aStoredInstrumentIsExaminedAsAFileOfItsPricesIs() {
    stored();
    for (List<String> verb :
        List.of(
            List.of("lookahead", "check"),
            List.of("recursion", "check"),
            List.of("backtest", "analyse", "--only", "costs,delay,neighbours"))) {
      CommandRun file = run(verb, "--output", "json");
      CommandRun store = onStore(verb, "--output", "json");
      assertThat(store.code()).as(store.err()).isZero();
      assertThat(store.out()).as("%s", verb).isEqualTo(file.out());
    }
    CommandRun short90 = onStore(List.of("lookahead", "check"), "--to", "2024-03-31");
    assertThat(short90.out()).startsWith("Look-ahead: None of 90 examined decisions changes");
  }

  @Test
  void splitsOfAStoredInstrumentAreReadAsABackTestReadsThem() throws IOException {
    stored();
    CommandRun before = onStore(List.of("backtest", "analyse"), "--only", "costs");
    Path splits = Files.writeString(directory.resolve("splits.csv"), "date,ratio\n2024-02-01,4\n");
    CommandRun added =
        CommandRun.in(
            home, "data", "splits", "import", splits.toString(), "--instrument", "prices");
    assertThat(added.code()).as(added.err()).isZero();
    CommandRun after = onStore(List.of("backtest", "analyse"), "--only", "costs");
    assertThat(after.code()).as(after.err()).isZero();
    assertThat(after.out()).isNotEqualTo(before.out());
    CommandRun check = onStore(List.of("lookahead", "check"));
    assertThat(check.out()).startsWith("Look-ahead: None of 200 examined decisions changes");
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedBeforeAnythingIsRead() {
    assertThat(run(List.of("lookahead", "check"), "--instrument", "prices").err())
        .contains("one of --data FILE and --instrument ID is needed, not both");
    assertThat(run(List.of("lookahead", "check"), "7").err())
        .contains("one of ID, --data FILE and --instrument ID is needed, not two of them");
    assertThat(onStore(List.of("recursion", "check"), "--currency", "EUR").err())
        .contains("--currency goes with --data; a stored instrument has its own");
    assertThat(run(List.of("recursion", "check"), "--signals", "cross").err())
        .contains("--signals goes with --instrument; signals are of stored series");
    assertThat(onStore(List.of("lookahead", "check"), "--timeframe", "1D").code())
        .as("nothing is stored")
        .isEqualTo(ExitCode.NOT_FOUND.code());
  }

  private void stored() {
    CommandRun imported =
        CommandRun.in(home, "data", "import", prices.toString(), "--instrument", "prices");
    assertThat(imported.code()).as(imported.err()).isZero();
  }

  private CommandRun onStore(List<String> verb, String... more) {
    List<String> args = new ArrayList<>(verb);
    args.addAll(List.of("--instrument", "prices"));
    args.addAll(List.of("--strategy", "ema_crossover", "--param", "fast=3", "--param", "slow=8"));
    args.addAll(List.of(more));
    return CommandRun.in(home, args.toArray(String[]::new));
  }

  @Test
  void wrongUsageIsTold() {
    assertThat(run(List.of("backtest", "analyse"), "--only", "magic").err())
        .contains("--only must be of lookahead");
    assertThat(run(List.of("backtest", "analyse"), "--paths", "3").err())
        .contains("paths must be in 20..10000, was 3");
    assertThat(run(List.of("lookahead", "check"), "--threads", "0").err())
        .contains("--threads must be >= 1");
    CommandRun nothing = CommandRun.in(home, "recursion", "check");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("one of ID, --data FILE and --instrument ID is needed");
    assertThat(CommandRun.in(home, "lookahead", "check", "--data", prices.toString()).err())
        .contains("Missing required option: '--strategy=NAME'");
    assertThat(CommandRun.in(home, "backtest", "verify", "x").code()).isEqualTo(6);
    assertThat(CommandRun.in(home, "backtest", "replay", "x", "--at", "1", "--first", "2").err())
        .contains("one of --at and --first");
  }
}

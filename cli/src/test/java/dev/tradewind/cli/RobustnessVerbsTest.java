package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
  void wrongUsageIsTold() {
    assertThat(run(List.of("backtest", "analyse"), "--only", "magic").err())
        .contains("--only must be of lookahead");
    assertThat(run(List.of("backtest", "analyse"), "--paths", "3").err())
        .contains("paths must be in 20..10000, was 3");
    assertThat(run(List.of("lookahead", "check"), "--threads", "0").err())
        .contains("--threads must be >= 1");
    CommandRun nothing = CommandRun.in(home, "recursion", "check");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("one of ID and --data FILE is needed");
    assertThat(CommandRun.in(home, "lookahead", "check", "--data", prices.toString()).err())
        .contains("Missing required option: '--strategy=NAME'");
    assertThat(CommandRun.in(home, "backtest", "verify", "x").code()).isEqualTo(6);
    assertThat(CommandRun.in(home, "backtest", "replay", "x", "--at", "1", "--first", "2").err())
        .contains("one of --at and --first");
  }
}

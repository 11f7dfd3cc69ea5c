package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class UsageTest {
  @TempDir Path directory;

  @BeforeEach
  void files() throws IOException {
    CommandRun.prices(directory, "prices.csv", 60);
    Files.writeString(directory.resolve("words.csv"), "these are\nonly words\n");
    Files.writeString(directory.resolve("empty.csv"), "");
  }

  /** {@code RUN} stands for a command that is right but for what follows. */
  private CommandRun run(String line) {
    String whole =
        line.replace("RUN", "backtest run --data DIR/prices.csv --strategy ema_crossover")
            .replace("DIR", directory.toString());
    return CommandRun.in(directory.resolve("home"), whole.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backtset | 2 | Did you mean: tradewind backtest
          backtest | 2 | a verb is missing after 'backtest': run, list, show, compare
          data frobnicate | 2 | unexpected argument 'frobnicate'
          RUN --fee-bsp 3 | 2 | unknown option '--fee-bsp'
          backtest run --stratgy x --data y | 2 | unknown option '--stratgy'
          backtest run --data DIR/prices.csv | 2 | --strategy NAME, --signals DEFINITION or both are needed
          backtest run --strategy buy_and_hold | 2 | one of --data FILE and --instrument ID is needed, not both
          RUN --instrument BTC-USD | 2 | one of --data FILE and --instrument ID is needed, not both
          backtest run --instrument A --strategy buy_and_hold --lot-size 1 | 2 | --lot-size goes with --data
          backtest run --instrument A --strategy buy_and_hold --quotes q.csv | 2 | --quotes goes with --data: quotes are not kept by the store
          RUN --quotes a --quotes b | 2 | --quotes must be given at most as often as --data (1), was given 2 times
          backtest run --data DIR/prices.csv --strategy ema | 2 | unknown strategy 'ema'; known: buy_and_hold, ema_crossover
          RUN --param fast | 2 | --param must be name=value, such as fast=9; was 'fast'
          RUN --param fast=nine | 2 | --param fast must be a number, was 'nine'
          RUN --param fast=3 --param fast=4 | 2 | --param fast is given twice
          RUN --param fast=-3 | 2 | fast
          RUN --param fsat=3 | 2 | fsat
          RUN --cash 0 | 2 | initialCash must be > 0 with at most 8 decimals, was 0
          RUN --cash much | 2 | --cash: initialCash must be a number, was 'much'
          RUN --cash 1e999999999 | 2 | --cash: initialCash must be a number, was '1e999999999'
          RUN --fee-bps 1001 | 2 | feeBps must be in 0..1000 with at most 4 decimals, was 1001
          RUN --slippage-bps -1 | 2 | slippageBps must be in 0..1000 with at most 4 decimals, was -1
          RUN --risk-free 1 | 2 | riskFreeRate must be in (-1, 1), was 1.0
          RUN --seed x | 2 | --seed: seed must be a number, was 'x'
          RUN --tick-size 0 | 2 | tickSize must be > 0, was 0
          RUN --lot-size abc | 2 | Invalid value for option '--lot-size': 'abc' is not a number
          RUN --currency us$ | 2 | currency must be 3 to 10 capital letters or digits, was 'US$'
          RUN --calendar moon | 2 | calendar must be 24x7, exchange, us-equity or fx, was 'moon'
          RUN --asset-class gold | 2 | Invalid value for option '--asset-class'
          RUN --timeframe 1X | 2 | timeframe must be a count and a unit (s, m, h, D, W, M, Q or Y, the last five also with t for sessions), such as 1m, 4h, 1D or 1Wt; was '1X'
          RUN --from tomorrow | 2 | --from must be a date or a UTC time such as 2020-01-31
          RUN --from 2024-02-01 --to 2024-02-01 | 2 | --from must be before --to
          RUN --from 2030-01-01 | 5 | no bars of prices from 2030-01-01T00:00:00Z
          RUN --zone Mars | 2 | --zone must be a zone such as UTC or Europe/Paris, was 'Mars'
          RUN --delimiter ab | 2 | --delimiter must be one character or tab, was 'ab'
          RUN --delimiter x | 2 | delimiter must be one of , ; tab |, was 'x'
          RUN --decimal ; | 2 | decimalSeparator must be . or , was ';'
          RUN --output xml | 2 | Invalid value for option '--output'
          RUN --equity | 2 | --equity needs --output json or csv
          RUN --data DIR/prices.csv | 2 | the instruments of a run must differ, prices is given twice
          backtest run --data DIR/none.csv --strategy buy_and_hold | 5 | no such file: DIR/none.csv
          backtest run --data DIR --strategy buy_and_hold | 3 | is a directory, not a file of prices
          backtest run --data DIR/words.csv --strategy buy_and_hold | 3 | words.csv
          backtest run --data DIR/empty.csv --strategy buy_and_hold | 3 | empty.csv
          backtest list | 6 | start it with 'tradewind up'
          backtest show 1 | 6 | start it with 'tradewind up'
          backtest compare 1 2 | 6 | start it with 'tradewind up'
          backtest compare 1 | 2 | ID
          backtest list --limit 0 | 2 | --limit must be in 1..200, was 0
          data import DIR/none.csv --instrument A | 5 | no such file: DIR/none.csv
          data import DIR/prices.csv | 2 | Missing required option: '--instrument=ID'
          data import DIR/prices.csv --instrument ../etc | 2 | instrument id must be 1 to 40 letters
          data import DIR/words.csv --instrument A | 3 | words.csv
          data show A 1h | 5 | no series A 1h; 'tradewind data list' shows what is stored
          data export A 1h | 5 | no series A 1h
          data export A 1h --format parquet | 2 | --format parquet needs --file FILE
          data export A 1h --file DIR/prices.csv | 4 | exists; --replace overwrites it (--file)
          data verify A | 5 | no series A of any timeframe
          backtest run --instrument A --strategy buy_and_hold | 5 | no series A of any timeframe
          completion fish | 2 | SHELL must be bash or zsh, was 'fish'
          """)
  void saysWhatIsWrongOnOneOrTwoLines(String line, int code, String message) {
    CommandRun run = run(line);
    assertThat(run.err()).contains(message.replace("DIR", directory.toString()));
    assertThat(run.err().lines().filter(each -> !each.startsWith("note:")).count())
        .isLessThanOrEqualTo(3);
    assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aHomeThatIsNoDirectoryIsNotReachable() {
    CommandRun run = CommandRun.in(directory.resolve("prices.csv"), "data", "list");
    assertThat(run.code()).isEqualTo(6);
    assertThat(run.err()).contains("TRADEWIND_HOME");
  }

  @Test
  void debugShowsTheCause() {
    CommandRun run = CommandRun.of(Map.of("TRADEWIND_DEBUG", "1"), "completion", "fish");
    assertThat(run.err()).contains("\tat ");
  }

  @Test
  void helpListsTheExitCodes() {
    CommandRun run = CommandRun.of(Map.of(), "--help");
    assertThat(run.code()).isZero();
    for (ExitCode each : ExitCode.values()) {
      assertThat(run.out()).contains("  " + each.code() + " ");
    }
    assertThat(CommandRun.of(Map.of(), "backtest", "run", "--help").out())
        .contains("--slippage-bps");
  }

  @Test
  void listsOfVerbsShowWholeSentences() {
    assertThat(firstLines(tree())).isNotEmpty().allMatch(each -> each.endsWith("."));
  }

  /** The launcher's own help needs no Java, so it is written down a second time. */
  @Test
  void launcherNamesEveryVerb() throws IOException {
    String launcher = Files.readString(Path.of("..", "tradewind"));
    assertThat(tree().getSubcommands().keySet())
        .isNotEmpty()
        .allSatisfy(verb -> assertThat(launcher).contains("\n  ./tradewind " + verb + " "));
  }

  private static CommandLine tree() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Tradewind.commandLine(new Session(Writer.nullWriter(), nowhere, Map.of(), false, false));
  }

  private static List<String> firstLines(CommandLine line) {
    List<String> lines = new ArrayList<>();
    for (CommandLine each : line.getSubcommands().values()) {
      lines.add(each.getCommandSpec().usageMessage().description()[0]);
      lines.addAll(firstLines(each));
    }
    return lines;
  }

  @Test
  void versionIsTheEnginesVersion() {
    assertThat(CommandRun.of(Map.of(), "--version").out().strip()).isEqualTo("tradewind 0.1.0");
  }

  @Test
  void completionIsAScript() {
    CommandRun run = CommandRun.of(Map.of(), "completion", "bash");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("#!").contains("--slippage-bps");
  }

  @Test
  void strategiesAreListedWithTheirBounds() {
    Json strategies = CommandRun.of(Map.of(), "strategy", "list", "--output", "json").json();
    assertThat(strategies.items().stream().map(each -> each.text("id")))
        .contains("buy_and_hold", "ema_crossover", "rsi_mean_reversion");
    assertThat(CommandRun.of(Map.of(), "strategy", "list").out()).contains("fast").contains("slow");
    assertThat(CommandRun.of(Map.of(), "strategy", "list", "--output", "csv").out())
        .startsWith("strategy,parameter,default,min,max,meaning\n");
  }
}

package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code strategy new, list, show, check, test} and documents in back-tests. */
final class StrategyVerbsTest {
  private static final String WRONG = "name: wrong\nenter: rsj(close, 14) < 30\nexitt: close > 1\n";

  @TempDir Path home;

  private CommandRun run(String... args) {
    return CommandRun.in(home, args);
  }

  private Path document(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  @Test
  void aNewDocumentIsRightAndCanBeListedAndRun() {
    Path prices = CommandRun.prices(home, "prices.csv", 400);

    CommandRun made = run("strategy", "new", "my_trend");
    assertThat(made.code()).isZero();
    assertThat(made.out().strip()).endsWith("strategies/my_trend.yaml");
    assertThat(run("strategy", "new", "my_trend").code()).isEqualTo(ExitCode.CONFLICT.code());

    assertThat(run("strategy", "check").code()).isZero();
    assertThat(run("strategy", "list").out()).contains("my_trend").contains("donchian_breakout");
    assertThat(run("strategy", "show", "my_trend").out()).contains("require: $fast < $slow");

    CommandRun tested =
        run(
            "strategy",
            "test",
            "bollinger_reversion",
            "--data",
            prices.toString(),
            "--param",
            "trend=10");
    assertThat(tested.err()).doesNotContain("unexpected");
    CommandRun byName =
        run(
            "backtest",
            "run",
            "--data",
            prices.toString(),
            "--strategy",
            "my_trend",
            "--param",
            "fast=3",
            "--param",
            "slow=8",
            "--output",
            "json");
    assertThat(byName.code()).as(byName.err()).isZero();
    assertThat(byName.json().text("strategy")).matches("my_trend@[0-9a-f]{12}");
  }

  @Test
  void aCopyOfAShippedOneIsRight() {
    Path target = home.resolve("copy.yaml");

    assertThat(
            run("strategy", "new", "mine", "--like", "momentum_rotation", "--to", target.toString())
                .code())
        .isZero();
    CommandRun checked = run("strategy", "check", target.toString(), "--output", "json");
    assertThat(checked.code()).isZero();
    assertThat(checked.json().items().getFirst().text("strategy")).startsWith("mine@");
    assertThat(run("strategy", "new", "mine", "--like", "nothing").err())
        .contains("--like must be one of ema_crossover");
    assertThat(run("strategy", "new", "Mine").code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("strategy", "new", "ema_crossover").code()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void allProblemsOfADocumentAreShownWithLineAndCaret() throws IOException {
    Path file = document("wrong.yaml", WRONG);

    CommandRun checked = run("strategy", "check", file.toString());

    assertThat(checked.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(checked.err())
        .contains(
            "line 2, column 8: enter: unknown function 'rsj'; did you mean 'rsi'?",
            "  enter: rsj(close, 14) < 30\n         ^^^",
            "line 3, column 1: exitt: is not a field; did you mean 'exit'?");
    CommandRun asJson = run("strategy", "check", file.toString(), "--output", "json");
    assertThat(asJson.json().items().getFirst().get("problems").items()).hasSize(2);
    CommandRun back =
        run(
            "backtest",
            "run",
            "--data",
            CommandRun.prices(home, "p.csv", 50).toString(),
            "--strategy",
            file.toString());
    assertThat(back.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(back.err()).contains("rsj");
    assertThat(run("strategy", "check", home.resolve("none.yaml").toString()).code())
        .isEqualTo(ExitCode.NOT_FOUND.code());
  }

  @Test
  void aDocumentRunsLikeTheSameRuleInOneLine() throws IOException {
    Path prices = CommandRun.prices(home, "prices.csv", 300);
    Path yaml =
        document(
            "cross.yaml",
            "name: cross\nenter: close > ema(close, 8)\nexit: close < ema(close, 8)\n");
    Path json =
        document(
            "cross.json",
            "{\"name\":\"cross\",\"enter\":\"close > ema(close, 8)\",\"exit\":\"close < ema(close, 8)\"}");

    Json fromYaml = backtest(prices, yaml.toString());
    Json fromLine = backtest(prices, "enter close > ema(close, 8); exit close < ema(close, 8)");

    assertThat(fromYaml.get("roundTrips").items()).isNotEmpty();
    assertThat(fromYaml.get("roundTrips").display())
        .isEqualTo(fromLine.get("roundTrips").display());
    assertThat(fromYaml.get("run").text("resultHash"))
        .isEqualTo(backtest(prices, json.toString()).get("run").text("resultHash"));
  }

  private Json backtest(Path prices, String strategy) {
    CommandRun run =
        run(
            "backtest",
            "run",
            "--data",
            prices.toString(),
            "--strategy",
            strategy,
            "--output",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    return run.json();
  }

  @Test
  void tryingAStrategySaysInShortHowItWent() throws IOException {
    Path prices = CommandRun.prices(home, "prices.csv", 300);

    CommandRun good =
        run(
            "strategy",
            "test",
            "rsi_mean_reversion",
            "--data",
            prices.toString(),
            "--output",
            "json");
    assertThat(good.code()).as(good.err()).isZero();
    assertThat(good.json().text("strategy")).isEqualTo("rsi_mean_reversion");
    assertThat(good.json().get("roundTrips").asLong()).isPositive();

    Path never = document("never.yaml", "name: never\nenter: close > 1e9\n");
    CommandRun none = run("strategy", "test", never.toString(), "--data", prices.toString());
    assertThat(none.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(none.err()).contains("it never traded");

    Path weekly = document("weekly.yaml", "name: weekly\ntimeframe: 1W\nenter: close > open\n");
    CommandRun wrong = run("strategy", "test", weekly.toString(), "--data", prices.toString());
    assertThat(wrong.code()).isNotZero();
    assertThat(wrong.err()).contains("timeframe must be 1W, was 1D (instrument prices)");
  }

  @Test
  void withoutPricesTheDemonstrationsAreUsed() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        StrategyTestCommand.class.getResource("/demo/sp500-2000.csv") != null,
        "the demonstration's data are copied by the build of the pages");

    CommandRun run = run("strategy", "test", "volatility_target", "--output", "json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("bars").asLong()).isGreaterThan(5_000);
  }

  @Test
  void anUnknownStrategyIsAnsweredWithTheNearest() throws IOException {
    Files.createDirectories(home.resolve("strategies"));
    Files.writeString(
        home.resolve("strategies/mine.yaml"),
        "name: mine\nenter: close > open\nexit: close < open\n");
    Files.writeString(home.resolve("strategies/bad.yaml"), WRONG);

    assertThat(run("strategy", "show", "mne").err()).contains("did you mean 'mine'?");
    assertThat(run("strategy", "show", "bad").err())
        .contains("bad.yaml is refused")
        .contains("rsj");
    assertThat(run("strategy", "show", "buy_and_hold").code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run("strategy", "show", "mine", "--json").out())
        .contains("\"enter\":\"close > open\"");
    assertThat(run("strategy", "show", "ema_crossover", "--json").out()).contains("crosses_above");
    assertThat(run("strategy", "list").err()).contains("bad.yaml: enter: unknown function 'rsj'");
  }

  private static final String ON_EVERY_THIRD_BAR =
      """
      int i = context.instrument();
      if (context.hasPendingOrder(i)) return;
      if (context.positionLots(i) == 0 && context.barCount(i) % 3 == 0) {
        context.submit(new OrderIntent.Market(i, Side.BUY, new OrderSize.CashFraction(0.01)));
      } else if (context.positionLots(i) > 0) {
        context.submit(new OrderIntent.Market(i, Side.SELL, new OrderSize.EntirePosition()));
      }
      """;

  @Test
  void aJarIsCheckedAddedListedAndRun() throws IOException {
    Path prices = CommandRun.prices(home, "prices.csv", 100);
    Path jar =
        CompiledJar.of(
            home.resolve("third.jar"),
            CompiledJar.onBar("Third", "every_third", ON_EVERY_THIRD_BAR));
    Path harmful =
        CompiledJar.of(
            home.resolve("harmful.jar"), CompiledJar.onBar("Exit", "leaver", "System.exit(0);"));

    CommandRun checked = run("strategy", "check", jar.toString());
    assertThat(checked.code()).isZero();
    assertThat(checked.out()).contains("every_third@");
    CommandRun refused = run("strategy", "check", harmful.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(refused.err()).contains("class test.Exit$Run uses java.lang.System.exit");
    assertThat(run("strategy", "add", harmful.toString()).code())
        .isEqualTo(ExitCode.REFUSED.code());

    assertThat(run("strategy", "add", jar.toString()).out().strip()).isEqualTo("every_third");
    assertThat(run("strategy", "add", jar.toString()).code()).isEqualTo(ExitCode.CONFLICT.code());
    assertThat(run("strategy", "add", "--replace", jar.toString()).code()).isZero();
    assertThat(run("strategy", "list").out()).contains("every_third").contains("Title of every");

    String[] common = {"backtest", "run", "--data", prices.toString(), "--output", "json"};
    CommandRun byName = run(with(common, "--strategy", "every_third"));
    assertThat(byName.code()).as(byName.err()).isZero();
    CommandRun byPath = run(with(common, "--strategy", jar + "!every_third"));
    assertThat(byPath.code()).as(byPath.err()).isZero();
    assertThat(byPath.out()).isEqualTo(byName.out()).contains("every_third@");
    CommandRun wrong = run(with(common, "--strategy", jar + "!another"));
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(wrong.err()).contains("has the strategies every_third").contains("was 'another'");
    assertThat(run(with(common, "--strategy", "every_thrid")).err())
        .contains("did you mean 'every_third'?");
  }

  @Test
  void anOldPluginIsRunByItsHashAfterItsJarWasReplacedAndRemoved() throws IOException {
    Path prices = CommandRun.prices(home, "prices.csv", 100);
    String[] common = {"backtest", "run", "--data", prices.toString(), "--output", "json"};
    Path jar = CompiledJar.of(home.resolve("third.jar"), third(ON_EVERY_THIRD_BAR));
    assertThat(run("strategy", "add", jar.toString()).code()).isZero();
    CommandRun old = run(with(common, "--strategy", "every_third"));
    assertThat(old.code()).as(old.err()).isZero();
    Matcher id = Pattern.compile("every_third@[0-9a-f]{12}").matcher(old.out());
    assertThat(id.find()).isTrue();

    CompiledJar.of(jar, third(ON_EVERY_THIRD_BAR.replace("% 3", "% 5")));
    assertThat(run("strategy", "add", "--replace", jar.toString()).code()).isZero();
    assertThat(resultHash(run(with(common, "--strategy", "every_third"))))
        .isNotEqualTo(resultHash(old));
    assertThat(resultHash(run(with(common, "--strategy", id.group())))).isEqualTo(resultHash(old));

    Files.delete(home.resolve("plugins/third.jar"));
    assertThat(run(with(common, "--strategy", "every_third")).code())
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(resultHash(run(with(common, "--strategy", id.group())))).isEqualTo(resultHash(old));
    assertThat(run("strategy", "list").out()).doesNotContain("every_third");

    try (Stream<Path> kept = Files.list(home.resolve("plugins-kept"))) {
      for (Path each : kept.toList()) {
        Files.delete(each);
      }
    }
    CommandRun gone = run(with(common, "--strategy", id.group()));
    assertThat(gone.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(gone.err())
        .contains("there is no strategy " + id.group())
        .contains("no jar with a SHA-256 that begins with " + id.group().substring(12))
        .contains("plugins-kept");
  }

  private static String resultHash(CommandRun run) {
    assertThat(run.code()).as(run.err()).isZero();
    return run.json().get("run").text("resultHash");
  }

  private static String third(String statements) {
    return CompiledJar.onBar("Third", "every_third", statements);
  }

  private static String[] with(String[] common, String... more) {
    return Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void aPluginIsDoubtedLikeEveryStrategy() throws IOException {
    Path prices = CommandRun.prices(home, "prices.csv", 120);
    Path jar =
        CompiledJar.of(
            home.resolve("third.jar"),
            CompiledJar.onBar("Third", "every_third", ON_EVERY_THIRD_BAR));
    CommandRun looked =
        run("lookahead", "check", "--data", prices.toString(), "--strategy", jar.toString());
    assertThat(looked.code()).as(looked.out() + looked.err()).isZero();
  }
}

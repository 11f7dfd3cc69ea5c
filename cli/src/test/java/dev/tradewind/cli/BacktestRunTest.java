package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.report.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestRunTest {
  @TempDir Path directory;
  private Path prices;
  private Path home;

  @BeforeEach
  void files() {
    prices = CommandRun.prices(directory, "prices.csv", 200);
    home = directory.resolve("home");
  }

  private CommandRun run(String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("backtest", "run", "--data", prices.toString()));
    args.addAll(List.of("--strategy", "ema_crossover", "--param", "fast=3", "--param", "slow=8"));
    args.addAll(List.of(more));
    return CommandRun.in(home, args.toArray(String[]::new));
  }

  @Test
  void jsonHasTheDocumentedKeys() {
    CommandRun run = run("--output", "json", "--equity");
    assertThat(run.code()).as(run.err()).isZero();
    Json document = run.json();
    assertThat(document.properties())
        .containsOnlyKeys(
            "run",
            "strategy",
            "parameters",
            "config",
            "instruments",
            "dataSource",
            "assumptions",
            "statistics",
            "roundTrips",
            "openPositions",
            "rejections",
            "equity");
    assertThat(document.get("run").properties())
        .containsOnlyKeys("id", "engineVersion", "dataHash", "configHash", "resultHash", "seed");
    assertThat(document.get("statistics").properties())
        .containsKeys(
            "totalReturn", "cagr", "volatility", "sharpe", "sortino", "calmar", "maxDrawdown");
    Json trip = document.get("roundTrips").items().getFirst();
    assertThat(trip.properties())
        .containsOnlyKeys(
            "instrument",
            "side",
            "quantity",
            "entryTime",
            "entryPrice",
            "exitTime",
            "exitPrice",
            "pnl",
            "returnFraction",
            "fees",
            "bars",
            "mae",
            "mfe");
    assertThat(trip.text("instrument")).isEqualTo("prices");
    assertThat(document.get("equity").items()).hasSize(200);
    assertThat(document.get("parameters").text("fast")).isEqualTo("3");
    assertThat(run.out()).doesNotContain("NaN").doesNotContain("Infinity").endsWith("}\n");
  }

  @Test
  void theSameRunGivesTheSameBytesAndWritesNothing() {
    assertThat(run("--output", "json").out()).isEqualTo(run("--output", "json").out());
    assertThat(home).doesNotExist();
  }

  @Test
  void whereThereIsAHomeEveryRunIsCountedOnce() throws IOException {
    CommandRun nowhere = run("--output", "json");
    assertThat(nowhere.err()).contains("not counted as a trial: there is no home directory");
    assertThat(nowhere.json().get("trials").isNull()).isTrue();
    Files.createDirectories(home);

    Json first = run("--output", "json").json();
    assertThat(first.get("trials").get("count").asDouble()).hasValue(1);
    assertThat(first.get("run")).isEqualTo(nowhere.json().get("run"));
    CommandRun search =
        CommandRun.in(
            home,
            "optimize",
            "run",
            "--data",
            prices.toString(),
            "--strategy",
            "ema_crossover",
            "--space",
            "fast=4..9",
            "--sampler",
            "grid",
            "--output",
            "json");
    assertThat(search.json().get("ledger").get("trials").asDouble()).as(search.err()).hasValue(7);
    Json later = run("--output", "json").json();
    assertThat(later.get("trials").get("count").asDouble()).hasValue(7);
    assertThat(later.get("trials").get("studies").asDouble()).hasValue(1);
    assertThat(later.get("trials").get("runs").asDouble()).hasValue(1);
    assertThat(later.get("trials").get("deflatedSharpe").asDouble().orElseThrow())
        .isLessThan(first.get("trials").get("deflatedSharpe").asDouble().orElseThrow());
    assertThat(later.get("run")).isEqualTo(first.get("run"));
    assertThat(run().out()).contains("warning: 7 trials so far of this strategy on these bars");

    Files.delete(home.resolve("optimize").resolve("ledger.tsv"));
    Files.createDirectories(home.resolve("optimize").resolve("ledger.tsv"));
    CommandRun unwritable = run("--output", "json");
    assertThat(unwritable.code()).isZero();
    assertThat(unwritable.err()).contains("not counted as a trial: the ledger cannot be written");
  }

  @Test
  void theNameOfTheFileDoesNotChangeTheHashes() {
    Json first = run("--output", "json").json();
    prices = CommandRun.prices(directory, "other.csv", 200);
    Json second = run("--output", "json").json();
    assertThat(second.get("run").text("dataHash")).isEqualTo(first.get("run").text("dataHash"));
  }

  @Test
  void csvIsTheRoundTripsOrTheCurve() {
    assertThat(run("--output", "csv").out())
        .startsWith("instrument,side,quantity,entryTime,")
        .contains("\nprices,long,");
    CommandRun curve = run("--output", "csv", "--equity");
    assertThat(curve.out()).startsWith("time,equity\n2024-01-02T00:00:00Z,100000\n");
    assertThat(curve.out().lines()).hasSize(201);
  }

  @Test
  void theTableNamesMeasuresHashesAndDoubts() {
    CommandRun run = run("--tick-size", "0.5");
    assertThat(run.out())
        .startsWith("ema_crossover(fast=3, slow=8) on prices\n")
        .contains("Sharpe ratio")
        .contains("result hash")
        .contains("warning: tickSize 0.5 is coarse for prices, whose lowest price is");
  }

  @Test
  void whatWasInferredIsSaidUnlessQuiet() {
    assertThat(run().err())
        .contains("timeframe 1D was inferred")
        .contains("calendar 24x7 (365 periods a year) was inferred")
        .contains("not stored");
    assertThat(run("--quiet").err()).isEmpty();
    Json assumptions = run("--output", "json").json().get("assumptions");
    assertThat(assumptions.items().stream().map(each -> each.text("key")))
        .contains("data.timeframe", "data.calendar");
  }

  @Test
  void barsWithoutWeekendsTradeInSessions() {
    prices = CommandRun.workingDays(directory, "stock.csv", 200);
    CommandRun run = run("--output", "json");
    assertThat(run.json().get("instruments").items().getFirst().text("calendar"))
        .isEqualTo("exchange");
    assertThat(run.err()).contains("no bar covers a weekend");
    assertThat(run("--calendar", "24x7", "--output", "json").json().get("instruments").items())
        .allMatch(each -> each.text("calendar").equals("24x7"));
  }

  @Test
  void aSpanCutsTheBars() {
    Json whole = run("--output", "json").json();
    Json part =
        run("--from", "2024-02-01", "--to", "2024-06-01T00:00:00Z", "--output", "json").json();
    Json input = part.get("instruments").items().getFirst();
    assertThat(input.text("first")).isEqualTo("2024-02-01T00:00:00Z");
    assertThat(input.text("last")).isEqualTo("2024-05-31T00:00:00Z");
    assertThat(part.get("run").text("dataHash")).isNotEqualTo(whole.get("run").text("dataHash"));
  }

  @Test
  void severalFilesShareTheCash() {
    Path other = CommandRun.write(directory, "other.csv", 0, 200, 3, true);
    CommandRun run = run("--data", other.toString(), "--output", "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("instruments").items().stream().map(each -> each.text("id")))
        .containsExactly("prices", "other");
    assertThat(run.json().text("dataSource")).isEqualTo("prices.csv, other.csv");
  }

  @Test
  void rejectedRowsAreAWarningInTheResult() throws IOException {
    Files.writeString(prices, Files.readString(prices) + "2025-01-01T00:00:00Z,x,1,1,1,1\n");
    CommandRun run = run("--output", "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("1 of 201 rows were rejected, the first in line 202");
    CommandRun strict = run("--strict");
    assertThat(strict.code()).isEqualTo(3);
    assertThat(strict.err()).contains("line 202");
    assertThat(strict.out()).isEmpty();
  }

  @Test
  void theReportIsOneFileOrSaysWhatIsMissing() throws IOException {
    Path report = directory.resolve("report.html");
    CommandRun run = run("--report", report.toString());
    boolean isBuilt = HtmlReport.class.getResource("report.html") != null;
    if (isBuilt) {
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(Files.readString(report)).contains("\"strategy\":\"ema_crossover\"");
      assertThat(run.err()).contains("wrote " + report);
    } else {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("build the web module first");
      assertThat(report).doesNotExist();
    }
    assertThat(directory.resolve("report.html.part")).doesNotExist();
  }

  @Test
  void aReportTakesItsFormFromTheNameOfItsFile() throws IOException {
    for (String name : List.of("r.pdf", "r.json", "r.csv", "r.parquet")) {
      Path report = directory.resolve(name);
      CommandRun run = run("--report", report.toString());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.err()).contains("wrote " + report);
      String start = new String(Files.readAllBytes(report), 0, 4, StandardCharsets.ISO_8859_1);
      assertThat(start).isIn("%PDF", "{\"ru", "inst", "PAR1");
    }
    assertThat(Files.readString(directory.resolve("r.json"))).contains("\"tearSheet\":{\"daily\"");
    CommandRun unknown = run("--report", "r.doc");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("was r.doc");
  }

  @Test
  void aRuleIsRunByItsText() {
    String rule = "enter rsi(close,5)<40; exit rsi(close, 5) > 60";
    CommandRun run =
        CommandRun.in(
            home,
            "backtest",
            "run",
            "--data",
            prices.toString(),
            "--strategy",
            rule,
            "--output",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().text("strategy"))
        .isEqualTo("enter rsi(close, 5) < 40; exit rsi(close, 5) > 60");
    assertThat(run.json().get("roundTrips").items()).isNotEmpty();

    CommandRun talib =
        CommandRun.in(
            home,
            "backtest",
            "run",
            "--data",
            prices.toString(),
            "--strategy",
            "enter talib_trima(close, 5) < close; exit talib_trima(close, 5) > close",
            "--output",
            "json");
    assertThat(talib.code()).as(talib.err()).isZero();
    assertThat(talib.json().get("roundTrips").items()).isNotEmpty();

    CommandRun wrong =
        CommandRun.in(
            home,
            "backtest",
            "run",
            "--data",
            prices.toString(),
            "--strategy",
            "enter rsj(close, 5) < 40; exit true");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("enter: ").contains("rsi");
  }

  /** In the second bar the price reaches the target before it falls to the stop. */
  @Test
  void tradesShowTheWayWithinABar() throws IOException {
    Path bars =
        Files.writeString(
            directory.resolve("hours.csv"),
            """
            time,open,high,low,close,volume
            2024-01-01T00:00:00Z,100,100,100,100,1000
            2024-01-01T01:00:00Z,100,110,90,100,1000
            2024-01-01T02:00:00Z,100,100,100,100,1000
            """);
    Path trades =
        Files.writeString(
            directory.resolve("ticks.csv"),
            """
            time,price,amount
            2023-12-31T23:59:59Z,500,1
            2024-01-01T01:00:00Z,100,1000
            2024-01-01T01:10:00Z,106,1000
            2024-01-01T01:20:00Z,92,1000
            """);
    Path rule =
        Files.writeString(
            directory.resolve("both.yaml"),
            """
            name: both
            enter: close > 0
            exit: close < 0
            stop:
              fraction: 0.05
            target:
              fraction: 0.05
            """);

    CommandRun guessed = trips(bars, rule);
    CommandRun known = trips(bars, rule, "--fill-model", "intrabar", "--trades", trades.toString());

    assertThat(guessed.code()).as(guessed.err()).isZero();
    assertThat(known.code()).as(known.err()).isZero();
    assertThat(guessed.out().lines().skip(1).findFirst().orElse("")).contains(",95");
    assertThat(known.out().lines().skip(1).findFirst().orElse("")).contains(",105");
    assertThat(trips(bars, rule, "--trades", bars.toString()).err())
        .contains("--trades must be a file of trades (time, price, amount), hours.csv has bars");
    assertThat(trips(bars, rule, "--trades", "a", "--trades", "b").err())
        .contains("--trades must be given at most as often as --data (1), was given 2 times");
  }

  private CommandRun trips(Path bars, Path rule, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "backtest",
                "run",
                "--data",
                bars.toString(),
                "--strategy",
                rule.toString(),
                "--slippage-bps",
                "0",
                "--participation",
                "0",
                "--output",
                "csv"));
    line.addAll(List.of(more));
    return CommandRun.in(home, line.toArray(String[]::new));
  }
}

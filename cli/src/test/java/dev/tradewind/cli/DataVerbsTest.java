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

final class DataVerbsTest {
  @TempDir Path directory;
  private Path home;
  private Path prices;

  @BeforeEach
  void files() {
    home = directory.resolve("home");
    prices = CommandRun.prices(directory, "prices.csv", 100);
  }

  private CommandRun run(String... args) {
    return CommandRun.in(home, args);
  }

  private CommandRun imported(Path file, String... more) {
    List<String> args =
        new ArrayList<>(List.of("data", "import", file.toString(), "--instrument", "BTC-USD"));
    args.addAll(List.of("--output", "json"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  @Test
  void splitsAreKeptBesideThePrices() throws IOException {
    Path splits = Files.writeString(directory.resolve("splits.csv"), "date,ratio\n2024-02-01,4\n");
    String[] add = {"data", "splits", "import", splits.toString(), "--instrument", "BTC-USD"};
    assertThat(run(add).code()).isEqualTo(ExitCode.NOT_FOUND.code());
    imported(prices);

    CommandRun first = run(add);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("inserted").contains("1");
    assertThat(run(add).code()).isZero();
    CommandRun list = run("data", "splits", "list", "BTC-USD", "--output", "csv");
    assertThat(list.out()).isEqualTo("kind,effective,value\nsplit,2024-02-01T00:00:00Z,4\n");

    Files.writeString(splits, "date,ratio\n2024-02-01,5\n");
    CommandRun other = run(add);
    assertThat(other.code()).isEqualTo(ExitCode.CONFLICT.code());
    assertThat(other.err()).contains("--replace");
    Files.writeString(splits, "date,ratio\nyesterday,5\n");
    assertThat(run(add).code()).isEqualTo(ExitCode.REFUSED.code());
  }

  @Test
  void runsReadWhatIsStoredBesideTheBars() throws IOException {
    StringBuilder fine = new StringBuilder("time,open,high,low,close,volume\n");
    StringBuilder coarse = new StringBuilder(fine);
    for (int hour = 0; hour < 96; hour++) {
      String time = "2024-01-0" + (1 + hour / 24) + "T%02d:00:00Z".formatted(hour % 24);
      int price = 100 + hour % 7;
      String row = ",%d,%d,%d,%d,90000\n".formatted(price, price + 2, price - 2, price + 1);
      fine.append(time).append(row);
      if (hour % 24 == 0) {
        coarse.append(time).append(",100,110,90,104,900000\n");
      }
    }
    Path hours = Files.writeString(directory.resolve("hours.csv"), fine);
    Path days = Files.writeString(directory.resolve("days.csv"), coarse);
    String[] read = {"data", "import", "", "--instrument", "BTC-USD", "--timeframe", ""};
    for (Path file : List.of(hours, days)) {
      read[2] = file.toString();
      read[6] = file == hours ? "1h" : "1D";
      CommandRun done = run(read);
      assertThat(done.code()).as(done.err()).isZero();
    }
    Path splits = Files.writeString(directory.resolve("split.csv"), "date,ratio\n2024-01-03,4\n");
    run("data", "splits", "import", splits.toString(), "--instrument", "BTC-USD");

    CommandRun fineRun =
        run(
            "backtest",
            "run",
            "--instrument",
            "BTC-USD",
            "--timeframe",
            "1D",
            "--strategy",
            "buy_and_hold",
            "--detail",
            "1h",
            "--benchmark",
            "BTC-USD",
            "--output",
            "json");
    CommandRun missing =
        run(
            "backtest",
            "run",
            "--instrument",
            "BTC-USD",
            "--timeframe",
            "1D",
            "--strategy",
            "buy_and_hold",
            "--detail",
            "1m");

    assertThat(fineRun.code()).as(fineRun.err()).isZero();
    assertThat(fineRun.out())
        .contains("in finer bars within each bar", "1 splits and 0 dividends", "against holding");
    assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(missing.err()).contains("no bars of BTC-USD 1m for detail");
  }

  private static final String[] TICKS = {
    "time,price,amount",
    "2023-12-31T23:59:59Z,500,1",
    "2024-01-01T01:00:00Z,100,1000",
    "2024-01-01T01:10:00Z,106,1000",
    "2024-01-01T01:20:00Z,92,1000"
  };

  /** Hours of which the second reaches a target at 105 and a stop at 95. */
  private Path tradedHours() throws IOException {
    Path hours =
        Files.writeString(
            directory.resolve("BTC-USD.csv"),
            """
            time,open,high,low,close,volume
            2024-01-01T00:00:00Z,100,100,100,100,1000
            2024-01-01T01:00:00Z,100,110,90,100,1000
            2024-01-01T02:00:00Z,100,100,100,100,1000
            """);
    CommandRun bars = run("data", "import", hours.toString(), "--instrument", "BTC-USD");
    assertThat(bars.code()).as(bars.err()).isZero();
    return Files.writeString(directory.resolve("ticks.csv"), String.join("\n", TICKS) + "\n");
  }

  private CommandRun importedTrades(Path file, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("data", "trades", "import", file.toString(), "--instrument", "BTC-USD"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  @Test
  void tradesAreKeptListedExportedAndDeleted() throws IOException {
    assertThat(run("data", "trades", "list").err()).contains("data trades import FILE");
    CommandRun before = importedTrades(prices);
    assertThat(before.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(before.err()).contains("no bars of BTC-USD are stored");
    Path ticks = tradedHours();

    CommandRun first = importedTrades(ticks);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("BTC-USD trades", "4 new, 0 unchanged, 0 replaced");
    Json again = importedTrades(ticks, "--output", "json").json();
    assertThat(again.text("message")).isEqualTo("0 new, 4 unchanged, 0 replaced");
    assertThat(again.get("timeframe").isNull()).isTrue();
    Json listed = run("data", "trades", "list", "--output", "json").json().items().getFirst();
    assertThat(listed.get("trades").asLong()).isEqualTo(4);
    assertThat(listed.text("first")).isEqualTo("2023-12-31T23:59:59Z");
    assertThat(listed.text("last")).isEqualTo("2024-01-01T01:20:00Z");
    assertThat(listed.text("source")).isEqualTo("ticks.csv");
    assertThat(listed.text("dataHash")).hasSize(64);
    assertThat(run("data", "trades", "verify").out()).contains("BTC-USD", "yes");

    String[] export = {"data", "trades", "export", "BTC-USD", "--from", "2024-01-01T01:10:00Z"};
    assertThat(run(export).out())
        .isEqualTo(
            "time,price,quantity\n2024-01-01T01:10:00Z,106.0,1000.0\n"
                + "2024-01-01T01:20:00Z,92.0,1000.0\n");
    Path whole = directory.resolve("whole.csv");
    run("data", "trades", "export", "BTC-USD", "--file", whole.toString());
    assertThat(run("data", "trades", "delete", "BTC-USD").out()).contains("trades", "4");
    assertThat(run("data", "trades", "delete", "BTC-USD").code())
        .isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run(export).err()).contains("no trades of BTC-USD are stored");
    importedTrades(whole);
    assertThat(
            run("data", "trades", "list", "--output", "json")
                .json()
                .items()
                .getFirst()
                .text("dataHash"))
        .isEqualTo(listed.text("dataHash"));
  }

  @Test
  void tradesThatDisagreeOrCannotBeReadAreSaid() throws IOException {
    Path ticks = tradedHours();
    importedTrades(ticks);
    Path other =
        Files.writeString(
            directory.resolve("other.csv"),
            "time,price,amount\n2024-01-01T01:10:00Z,107,1000\n2024-01-01T01:30:00Z,99,2\n");

    CommandRun conflict = importedTrades(other);
    CommandRun replaced = importedTrades(other, "--replace");
    CommandRun bars = importedTrades(directory.resolve("BTC-USD.csv"));
    CommandRun bad =
        importedTrades(
            Files.writeString(
                directory.resolve("bad.csv"),
                "time,price,amount\n2024-01-02T00:00:00Z,1,1\n2024-01-02T00:00:01Z,-1,1\n"));

    assertThat(conflict.code()).isEqualTo(ExitCode.CONFLICT.code());
    assertThat(conflict.err()).contains("disagree with the file at 1 moments", "--replace");
    assertThat(conflict.out()).contains("price stored 106, offered 107");
    assertThat(replaced.code()).as(replaced.err()).isZero();
    assertThat(replaced.out()).contains("1 new, 0 unchanged, 1 replaced");
    assertThat(bars.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(bars.err()).contains("the rows are bars, not trades");
    assertThat(bad.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(bad.err()).contains("line 3: price must be > 0");
    assertThat(importedTrades(ticks, "--time-label", "close").code())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void storedTradesShowTheWayWithinBars() throws IOException {
    Path ticks = tradedHours();
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
    List<String> line =
        List.of(
            "backtest",
            "run",
            "--instrument",
            "BTC-USD",
            "--timeframe",
            "1h",
            "--strategy",
            rule.toString(),
            "--slippage-bps",
            "0",
            "--participation",
            "0",
            "--output");
    String[] known = {"--detail", "trades", "--fill-model", "intrabar"};
    CommandRun missing = more(line, "csv", known);
    importedTrades(ticks);

    CommandRun guess = more(line, "csv");
    CommandRun trips = more(line, "csv", known);
    CommandRun sheet = more(line, "json", known);
    CommandRun model = more(line, "csv", "--detail", "trades");
    CommandRun file = more(line, "csv", "--trades", ticks.toString());
    CommandRun unknown = more(line, "csv", "--detail", "ticks");

    assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(missing.err())
        .contains(
            "there are no trades of BTC-USD from 2024-01-01T00:00:00Z to 2024-01-01T03:00:00Z for"
                + " detail");
    assertThat(guess.code()).as(guess.err()).isZero();
    assertThat(trips.code()).as(trips.err()).isZero();
    assertThat(guess.out().lines().skip(1).findFirst().orElse("")).contains(",95");
    assertThat(trips.out().lines().skip(1).findFirst().orElse("")).contains(",105");
    assertThat(sheet.out()).contains("orders meet the market in finer trades within each bar");
    // The same bars and trades as files are the same data.
    List<String> files = new ArrayList<>(line);
    files.set(2, "--data");
    files.set(3, directory.resolve("BTC-USD.csv").toString());
    Json same =
        more(files, "json", "--trades", ticks.toString(), "--fill-model", "intrabar").json();
    assertThat(sheet.json().get("run").text("dataHash"))
        .isEqualTo(same.get("run").text("dataHash"))
        .hasSize(64);
    assertThat(model.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(model.err()).contains("--detail trades needs the fill model intrabar");
    assertThat(file.err()).contains("--trades goes with --data", "--detail trades");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(unknown.err())
        .contains("--detail must be a timeframe such as 1m, or trades, was 'ticks'");
  }

  private CommandRun more(List<String> line, String output, String... more) {
    List<String> all = new ArrayList<>(line);
    all.add(output);
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  @Test
  void importingTwiceChangesNothing() {
    CommandRun first = imported(prices);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.json().text("status")).isEqualTo("DONE");
    assertThat(first.json().text("message")).isEqualTo("100 new, 0 unchanged, 0 replaced");
    assertThat(first.json().get("report").get("rowsRead").asLong()).isEqualTo(100);
    Json before = run("data", "list", "--output", "json").json();
    assertThat(imported(prices).json().text("message"))
        .isEqualTo("0 new, 100 unchanged, 0 replaced");
    Json after = run("data", "list", "--output", "json").json();
    assertThat(after.items().getFirst().text("dataHash"))
        .isEqualTo(before.items().getFirst().text("dataHash"))
        .hasSize(64);
  }

  @Test
  void anAgreeingOverlapAddsWhatIsNew() {
    imported(prices);
    Path later = CommandRun.write(directory, "later.csv", 50, 100, 1, true);
    assertThat(imported(later).json().text("message"))
        .isEqualTo("50 new, 50 unchanged, 0 replaced");
  }

  @Test
  void aDisagreeingOverlapIsAConflictUntilItReplaces() {
    imported(prices);
    Path other = CommandRun.write(directory, "other.csv", 50, 100, 2, true);
    CommandRun conflict = imported(other);
    assertThat(conflict.code()).isEqualTo(4);
    assertThat(conflict.err()).contains("50 stored bars disagree").contains("--replace");
    Json example = conflict.json().get("conflict").get("examples").items().getFirst();
    assertThat(example.text("time")).isEqualTo("2024-02-20T00:00:00Z");
    assertThat(example.get("stored").asDouble()).isPresent();
    CommandRun shown = run("data", "import", other.toString(), "--instrument", "BTC-USD");
    assertThat(shown.out()).contains("conflict").contains("stored").contains("offered");
    CommandRun replaced = imported(other, "--replace");
    assertThat(replaced.code()).isZero();
    assertThat(replaced.json().text("message")).isEqualTo("50 new, 0 unchanged, 50 replaced");
  }

  @Test
  void aRefusedFileIsReportedAndNotStored() throws IOException {
    Files.writeString(
        prices, Files.readString(prices).replaceAll("2024-01-1.T00:00:00Z,[0-9.]+", "$0x"));
    CommandRun refused = imported(prices);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("10 of 100 rows");
    assertThat(refused.json().get("report").get("rejections").items()).hasSize(10);
    assertThat(run("data", "list", "--output", "json").json().items()).isEmpty();
    CommandRun csv =
        run("data", "import", prices.toString(), "--instrument", "X", "--output", "csv");
    assertThat(csv.out()).startsWith("problem,count,line,time,detail\nrejected,1,11,,");
  }

  @Test
  void anInstrumentKeepsWhatWasSaidOfIt() {
    imported(prices, "--tick-size", "0.05", "--asset-class", "crypto", "--calendar", "24x7");
    imported(CommandRun.write(directory, "later.csv", 100, 50, 1, false));
    Json shown = run("data", "show", "BTC-USD", "1D", "--output", "json").json();
    assertThat(shown.text("calendar")).isEqualTo("24x7");
    assertThat(shown.get("bars").asLong()).isGreaterThan(100);
  }

  @Test
  void theCalendarIsInferredFromTheFirstImport() {
    imported(CommandRun.workingDays(directory, "stock.csv", 100), "--timeframe", "1D");
    assertThat(run("data", "show", "BTC-USD", "1d").out()).contains("exchange");
  }

  @Test
  void listIsForPeopleAndPrograms() {
    assertThat(run("data", "list").err()).contains("nothing is stored yet");
    imported(prices);
    assertThat(run("data", "list").out())
        .contains("BTC-USD     1D          100  2024-01-01T00:00:00Z  2024-04-09T00:00:00Z  USD");
    assertThat(run("data", "list", "--output", "csv").out())
        .startsWith("instrument,timeframe,bars,first,last,currency,source\nBTC-USD,1D,100,");
  }

  @Test
  void exportsReadBackBitForBit() throws IOException {
    imported(prices);
    String hash = run("data", "show", "BTC-USD", "1D", "--output", "json").json().text("dataHash");
    for (String format : List.of("csv", "parquet")) {
      Path file = directory.resolve("export." + format);
      String[] export = {
        "data", "export", "BTC-USD", "1D", "--format", format, "--file", file.toString()
      };
      assertThat(run(export).code()).isZero();
      assertThat(run(export).code()).isEqualTo(4);
      String id = "COPY-" + format;
      CommandRun copy =
          run("data", "import", file.toString(), "--instrument", id, "--timeframe", "1D");
      assertThat(copy.code()).as(copy.err()).isZero();
      assertThat(run("data", "show", id, "1D", "--output", "json").json().text("dataHash"))
          .isEqualTo(hash);
    }
    assertThat(run("data", "export", "BTC-USD", "1D").out())
        .isEqualTo(Files.readString(directory.resolve("export.csv")));
  }

  @Test
  void verifyReadsBack() {
    imported(prices);
    CommandRun all = run("data", "verify");
    assertThat(all.code()).isZero();
    assertThat(all.out()).contains("BTC-USD").contains("yes");
    assertThat(run("data", "verify", "BTC-USD", "1D", "--output", "json").json().items())
        .allMatch(each -> each.get("intact").isTrue());
    assertThat(run("data", "verify", "BTC-USD", "1h").code()).isEqualTo(5);
  }

  @Test
  void aBacktestRunsOnAStoredSeries() {
    imported(prices);
    CommandRun run =
        run(
            "backtest",
            "run",
            "--instrument",
            "BTC-USD",
            "--strategy",
            "buy_and_hold",
            "--output",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("instruments").items().getFirst().text("id")).isEqualTo("BTC-USD");
    assertThat(run.err()).contains("not stored");
    CommandRun other =
        run(
            "backtest",
            "run",
            "--instrument",
            "BTC-USD",
            "--timeframe",
            "1h",
            "--strategy",
            "buy_and_hold");
    assertThat(other.code()).isEqualTo(5);
  }

  @Test
  void severalTimeframesNeedAChoice() throws IOException {
    imported(prices);
    Path hours = directory.resolve("hours.csv");
    Files.writeString(
        hours,
        """
        time,open,high,low,close,volume
        2024-01-01T00:00:00Z,1,1,1,1,1
        2024-01-01T01:00:00Z,1,1,1,1,1
        """);
    imported(hours, "--timeframe", "1h");
    CommandRun run =
        run("backtest", "run", "--instrument", "BTC-USD", "--strategy", "buy_and_hold");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--timeframe is needed: BTC-USD is stored as 1h, 1D");
  }
}

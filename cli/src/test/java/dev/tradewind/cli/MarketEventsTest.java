package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on files in which a strategy in Java is told of the market's trades and quotes. */
final class MarketEventsTest {
  private static final int HOURS = 24;

  /** Buys on the event when the price is low, and sells on it when the price is high. */
  private static final String MEMBERS =
      """
      public void onStart(StrategySetup setup) {}
      public void onBar(StrategyContext c) {}
      public void EVENT {
        int i = c.instrument();
        if (c.hasPendingOrder(i)) return;
        if (PRICE < 100 && c.positionLots(i) == 0) {
          c.submit(new OrderIntent.Market(i, Side.BUY, new OrderSize.CashFraction(0.1)));
        } else if (PRICE > 100 && c.positionLots(i) > 0) {
          c.submit(new OrderIntent.Market(i, Side.SELL, new OrderSize.EntirePosition()));
        }
      }
      """;

  private static final String QUOTES =
      """
      time,bid,ask,bid_size,ask_size
      2023-12-31T23:00:00Z,90,91,1,1
      2024-01-01T02:30:00Z,94,95,1,1
      2024-01-01T05:30:00Z,105,106,,
      2024-01-01T09:30:00Z,96,97,1,1
      2024-01-01T12:30:00Z,107,108,1,1
      2024-06-01T00:00:00Z,90,91,1,1
      """;

  @TempDir Path directory;
  private Path bars = Path.of("");

  @BeforeEach
  void prices() throws IOException {
    StringBuilder rows = new StringBuilder("time,open,high,low,close,volume\n");
    for (int i = 0; i < HOURS; i++) {
      rows.append("2024-01-01T%02d:00:00Z,100,101,99,100,5000\n".formatted(i));
    }
    bars = file("hours.csv", rows.toString());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private Path jar(String type, String event, String price) throws IOException {
    return CompiledJar.of(
        directory.resolve(type + ".jar"),
        CompiledJar.provider(
            type,
            "on_" + type.toLowerCase(Locale.ROOT),
            MEMBERS.replace("EVENT", event).replace("PRICE", price)));
  }

  private Path quoteJar() throws IOException {
    return jar("Quoting", "onQuote(StrategyContext c, Quote quote)", "quote.bid()");
  }

  private CommandRun run(String verb, Path jar, String... more) {
    List<String> line = new ArrayList<>(List.of(verb.split(" ")));
    line.addAll(List.of("--data", bars.toString(), "--strategy", jar.toString()));
    line.addAll(List.of(more));
    return CommandRun.in(directory.resolve("home"), line.toArray(String[]::new));
  }

  private CommandRun result(Path jar, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--output", "json"));
    CommandRun run = run("backtest run", jar, all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private static long roundTrips(CommandRun run) {
    return run.json().get("roundTrips").items().size();
  }

  private static String dataHash(CommandRun run) {
    return run.json().get("run").text("dataHash");
  }

  @Test
  void aPluginTradesOnQuotesOfAFile() throws IOException {
    Path jar = quoteJar();
    CommandRun without = result(jar);
    CommandRun told = result(jar, "--quotes", file("quotes.csv", QUOTES).toString());
    CommandRun other =
        result(jar, "--quotes", file("other.csv", QUOTES.replace("94,95", "94,95.5")).toString());
    CommandRun again = result(jar, "--quotes", file("again.csv", QUOTES).toString());

    assertThat(roundTrips(without)).isZero();
    assertThat(roundTrips(told)).isEqualTo(2);
    assertThat(told.out())
        .contains("hours: strategies are told of 4 quotes of the market. Fills do not use them.");
    assertThat(without.out()).doesNotContain("told of");
    assertThat(dataHash(told)).isNotEqualTo(dataHash(without)).isEqualTo(dataHash(again));
    assertThat(dataHash(other)).as("the ask of one quote").isNotEqualTo(dataHash(told));
    assertThat(roundTrips(other)).isEqualTo(2);
  }

  @Test
  void aPluginTradesOnTradesOfAFile() throws IOException {
    Path jar = jar("Trading", "onTrade(StrategyContext c, TradeTick trade)", "trade.price()");
    Path ticks =
        file(
            "ticks.csv",
            """
            time,price,amount
            2024-01-01T02:30:00Z,99.5,1
            2024-01-01T05:30:00Z,100.5,1
            2024-01-01T09:30:00Z,99.5,1
            """);

    assertThat(roundTrips(result(jar))).isZero();
    assertThat(roundTrips(result(jar, "--trades", ticks.toString()))).isEqualTo(1);
  }

  @Test
  void rejectedRowsOfQuotesAreSaid() throws IOException {
    StringBuilder rows = new StringBuilder("time,bid,ask\n");
    rows.append("2024-01-01T02:30:00Z,94,95\n".repeat(120));
    rows.append("2024-01-01T02:30:00Z,94,93\n");
    String quotes = file("quotes.csv", rows.toString()).toString();
    Path jar = quoteJar();

    CommandRun told = result(jar, "--quotes", quotes);
    CommandRun strict = run("backtest run", jar, "--strict", "--quotes", quotes);

    String reason = "quotes.csv: 1 of 121 rows were rejected, the first in line 122: ask must be";
    assertThat(told.err()).contains("warning: " + reason);
    assertThat(told.out()).contains(reason, "told of 120 quotes");
    assertThat(strict.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(strict.err()).contains("quotes.csv: 1 row is rejected and strict is set");
  }

  @Test
  void examinationsAndSearchesAreToldOfQuotes() throws IOException {
    Path jar = quoteJar();
    String quotes = file("quotes.csv", QUOTES).toString();

    CommandRun looked = run("lookahead check", jar, "--quotes", quotes, "--decisions", "10");
    CommandRun analysed =
        run("backtest analyse", jar, "--quotes", quotes, "--only", "starts", "--starts", "2");
    CommandRun searched =
        run(
            "optimize run",
            Path.of("ema_crossover"),
            "--quotes",
            quotes,
            "--space",
            "fast=2..3",
            "--sampler",
            "grid");

    assertThat(looked.code()).as(looked.out() + looked.err()).isZero();
    assertThat(analysed.err()).doesNotContain("tradewind:");
    assertThat(analysed.out()).contains("first bars the Sharpe ratio is above 0");
    assertThat(searched.err())
        .as("a search of a rule, which quotes tell nothing, on a market that stands still")
        .contains("All 2 evaluations are those of a sweep", "no trial of 2 can be the best");
  }

  @Test
  void whatIsNotAFileOfQuotesOfTheseBarsIsRefused() throws IOException {
    Path jar = quoteJar();
    Path ticks = file("ticks.csv", "time,price,amount\n2024-01-01T02:30:00Z,99.5,1\n");
    Path late = file("late.csv", "time,bid,ask\n2024-06-01T00:00:00Z,99,100\n");

    CommandRun bad = run("backtest run", jar, "--quotes", bars.toString());
    CommandRun trades = run("backtest run", jar, "--quotes", ticks.toString());
    CommandRun missing = run("backtest run", jar, "--quotes", late.toString());
    CommandRun absent = run("backtest run", jar, "--quotes", "nowhere.csv");
    CommandRun asTrades = run("backtest run", jar, "--trades", late.toString());

    assertThat(bad.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(bad.err()).contains("hours.csv: the rows are bars, not quotes");
    assertThat(trades.err()).contains("ticks.csv: the rows are trades, not quotes");
    assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(missing.err()).contains("no quote of late.csv lies within the bars of hours");
    assertThat(absent.code()).isNotZero();
    assertThat(absent.err()).contains("nowhere.csv");
    assertThat(asTrades.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(asTrades.err())
        .contains("late.csv: the rows are quotes, not bars", "from their file (--quotes)");
  }
}

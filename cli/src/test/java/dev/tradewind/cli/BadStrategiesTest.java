package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strategies can do wrong, as a user of the command line meets it. */
final class BadStrategiesTest {
  private static final int BARS = 60;

  @TempDir Path home;

  private CommandRun run(String strategy, String... more) {
    Path prices = CommandRun.prices(home, "prices.csv", BARS);
    String[] first = {
      "backtest", "run", "--data", prices.toString(), "--strategy", strategy, "--output", "json"
    };
    return CommandRun.in(
        home, Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new));
  }

  private String document(String fields) throws IOException {
    return Files.writeString(
            home.resolve("wrong.yaml"), "name: wrong\n" + fields.replace("; ", "\n") + "\n")
        .toString();
  }

  private String goodHash() throws IOException {
    Path good = Files.writeString(home.resolve("good.yaml"), "name: good\nenter: close > 100\n");
    CommandRun run = run(good.toString());
    assertThat(run.code()).as(run.err()).isZero();
    return run.json().get("run").text("resultHash");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enter: close@nothere > 1                | line 2, column 14: enter: | 'nothere'
          enter: rsj(close, 14) < 30              | line 2, column 8: enter:  | 'rsj'
          enter: close > 1; size: { type: half }  | line 3, column 15: size   | half
          enter: close > 1; cooldown: -1          | line 3, column 11: cooldown | -1
          enter: close > 1; instruments: [NOPE]   | line 3, column 1: instruments | is not a field
          enter: close > 1; size: { type: percent_of_equity, value: 0 - 1 } | line 3, column 41: size.value | was -1
          """)
  void aDocumentThatIsWrongIsRefusedAtItsPlace(String fields, String place, String value)
      throws IOException {
    CommandRun run = run(document(fields));

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(run.err()).contains("wrong.yaml is refused", place, value);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          size: { type: quantity, value: 0 / (close - close) }          | NaN
          size: { type: quantity, value: close - 101 }                  | -1.0
          size: { type: cash, value: 0 / (close - close) }              | NaN
          size: { type: cash, value: close - 101 }                      | -1.0
          size: { type: percent_of_equity, value: 0 / (close - close) } | NaN
          size: { type: percent_of_equity, value: close - 101 }         | -0.01
          stop: { price: 0 / (close - close) }                          | NaN
          stop: { price: 0 - 5 }                                        | -5.0
          """)
  void ordersWithoutSenseAreRefusedWithValueInstrumentAndBar(String field, String value)
      throws IOException {
    CommandRun run = run(document("enter: close > 1; " + field));

    assertThat(run.code()).as(run.err()).isZero();
    Json result = run.json();
    assertThat(result.text("strategy")).startsWith("wrong@");
    assertThat(result.get("roundTrips").items()).isEmpty();
    Json refused = result.get("rejections").items().getFirst();
    assertThat(refused.text("instrument")).isEqualTo("prices");
    assertThat(refused.text("reason"))
        .contains(value, "instrument prices", "newest known bar 0", "time 2024-01-02T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enter: close of "NOPE" > 1  | close of "NOPE" > 1 of instrument prices asks for bars of NOPE 1D
          enter: sma(close, 61) > 1   | sma(close, 61) > 1 is undefined on the first 60 bars, instrument prices has 60
          """)
  void whatIsNotThereEndsTheRunOrNot(String field, String expected) throws IOException {
    CommandRun stopped = run(document(field));
    assertThat(stopped.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(stopped.err()).contains("strategy wrong@", expected).doesNotContain("java.");

    CommandRun whole = run(document(field), "--on-error", "continue");
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.json().get("errors").items())
        .singleElement()
        .satisfies(each -> assertThat(each.text("message")).contains("wrong@", expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enter: ema(close, 5)@1m > 1                      | bars of 1m cannot be made from bars of 1D
          enter: close > 1; universe: { instruments: [NOPE] } | universe.instruments must name an instrument of the run, named NOPE
          """)
  void whatCannotBeMadeIsNamedAtTheStart(String fields, String expected) throws IOException {
    CommandRun run = run(document(fields));

    assertThat(run.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(run.err())
        .contains("strategy wrong@", "failed to start", expected)
        .doesNotContain("java.", "Exception");
  }

  @Test
  void anOverflowKeepsAndMarksItsPart() throws IOException {
    String before = goodHash();
    CommandRun run =
        run(
            document("enter: close > 1; timeStop: 1"),
            "--cash=60000000000",
            "--participation=0",
            "--fee-bps=0");

    assertThat(run.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(run.err())
        .contains("strategy wrong@", "overflow", "instrument prices", "newest known bar 2")
        .contains("order 3, buy 1.0 of the cash, at market")
        .contains("marked as partial")
        .doesNotContain("java.", "Exception");
    assertThat(run.json().get("partial").isTrue()).isTrue();
    assertThat(goodHash()).as("other runs are untouched").isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          throw new IllegalStateException("value 17"); | it threw IllegalStateException: value 17 (test.Bad$Run.onBar, line
          context.positionLots(7);                     | it asked for what is not there: number 7 (counted from 0) of 1
          """)
  void codeThatFailsIsNamedWithItsPlaceAndKeepsItsPart(String statement, String expected)
      throws IOException {
    String before = goodHash();
    Path jar =
        CompiledJar.of(
            home.resolve("bad.jar"),
            CompiledJar.onBar(
                "Bad", "bad_plugin", "if (context.barCount(0) == 6) { " + statement + " }"));
    CommandRun run = run(jar.toString());

    assertThat(run.code()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(run.err())
        .contains("strategy bad_plugin@", "failed in onBar (instrument prices, newest known bar 5")
        .contains(expected, "marked as partial")
        .doesNotContain("java.lang");
    assertThat(run.json().get("partial").isTrue()).isTrue();
    assertThat(goodHash()).as("other runs are untouched").isEqualTo(before);

    CommandRun whole = run(jar.toString(), "--on-error", "continue");
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.json().get("errors").items()).hasSize(1);
  }
}

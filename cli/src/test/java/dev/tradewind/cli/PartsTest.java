package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartsTest {

  @ParameterizedTest
  @CsvSource({
    "BTC-USD.csv, BTC-USD",
    "prices.csv.gz, prices",
    "my file (1).csv, my-file--1-",
    "..csv, FILE",
    "backtesting.py_GOOG..2013.CSV, backtesting.py_GOOG.2013",
    "_x.csv, x",
    "äöü.csv, FILE",
    "a123456789b123456789c123456789d123456789e.csv, a123456789b123456789c123456789d123456789"
  })
  void aFileNameBecomesAnInstrument(String file, String id) {
    assertThat(PriceFile.id(Path.of(file))).isEqualTo(id);
    new InstrumentOptions().instrument(id, null);
  }

  @ParameterizedTest
  @CsvSource({
    "0.12345, FRACTION, 12.35%",
    "1234567.891, MONEY, '1,234,567.89'",
    "3, COUNT, 3",
    "93784, SECONDS, 1d 2h",
    "7260, SECONDS, 2h 1m",
    "61, SECONDS, 1m 1s",
    "2.25, BARS, 2.3",
    "1.5, RATIO, 1.5000",
    "NaN, RATIO, n/a"
  })
  void measuresAreRenderedByTheirUnit(double value, String unit, String text) {
    assertThat(RunSheet.render(value, unit)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "0.0.0.0, 127.0.0.1", "::1, [::1]", "[::1], [::1]"})
  void aPlatformThatListensEverywhereIsReachedHere(String address, String host) {
    assertThat(PlatformClient.host(address)).isEqualTo(host);
  }

  @Test
  void jsonReadsWhatItWrites() {
    String text = "{\"a\":[1,2.5,null,true,false,\"x\"],\"b\":{\"c\":-9007199254740993}}";
    Json json = Json.parse(text);
    assertThat(json.compact()).isEqualTo(text);
    assertThat(json.get("b").get("c").asLong()).isEqualTo(-9_007_199_254_740_993L);
    assertThat(json.get("none").get("deeper").items()).isEmpty();
    assertThat(json.get("a").display()).isEqualTo("[1,2.5,null,true,false,\"x\"]");
    assertThat(Json.parse("").isNull()).isTrue();
    assertThat(Json.number(Double.NaN).isNull()).isTrue();
    assertThat(Json.ofText("x").asDouble()).isEmpty();
  }

  @Test
  void tablesAlignNumbersAndTameControlCharacters() throws IOException {
    Table table = Table.of("name", "count");
    table.row(List.of("a\u001b[31mb", "1")).row(List.of("=cmd()", "-20"));
    StringWriter text = new StringWriter();
    table.print(text);
    assertThat(text.toString()).isEqualTo("name     count\na [31mb      1\n=cmd()     -20\n");
    StringWriter csv = new StringWriter();
    table.csv(csv);
    assertThat(csv.toString()).isEqualTo("name,count\na\u001b[31mb,1\n'=cmd(),-20\n");
    StringWriter wide = new StringWriter();
    Table.of("a", "b").row(List.of("x".repeat(100), "y".repeat(100))).print(wide);
    assertThat(wide.toString()).contains("xxx...  " + "y".repeat(100) + "\n");
    assertThat(Table.shown("x".repeat(100))).hasSize(72).endsWith("...");
  }

  @Test
  void progressIsDrawnOncePerPercentAndRemoved() {
    StringWriter text = new StringWriter();
    try (Progress bar = new Progress.Bar(new PrintWriter(text), "reading")) {
      bar.show(0.5);
      bar.show(0.501);
      bar.show(2);
    }
    assertThat(text.toString())
        .isEqualTo(
            "\rreading ["
                + "#".repeat(15)
                + ".".repeat(15)
                + "] 50%"
                + "\rreading ["
                + "#".repeat(30)
                + "] 100%\r\u001b[2K");
  }
}

package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartsTest {

  private static BarSeries series(String timeframe, String... times) {
    BarSeries.Builder bars =
        BarSeries.builder(
            new InstrumentOptions().instrument("A", null), Timeframe.parse(timeframe), 4);
    for (String time : times) {
      bars.append(Instant.parse(time).getEpochSecond() * 1_000_000L, 1, 1, 1, 1, 1);
    }
    return bars.build();
  }

  @Test
  void calendarIsToldFromWeekends() {
    // 2024-01-05 was a Friday.
    assertThat(
            CalendarInference.of(
                series(
                    "1D", "2024-01-05T00:00:00Z", "2024-01-12T00:00:00Z", "2024-01-15T00:00:00Z")))
        .isEqualTo(TradingCalendar.EXCHANGE);
    assertThat(
            CalendarInference.of(
                series(
                    "1D", "2024-01-05T00:00:00Z", "2024-01-13T00:00:00Z", "2024-01-22T00:00:00Z")))
        .isEqualTo(TradingCalendar.ROUND_THE_CLOCK);
    assertThat(CalendarInference.of(series("1D", "2024-01-05T00:00:00Z", "2024-01-08T00:00:00Z")))
        .as("one weekend is not enough")
        .isEqualTo(TradingCalendar.ROUND_THE_CLOCK);
    assertThat(
            CalendarInference.of(
                series(
                    "1h", "2024-01-06T00:00:00Z", "2024-01-07T22:00:00Z", "2024-01-15T00:00:00Z")))
        .as("late on Friday in New York, early on Monday in Sydney")
        .isEqualTo(TradingCalendar.EXCHANGE);
    assertThat(
            CalendarInference.of(
                series(
                    "12h", "2024-01-05T12:00:00Z", "2024-01-12T20:00:00Z", "2024-01-22T00:00:00Z")))
        .as("a bar that reaches into Saturday")
        .isEqualTo(TradingCalendar.ROUND_THE_CLOCK);
    assertThat(CalendarInference.of(series("1W", "2024-01-01T00:00:00Z", "2024-02-05T00:00:00Z")))
        .isEqualTo(TradingCalendar.ROUND_THE_CLOCK);
    assertThat(CalendarInference.of(series("1D"))).isEqualTo(TradingCalendar.ROUND_THE_CLOCK);
  }

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

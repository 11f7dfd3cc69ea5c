package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.csv.CsvBarWriter;
import dev.tradewind.store.csv.CsvBarWriter.TimeText;
import dev.tradewind.store.duckdb.ParquetFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherFormatsTest {
  private static final String FIRST = "2024-01-01T00:00:00Z 10.25 11.5 9.75 11.0 100.0";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1704067200000, 10.25, 11.5, 9.75, 11, 100], [1704153600000, 11, 12, 10, 11.5, 200]]",
        "[[1704067200000,\"10.25\",\"11.5\",\"9.75\",\"11\",\"100\",1704153599999,\"1\",2,\"3\",\"4\",\"0\"],"
            + "[1704153600000,\"11\",\"12\",\"10\",\"11.5\",\"200\",1704239999999,\"1\",2,\"3\",\"4\",\"0\"]]",
        "{\"candles\":[{\"start\":\"1704067200\",\"open\":\"10.25\",\"high\":\"11.5\",\"low\":\"9.75\",\"close\":\"11\",\"volume\":\"100\"},"
            + "{\"start\":\"1704153600\",\"low\":\"10\",\"high\":\"12\",\"open\":\"11\",\"close\":\"11.5\",\"volume\":\"200\"}]}",
        "{\"name\":\"X\",\"ohlc\":[{\"endTime\":1704153600000,\"openPrice\":10.25,\"highPrice\":11.5,\"lowPrice\":9.75,\"closePrice\":11,\"volume\":100,\"amount\":0},"
            + "{\"endTime\":1704240000000,\"openPrice\":11,\"highPrice\":12,\"lowPrice\":10,\"closePrice\":11.5,\"volume\":200}]}",
        "{\"error\":[],\"result\":{\"data\":[{\"t\":\"2024-01-01T00:00:00Z\",\"o\":10.25,\"h\":11.5,\"l\":9.75,\"c\":11,\"v\":100,\"n\":{\"x\":[1]}},"
            + "{\"t\":\"2024-01-02T00:00:00Z\",\"o\":11,\"h\":12,\"l\":10,\"c\":11.5,\"v\":200}]}}",
        "\n [{\"date\":\"2024-01-02\",\"open\":11,\"high\":12,\"low\":10,\"close\":11.5,\"volume\":200},"
            + "{\"date\":\"2024-01-01\",\"open\":10.25,\"high\":11.5,\"low\":9.75,\"close\":11,\"volume\":100}]"
      })
  void jsonOfManyShapes(String json) {
    ImportResult result = Reading.text(json);
    assertThat(result.report().format()).isEqualTo(Format.JSON);
    assertThat(result.report().refusal()).isEmpty();
    assertThat(result.series().size()).isEqualTo(2);
    assertThat(Reading.first(result.series())).isEqualTo(FIRST);
  }

  @Test
  void elementsOfJsonAreRejectedByTheirNumber() {
    ImportReport report =
        Reading.text(
                "[[1704067200000,1,2,0.5,1,1],[1704153600000,1,null,0.5,1,1],7,[1],[1704240000000,1,2,0.5,1,null]]")
            .report();
    assertThat(report.rejections())
        .extracting(RowRejection::line, RowRejection::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2L, "no value in column 3: ''"),
            org.assertj.core.groups.Tuple.tuple(3L, "has 1 columns, expected 6"),
            org.assertj.core.groups.Tuple.tuple(4L, "has 1 columns, expected 6"));
    assertThat(report.rowsRead()).isEqualTo(5);
    assertThat(report.accepted()).isEqualTo(2);
  }

  private static final String TRADES =
      """
      time,price,quantity
      2024-01-01 10:00:00.100,100,1
      2024-01-01 10:00:00.100,102,2
      2024-01-01 10:00:59.999,99,3
      2024-01-01 10:02:00,101,4
      2024-01-01 10:02:30,101.5,0.5
      """;

  @Test
  void tradesBecomeBars() {
    ImportResult result = Reading.text(TRADES, Reading.options("1m"));
    assertThat(result.report().format()).isEqualTo(Format.TRADES_CSV);
    assertThat(result.report().accepted()).isEqualTo(5);
    assertThat(result.series().size()).isEqualTo(2);
    assertThat(Reading.bar(result.series(), 0))
        .isEqualTo("2024-01-01T10:00:00Z 100.0 102.0 99.0 99.0 6.0");
    assertThat(Reading.bar(result.series(), 1))
        .isEqualTo("2024-01-01T10:02:00Z 101.0 101.5 101.0 101.5 4.5");
    assertThat(result.report().flags().getFirst().examples().getFirst().line()).isEqualTo(5);
    assertThat(result.report().notes()).anyMatch(note -> note.startsWith("5 trades make 2 bars"));
    assertThat(result.trades()).hasSize(5);
    assertThat(result.trades().getFirst())
        .isEqualTo(new TradeTick(result.series().openTime(0) + 100_000, 100, 1));
  }

  @Test
  void barsHaveNoTrades() {
    assertThat(
            Reading.text(
                    "time,open,high,low,close,volume\n2024-01-01,1,2,1,2,3\n",
                    Reading.options("1D"))
                .trades())
        .isEmpty();
  }

  @Test
  void tradesNewestFirstKeepTheOrderOfOneMoment() {
    String reversed =
        "time,price,quantity\n2024-01-01 10:00:59,99,3\n2024-01-01 10:00:01,102,2\n2024-01-01 10:00:01,100,1\n";
    assertThat(Reading.first(Reading.text(reversed, Reading.options("1m")).series()))
        .isEqualTo("2024-01-01T10:00:00Z 100.0 102.0 99.0 99.0 6.0");
  }

  @Test
  void badTradesAreRejected() {
    ImportReport report =
        Reading.text(
                TRADES
                    + "2024-01-01 10:01:00,1,1\n2024-01-01 10:03:00,0,1\n2024-01-01 10:03:00,5,\n",
                Reading.options("1m"))
            .report();
    assertThat(report.rejections())
        .extracting(RowRejection::reason)
        .containsExactly(
            "trade at 2024-01-01T10:01:00Z is before the one above it (2024-01-01T10:02:30Z): sort"
                + " the file by time",
            "price must be > 0, was 0.0",
            "no value in column quantity");
  }

  @Test
  void tradesOfFreqtradeAndBinance() {
    String freqtrade =
        "[[1570752011620,\"1\",null,\"sell\",0.5,23.0,1],[1570752011620,\"2\",null,\"buy\",0.75,2,1]]";
    ImportResult result = Reading.text(freqtrade, Reading.options("1m"));
    assertThat(result.report().format()).isEqualTo(Format.TRADES_JSON);
    assertThat(Reading.first(result.series()))
        .isEqualTo("2019-10-11T00:00:00Z 0.5 0.75 0.5 0.75 25.0");
    String binance = "[{\"a\":1,\"p\":\"0.01\",\"q\":\"4.7\",\"T\":1498793709153,\"m\":true}]";
    assertThat(Reading.text(binance, Reading.options("1m")).series().close(0)).isEqualTo(0.01);
  }

  private static BarSeries odd() {
    double[] odd = {
      1, -0.0, Double.MIN_VALUE, Double.MIN_NORMAL, 0.1 + 0.2, 1e22, 1e23, 1.0 / 3, -5.5, 1e300
    };
    BarSeries.Builder builder = BarSeries.builder(Reading.COIN, Timeframe.parse("1m"), odd.length);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      double price = Math.abs(any) < 1e299 ? any : 1;
      builder.append(
          1_700_000_000_000_000L / 60_000_000 * 60_000_000 + i * 60_000_000L,
          odd[i % 10],
          price,
          odd[(i + 3) % 10],
          -price,
          i % 3 == 0 ? Double.NaN : Math.abs(price));
    }
    return builder.build();
  }

  @Test
  void csvRoundTripsBitForBit(@TempDir Path folder) {
    BarSeries series = odd();
    for (TimeText times : TimeText.values()) {
      Path file = folder.resolve(times + ".csv");
      CsvBarWriter.write(series, times, file);
      BarSeries back =
          BarFileReader.read(file, Reading.options("1m"), ImportListener.NONE).series();
      assertThat(back.contentHash()).isEqualTo(series.contentHash());
    }
  }

  @Test
  void parquetRoundTripsBitForBit(@TempDir Path folder) {
    BarSeries series = odd();
    Path file = folder.resolve("it's odd.parquet");
    ParquetFiles.write(series, file);
    ImportResult back = BarFileReader.read(file, Reading.INFER, ImportListener.NONE);
    assertThat(back.report().format()).isEqualTo(Format.PARQUET);
    assertThat(back.series().contentHash()).isEqualTo(series.contentHash());
    assertThat(back.series().value(BarField.VOLUME, 0)).isNaN();
    ParquetFiles.write(series, file);
    assertThat(file).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TIMESTAMP '2024-01-01' + INTERVAL (i) MINUTE",
        "TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (i) MINUTE",
        "(1704067200000 + i * 60000)",
        "(1704067200 + i * 60)",
        "CAST(TIMESTAMP '2024-01-01' + INTERVAL (i) MINUTE AS TIMESTAMP_NS)"
      })
  void parquetTimesOfManyTypes(String time, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("x.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT "
              + time
              + " AS ts, 1.5::FLOAT AS o, CASE WHEN i = 2 THEN NULL ELSE 2 END AS h,"
              + " 1::DECIMAL(8,2) AS l, 1.25 AS c, 'x' AS name FROM range(300) t(i)) TO '"
              + file
              + "' (FORMAT parquet)");
    }
    ImportResult result = BarFileReader.read(file, Reading.INFER, ImportListener.NONE);
    assertThat(Reading.first(result.series()))
        .isEqualTo("2024-01-01T00:00:00Z 1.5 2.0 1.0 1.25 NaN");
    assertThat(result.series().timeframe().code()).isEqualTo("1m");
    assertThat(result.series().size()).isEqualTo(299);
    assertThat(result.report().rejections().getFirst().line()).isEqualTo(3);
    assertThat(result.report().notes()).contains("no volume");
  }
}

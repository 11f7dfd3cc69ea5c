package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.quality.QualityKind;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files, traps included. The expected counts are those of the folder's PROVENANCE.md. */
class SharedDataTest {
  private static ImportResult read(String name, ImportOptions options) {
    return BarFileReader.read(Reading.shared(name), options, ImportListener.NONE);
  }

  private static ImportOptions options(String name) {
    if (name.startsWith("fx-")) {
      return ImportOptions.of(
          Reading.instrument("FX", AssetClass.FX, TradingCalendar.EXCHANGE), null);
    }
    return ImportOptions.of(name.startsWith("equities") ? Reading.SHARE : Reading.COIN, null);
  }

  @ParameterizedTest
  @CsvSource({
    "crypto-daily/binance_BTCUSDT_1d_2017-2024.csv,1D,2394,2017-08-17T00:00:00Z,2024-03-06T00:00:00Z,0",
    "crypto-daily/binance_LTCUSDT_1d_2017-2024.csv,1D,2199,2017-12-13T00:00:00Z,2023-12-20T00:00:00Z,0",
    "crypto-daily/cmc2017_bitcoin_price.csv,1D,1655,2013-04-28T00:00:00Z,2017-11-07T00:00:00Z,0",
    "crypto-daily/cmc2021_coin_Bitcoin.csv,1D,2991,2013-04-29T00:00:00Z,2021-07-06T00:00:00Z,0",
    "crypto-daily/cmc2021_coin_Ethereum.csv,1D,2160,2015-08-08T00:00:00Z,2021-07-06T00:00:00Z,0",
    "crypto-daily/cmc2021_coin_Solana.csv,1D,452,2020-04-11T00:00:00Z,2021-07-06T00:00:00Z,0",
    "crypto-daily/ta4j_Coinbase-ETH-USD-PT1D-20160517_20260310.json.gz,1D,3582,2016-05-18T00:00:00Z,2026-03-10T00:00:00Z,2",
    "crypto-daily/ta4j_TradingView-INDEX_BTCUSD-PT1D-20091005_20260306.json.gz,1D,5905,2009-10-05T00:00:00Z,2026-03-06T00:00:00Z,92",
    "crypto-intraday/binance-vision_AVAXUSDT-1m-2024-02.csv.gz,1m,41760,2024-02-01T00:00:00Z,2024-02-29T23:59:00Z,0",
    "crypto-intraday/binance_BTCUSDT_1h_12col_2019-12_2020-12.csv.gz,1h,8750,2019-12-10T23:00:00Z,2020-12-10T01:00:00Z,13",
    "crypto-intraday/binance_BTCUSDT_5m_2025-04_2025-07.csv.gz,5m,25920,2025-04-03T17:05:00Z,2025-07-02T17:00:00Z,0",
    "crypto-intraday/binance_ETHUSDT_1h_2021-04_2023-12.csv.gz,1h,23989,2021-04-04T20:00:00Z,2023-12-30T20:00:00Z,12",
    "crypto-intraday/freqtrade_UNITTEST_BTC-1m.json.gz,1m,13681,2017-11-04T23:02:00Z,2017-11-14T22:59:00Z,717",
    "equities-daily/backtesting.py_GOOG_2004-2013.csv,1D,2148,2004-08-19T00:00:00Z,2013-03-01T00:00:00Z,4",
    "equities-daily/pyalgotrade_WIKI-AAPL-2012-quandl.csv,1D,250,2012-01-03T00:00:00Z,2012-12-31T00:00:00Z,2",
    "equities-daily/vega_sp500-2000.csv.gz,1D,5105,2000-01-03T00:00:00Z,2020-04-17T00:00:00Z,8",
    "equities-daily/with_splits_dividends_2010-2023/AAPL.csv.gz,1D,3522,2010-01-04T05:00:00Z,2023-12-29T05:00:00Z,2",
    "equities-intraday/AAPL_5m_2025-11_2026-02.csv.gz,5m,4485,2025-11-25T14:30:00Z,2026-02-23T20:55:00Z,4",
    "equities-intraday/pyalgotrade_nt-spy-minute-2011.csv.gz,1m,14180,2011-01-03T09:01:00Z,2011-02-01T01:00:00Z,4926",
    "fx-intraday/backtesting.py_EURUSD_1h_2017-2018.csv,1h,5000,2017-04-19T09:00:00Z,2018-02-07T15:00:00Z,0",
    "fx-intraday/ejtrader_GBPUSDh1_2012-2022.csv.gz,1h,57600,2012-11-16T05:00:00Z,2022-03-04T23:00:00Z,4"
  })
  void cleanFilesAreReadWhole(
      String name, String timeframe, int rows, String first, String last, long gaps) {
    ImportResult result = read(name, options(name));
    ImportReport report = result.report();
    assertThat(report.rejections()).isEmpty();
    assertThat(report.refusal()).isEmpty();
    assertThat(report.rowsRead()).isEqualTo(rows);
    assertThat(result.series().size()).isEqualTo(rows);
    assertThat(report.timeframe()).isEqualTo(Timeframe.parse(timeframe));
    assertThat(Times.iso(result.series().openTime(0))).isEqualTo(first);
    assertThat(Times.iso(result.series().openTime(rows - 1))).isEqualTo(last);
    assertThat(Reading.count(report, QualityKind.GAP)).isEqualTo(gaps);
    assertThat(Reading.count(report, QualityKind.MISALIGNED)).isZero();
  }

  @Test
  void everySharedFileOfPricesIsReadOrRefusedWithAReason() throws Exception {
    Path root = Reading.shared("PROVENANCE.md").getParent();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        try {
          ImportResult result = BarFileReader.read(file, Reading.INFER, ImportListener.NONE);
          assertThat(result.report().rowsRead()).as(file.toString()).isPositive();
        } catch (UnreadableFileException e) {
          assertThat(e).as(file.toString()).hasMessageContaining(file.getFileName().toString());
        }
      }
    }
  }

  @Test
  void spreadsheetManglingIsRefusedWithItsCause() {
    ImportReport report =
        read("crypto-daily/MESSY_cmc2021_coin_Bitcoin_locale-mangled.csv.gz", Reading.INFER)
            .report();
    assertThat(report.rowsRead()).isEqualTo(2991);
    assertThat(report.rejectedCount()).isEqualTo(2868);
    assertThat(report.refusal().orElseThrow())
        .isEqualTo(
            "2868 of 2991 rows (95.9 %) are rejected, more than 1 %; the first is line 2:"
                + " '13.444.400.024.414.000' in column Open is not a number: it looks like"
                + " thousands separators added by a spreadsheet; export the file again from its"
                + " source without them");
    assertThat(report.notes()).anyMatch(note -> note.contains("saved by a spreadsheet"));
  }

  @Test
  void shiftedDatesCannotBeKnownButTheirTracesAreSaid() {
    String name = "crypto-daily/MESSY_coin_Ethereum_dates-shifted-3y.csv";
    Instant whenMade = Instant.parse("2021-07-07T00:00:00Z");
    ImportReport report = read(name, Reading.INFER.withAsOf(whenMade)).report();
    assertThat(report.accepted()).isEqualTo(2160);
    assertThat(report.notes())
        .anyMatch(note -> note.contains("saved by a spreadsheet") && note.contains("dates"))
        .anyMatch(note -> note.contains("08-08-2018 23:59 are read as day, month, year"));
    assertThat(Reading.count(report, QualityKind.FUTURE)).isEqualTo(1095);
    Instant later = Instant.parse("2026-01-01T00:00:00Z");
    ImportReport now = read(name, Reading.INFER.withAsOf(later)).report();
    assertThat(Reading.count(now, QualityKind.FUTURE)).isZero();
  }

  @Test
  void aDashForAPriceIsOneRejectedRow() {
    String name = "equities-daily/MESSY_orcl-2010-googlefinance-malformed.csv";
    ImportReport report = read(name, options(name)).report();
    assertThat(report.rejections())
        .containsExactly(
            new RowRejection(
                3, "no value in column Open: '-'", "30-Dec-10,-,31.58,31.21,31.29,12989495"));
    assertThat(report.refusal()).isEmpty();
    assertThat(report.accepted()).isEqualTo(251);
    assertThat(read(name, options(name).withStrict(true)).report().refused()).isTrue();
  }

  @Test
  void outagesThatWereFilledInAreFound() {
    ImportReport report =
        read(
                "crypto-intraday/OUTAGES-INTERPOLATED_binance_BTCUSDT_1h_2017-08_2023-12.csv.gz",
                Reading.INFER)
            .report();
    assertThat(Reading.count(report, QualityKind.GAP)).isZero();
    QualityFlag flag = Reading.flag(report, QualityKind.INTERPOLATED_RUN).orElseThrow();
    assertThat(flag.count()).isEqualTo(109);
    assertThat(flag.examples())
        .anyMatch(
            example ->
                Times.iso(example.timeMicros()).equals("2020-02-19T12:00:00Z")
                    && example.detail().startsWith("5 bars on a straight line"));
  }

  @ParameterizedTest
  @CsvSource({
    "AAPL,2014-06-09,7 for 1",
    "AAPL,2020-08-31,4 for 1",
    "NVDA,2024-06-10,10 for 1",
    "GOOGL,2022-07-18,20 for 1",
    "MSFT,2003-02-18,2 for 1"
  })
  void splitsOfUnadjustedPricesAreFound(String share, String day, String ratio) {
    String name = "equities-daily/raw_unadjusted_1999-2025/" + share + ".csv.gz";
    QualityFlag flag =
        Reading.flag(read(name, options(name)).report(), QualityKind.SPLIT_LIKE_JUMP).orElseThrow();
    assertThat(flag.examples())
        .anyMatch(
            example ->
                Times.iso(example.timeMicros()).startsWith(day)
                    && example.detail().contains(ratio));
  }

  @Test
  void adjustedPricesHaveNoSplits() {
    for (String name :
        List.of(
            "equities-daily/with_splits_dividends_2010-2023/AAPL.csv.gz",
            "equities-daily/sp500_2013-2018/AAPL.csv.gz")) {
      assertThat(Reading.flag(read(name, options(name)).report(), QualityKind.SPLIT_LIKE_JUMP))
          .isEmpty();
    }
  }

  @Test
  void zeroAndMissingVolumesAreCounted() {
    assertThat(
            Reading.count(
                read("crypto-daily/cmc2021_coin_Bitcoin.csv", Reading.INFER).report(),
                QualityKind.ZERO_VOLUME))
        .isEqualTo(242);
    assertThat(
            Reading.count(
                read("crypto-daily/cmc2017_bitcoin_price.csv", Reading.INFER).report(),
                QualityKind.MISSING_VOLUME))
        .isEqualTo(243);
  }

  @Test
  void scaledPricesAreSaid() {
    String name = "fx-intraday/ejtrader_GBPUSDh1_2012-2022.csv.gz";
    assertThat(read(name, options(name)).report().notes())
        .anyMatch(note -> note.contains("look scaled"));
  }

  @Test
  void tradesOfFreqtradeBecomeMinutes() {
    ImportResult result = read("ticks/freqtrade_XRP_ETH-trades.json.gz", Reading.options("1m"));
    assertThat(result.report().accepted()).isEqualTo(12_477);
    assertThat(result.report().rejections()).isEmpty();
    assertThat(result.series().size()).isEqualTo(2469);
    assertThat(Times.iso(result.series().openTime(2468))).isEqualTo("2019-10-13T11:19:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reports/mt4_StrategyTester_MACD-sample_en.htm.gz|HTML or XML",
        "ticks/hftbacktest_binance-spot_btcusdt_20240808.gz|not a table of prices"
      })
  void otherFilesAreRefusedWithAReason(String name, String reason) {
    assertThatThrownBy(() -> read(name, Reading.INFER))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void quotesAreNoBars() {
    ImportReport report = read("ticks/nautilus_quote_tick_audusd.csv", Reading.INFER).report();
    assertThat(report.refusal().orElseThrow())
        .startsWith("the rows are quotes, not bars")
        .contains("(--quotes)");
  }
}

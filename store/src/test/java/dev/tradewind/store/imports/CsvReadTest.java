package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.quality.QualityKind;
import dev.tradewind.engine.time.Timeframe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadTest {
  private static final String TWO_DAYS =
      """
      date,open,high,low,close,volume
      2024-01-01,10.25,11.5,9.75,11,100
      2024-01-02,11,12,10,11.5,200
      """;
  private static final String FIRST = "2024-01-01T00:00:00Z 10.25 11.5 9.75 11.0 100.0";
  private static final String LAST = "2024-01-02T00:00:00Z 11.0 12.0 10.0 11.5 200.0";

  private static void isTwoDays(ImportResult result) {
    assertThat(result.report().rejections()).isEmpty();
    assertThat(result.report().refusal()).isEmpty();
    assertThat(Reading.first(result.series())).isEqualTo(FIRST);
    assertThat(Reading.last(result.series())).isEqualTo(LAST);
    assertThat(result.series().timeframe()).isEqualTo(Timeframe.parse("1D"));
  }

  @Test
  void aPlainFileIsRead() {
    ImportResult result = Reading.text(TWO_DAYS);
    isTwoDays(result);
    ImportReport report = result.report();
    assertThat(report.format()).isEqualTo(Format.CSV);
    assertThat(report.timeframeInferred()).isTrue();
    assertThat(report.rowsRead()).isEqualTo(2);
    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.notes()).contains("timeframe 1D: the most frequent spacing of the rows");
    assertThat(report.source()).startsWith("prices").endsWith(".csv");
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|'})
  void delimitersAreFound(char delimiter) {
    isTwoDays(Reading.text(TWO_DAYS.replace(',', delimiter)));
    isTwoDays(
        Reading.text(TWO_DAYS.replace(',', delimiter), Reading.INFER.withDelimiter(delimiter)));
  }

  @Test
  void lineEndsByteOrderMarksBlankLinesAndAMissingLastLineFeedDoNotMatter() {
    isTwoDays(Reading.text(TWO_DAYS.replace("\n", "\r\n")));
    isTwoDays(Reading.text("\uFEFF" + TWO_DAYS));
    isTwoDays(Reading.text(TWO_DAYS.stripTrailing()));
    isTwoDays(Reading.text(TWO_DAYS.replace("\n", "\n\n")));
  }

  @Test
  void gzipIsRecognisedByItsContent() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TWO_DAYS.getBytes(StandardCharsets.UTF_8));
    }
    isTwoDays(Reading.bytes(bytes.toByteArray(), Reading.INFER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date,open,high,low,close,volume",
        "DateTime,Open,High,Low,Close,Volume",
        "timestamp,o,h,l,c,v",
        "<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<TICKVOL>",
        ",Open,High,Low,Close,Volume",
        "Time,1. open,2. high,3. low,4. close,5. volume",
        "Open Time,Open Price,High Price,Low Price,Close Price,Volume USD",
        "\"Date\",\"Open\",\"High\",\"Low\",\"Close/Last\",\"Volume\""
      })
  void headersAreUnderstood(String header) {
    isTwoDays(Reading.text(TWO_DAYS.replaceFirst("[^\n]*", header)));
  }

  @Test
  void columnsMayComeInAnyOrderWithOthersBetween() {
    isTwoDays(
        Reading.text(
            """
            SNo,Name,Date,High,Low,Open,Close,Volume,Marketcap
            1,"A, Inc.",2024-01-01,11.5,9.75,10.25,11,100,7
            2,A,2024-01-02,12,10,11,11.5,200,8
            """));
  }

  @Test
  void adjustedColumnsAreNotUsedAndThatIsSaid() {
    ImportResult result =
        Reading.text(
            """
            Date,Adj Close,Close,High,Low,Open,Volume
            2024-01-01,5.5,11,11.5,9.75,10.25,100
            2024-01-02,5.75,11.5,12,10,11,200
            """);
    isTwoDays(result);
    assertThat(result.report().notes())
        .contains("unadjusted open, high, low and close are used; not used: Adj Close");
  }

  @Test
  void withoutAHeaderColumnsAreTakenByPosition() {
    ImportResult result = Reading.text(TWO_DAYS.replaceFirst("[^\n]*\n", ""));
    isTwoDays(result);
    assertThat(result.report().notes()).contains("no header: columns are taken by position");
    assertThat(result.report().rowsRead()).isEqualTo(2);
  }

  @Test
  void theTwelveColumnsOfBinanceNeedNoHeader() {
    isTwoDays(
        Reading.text(
            """
            1704067200000,10.25,11.5,9.75,11,100,1704153599999,1,2,3,4,0
            1704153600000,11,12,10,11.5,200,1704239999999,1,2,3,4,0
            """));
  }

  @Test
  void linesBeforeTheHeaderAreSkippedAndSaid() {
    ImportResult result = Reading.text("https://www.example.org/prices\n" + TWO_DAYS);
    isTwoDays(result);
    assertThat(result.report().notes()).contains("1 line before the header skipped");
  }

  @Test
  void decimalCommasAndThousandsSeparators() {
    isTwoDays(
        Reading.text(
            """
            date;open;high;low;close;volume
            2024-01-01;10,25;11,5;9,75;11;100
            2024-01-02;11;12;10;11,5;200
            """));
    ImportResult quoted =
        Reading.text(
            """
            Date,Open,High,Low,Close,Volume
            "Jan 01, 2024","1,010.25","1,011.5","1,009.75","1,011","2,326,340,000"
            "Jan 02, 2024","1,011","1,012","1,010","1,011.5","1,000"
            """);
    assertThat(Reading.first(quoted.series()))
        .isEqualTo("2024-01-01T00:00:00Z 1010.25 1011.5 1009.75 1011.0 2.32634E9");
    ImportResult german =
        Reading.text(
            """
            Datum;date;open;high;low;close;volume
            x;01.01.2024;1.010,25;1.011,5;1.009,75;1.011,0;1.000
            x;02.01.2024;1.011,0;1.012,0;1.010,0;1.011,5;2.000
            """);
    assertThat(Reading.first(german.series()))
        .isEqualTo("2024-01-01T00:00:00Z 1010.25 1011.5 1009.75 1011.0 1000.0");
    assertThat(german.report().notes()).contains("decimal separator: comma");
  }

  @Test
  void pricesThatCanBeReadInTwoWaysNeedTheSeparator() {
    String text =
        "date;open;high;low;close\n2024-01-01;1,234;1,234;1,234;1,234\n2024-01-02;1,235;1,235;1,235;1,235\n";
    assertThatThrownBy(() -> Reading.text(text))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("decimal separator option");
    assertThat(Reading.text(text, Reading.INFER.withDecimalSeparator(',')).series().open(0))
        .isEqualTo(1.234);
    assertThat(Reading.text(text, Reading.INFER.withDecimalSeparator('.')).series().open(0))
        .isEqualTo(1234);
  }

  @Test
  void aDateAndATimeColumnAreJoined() {
    ImportResult result =
        Reading.text(
            """
            <DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>
            2024.01.01\t10:00:00\t1\t2\t0.5\t1.5\t7
            2024.01.01\t10:05:00\t1\t2\t0.5\t1.5\t7
            """);
    assertThat(Reading.last(result.series())).isEqualTo("2024-01-01T10:05:00Z 1.0 2.0 0.5 1.5 7.0");
    assertThat(result.series().timeframe().code()).isEqualTo("5m");
    assertThat(
            Reading.text("2024-01-01,10:00,1,2,0.5,1.5,7\n2024-01-01,10:01,1,2,0.5,1.5,7\n")
                .series()
                .timeframe()
                .code())
        .isEqualTo("1m");
  }

  @Test
  void newestFirstIsReversedAndSaid() {
    String reversed =
        """
        date,open,high,low,close,volume
        2024-01-02,11,12,10,11.5,200
        2024-01-01,10.25,11.5,9.75,11,100
        """;
    ImportResult result = Reading.text(reversed);
    isTwoDays(result);
    assertThat(result.report().notes())
        .contains("rows are newest first; they were read in reverse");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "04/01/2010|13/01/2010|2010-01-04T00:00:00Z",
        "04/01/2010|04/13/2010|2010-04-01T00:00:00Z",
        "04.01.2010|05.01.2010|2010-01-04T00:00:00Z"
      })
  void theOrderOfDatesIsFoundInTheFile(String first, String second, String expected) {
    String text = "date,open,high,low,close\n" + first + ",1,1,1,1\n" + second + ",1,1,1,1\n";
    assertThat(Reading.first(Reading.text(text).series())).startsWith(expected);
  }

  @Test
  void theOrderOfDatesIsLookedForInTheWholeFile() {
    StringBuilder text = new StringBuilder("date,open,high,low,close,volume,comment\n");
    for (int i = 0; i < 6000; i++) {
      text.append("01/02/2010 10:00:00,1,1,1,1,1,").append("x".repeat(60)).append('\n');
    }
    text.append("02/25/2010 10:00:00,1,1,1,1,1,y\n");
    ImportResult result = Reading.text(text.toString(), Reading.options("1D"));
    assertThat(Reading.first(result.series())).startsWith("2010-01-02T10:00:00Z");
    assertThat(Reading.count(result.report(), QualityKind.DUPLICATE)).isEqualTo(5999);
  }

  @Test
  void datesThatCanBeReadInTwoWaysNeedTheOrder() {
    String text = "date,open,high,low,close\n04/01/2010,1,1,1,1\n05/01/2010,1,1,1,1\n";
    assertThatThrownBy(() -> Reading.text(text))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("04/01/2010")
        .hasMessageContaining("date order");
    assertThat(
            Reading.first(Reading.text(text, Reading.INFER.withDateOrder(DateOrder.DMY)).series()))
        .startsWith("2010-01-04");
    String contradicting = text + "13/01/2010,1,1,1,1\n01/13/2010,1,1,1,1\n";
    assertThatThrownBy(() -> Reading.text(contradicting)).hasMessageContaining("day first");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01 23:59:59,2024-01-02 23:59:59,2024-01-01T00:00:00Z,1D",
    "2024-01-01 23:59,2024-01-02 23:59,2024-01-01T00:00:00Z,1D",
    "2024-01-01 10:59:59.999,2024-01-01 11:59:59.999,2024-01-01T10:00:00Z,1h",
    "2024-01-01 10:04:59,2024-01-01 10:09:59,2024-01-01T10:00:00Z,5m"
  })
  void timesJustBeforeTheGridAreEndsOfBars(String one, String two, String opens, String frame) {
    String text = "time,open,high,low,close\n" + one + ",1,1,1,1\n" + two + ",1,1,1,1\n";
    ImportResult result = Reading.text(text);
    assertThat(Reading.first(result.series())).startsWith(opens);
    assertThat(result.series().timeframe().code()).isEqualTo(frame);
    assertThat(result.report().notes()).anyMatch(note -> note.contains("are the ends of bars"));
    assertThat(
            Reading.first(Reading.text(text, Reading.INFER.withTimeLabel(TimeLabel.OPEN)).series()))
        .doesNotStartWith(opens);
  }

  @Test
  void theTimeLabelCanBeGivenOrNamedByTheHeader() {
    String text = "time,open,high,low,close\n2024-01-02,1,1,1,1\n2024-01-03,1,1,1,1\n";
    assertThat(
            Reading.first(
                Reading.text(text, Reading.INFER.withTimeLabel(TimeLabel.CLOSE)).series()))
        .startsWith("2024-01-01T00:00:00Z");
    assertThat(Reading.first(Reading.text(text.replace("time,", "close_time,")).series()))
        .startsWith("2024-01-01T00:00:00Z");
  }

  @Test
  void aZoneMovesTimesWithoutAnOffset() {
    String text = "time,open,high,low,close\n2024-01-02 09:30,1,1,1,1\n2024-01-02 09:31,1,1,1,1\n";
    assertThat(
            Reading.first(
                Reading.text(text, Reading.INFER.withZone(ZoneId.of("America/New_York"))).series()))
        .startsWith("2024-01-02T14:30:00Z");
  }

  @Test
  void rejectedRowsHaveLineReasonAndText() {
    StringBuilder text = new StringBuilder(TWO_DAYS);
    text.append("2024-01-03,11,12,abc,11.5,200\n");
    text.append("2024-01-04,11,12,10\n");
    text.append("2024-01-35,11,12,10,11.5,200\n");
    text.append("2024-01-06,11,12,10,11.5,-1\n");
    text.append("2024-01-07,\"11,12,10,11.5,1\n");
    text.append("2024-01-08,\"11\"x,12,10,11.5,1\n");
    ImportReport report = Reading.text(text.toString()).report();
    assertThat(report.rejections())
        .containsExactly(
            new RowRejection(
                4, "'abc' in column low is not a number", "2024-01-03,11,12,abc,11.5,200"),
            new RowRejection(5, "has 4 columns, expected 6", "2024-01-04,11,12,10"),
            new RowRejection(
                6, "'2024-01-35' in column date is not a time", "2024-01-35,11,12,10,11.5,200"),
            new RowRejection(
                7, "'-1' in column volume must be >= 0", "2024-01-06,11,12,10,11.5,-1"),
            new RowRejection(
                8, "a quote is not closed on its line", "2024-01-07,\"11,12,10,11.5,1"),
            new RowRejection(
                9,
                "text after a closing quote at character 16",
                "2024-01-08,\"11\"x,12,10,11.5,1"));
    assertThat(report.rejectedCount()).isEqualTo(6);
    assertThat(report.rowsRead()).isEqualTo(8);
    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.refusal().orElseThrow())
        .startsWith("6 of 8 rows (75.0 %) are rejected, more than 1 %; the first is line 4:");
  }

  private static String days(int count) {
    StringBuilder text = new StringBuilder("date,open,high,low,close,volume\n");
    for (int i = 0; i < count; i++) {
      text.append(Times.iso(Times.DAY * (19_000L + i)), 0, 10);
      text.append(",1").append(i % 7).append(",30,1,1").append(i % 5).append(",5\n");
    }
    return text.toString();
  }

  @Test
  void oneRejectedRowInAHundredIsKeptUnlessStrict() {
    String text = days(100).replaceFirst(",30,", ",x,");
    assertThat(Reading.text(text).report().refusal()).isEmpty();
    assertThat(Reading.text(text, Reading.INFER.withStrict(true)).report().refusal().orElseThrow())
        .startsWith("1 row is rejected and strict is set; the first is line 2");
    String two = text.replaceFirst(",30,", ",x,");
    assertThat(Reading.text(two).report().refused()).isTrue();
    assertThat(Reading.text(days(100), Reading.INFER.withStrict(true)).report().refused())
        .isFalse();
  }

  @Test
  void rejectionsAreListedUpToALimitAndCountedBeyond() {
    String text = days(3000).replace(",30,", ",x,");
    ImportReport report = Reading.text(text).report();
    assertThat(report.rejections()).hasSize(ImportReport.MAX_REJECTIONS);
    assertThat(report.rejectedCount()).isEqualTo(3000);
    assertThat(report.refusal().orElseThrow()).startsWith("none of 3000 rows can be used");
  }

  @Test
  void aRepeatedRowIsDroppedAndFlaggedAndAConflictingOneRejected() {
    String text = TWO_DAYS + "2024-01-02,11,12,10,11.5,200\n2024-01-01,10.25,11.5,9.75,12,100\n";
    ImportReport report = Reading.text(text).report();
    QualityFlag flag = Reading.flag(report, QualityKind.DUPLICATE).orElseThrow();
    assertThat(flag.count()).isEqualTo(1);
    assertThat(flag.examples().getFirst().line()).isEqualTo(4);
    assertThat(flag.examples().getFirst().detail()).isEqualTo("same as line 3; dropped");
    assertThat(report.rejections())
        .containsExactly(
            new RowRejection(
                5,
                "conflicting duplicate of line 2 at 2024-01-01T00:00:00Z: close is 12.0, was 11.0",
                "2024-01-01,10.25,11.5,9.75,12,100"));
    assertThat(report.rowsRead())
        .isEqualTo(report.accepted() + report.rejectedCount() + flag.count());
  }

  @Test
  void rowsOutOfOrderAreRejected() {
    ImportReport report = Reading.text(TWO_DAYS + "2023-12-30,11,12,10,11.5,200\n").report();
    assertThat(report.rejections().getFirst().reason())
        .isEqualTo(
            "opens at 2023-12-30T00:00:00Z, before the row above it (2024-01-02T00:00:00Z): sort"
                + " the file by time");
  }

  @Test
  void barsAfterTheGivenMomentAreFlagged() {
    ImportOptions options = Reading.INFER.withAsOf(Instant.parse("2024-01-01T12:00:00Z"));
    ImportReport report = Reading.text(TWO_DAYS, options).report();
    QualityFlag flag = Reading.flag(report, QualityKind.FUTURE).orElseThrow();
    assertThat(flag.count()).isEqualTo(1);
    assertThat(flag.examples().getFirst().line()).isEqualTo(3);
    assertThat(Reading.text(TWO_DAYS).report().flags()).isEmpty();
  }

  @Test
  void aTimeframeLongerThanTheSpacingIsRefusedAndAShorterOneSaid() {
    assertThat(Reading.text(TWO_DAYS, Reading.options("1W")).report().refusal().orElseThrow())
        .contains("most rows are 1D apart, but the timeframe given is 1W");
    ImportReport shorter = Reading.text(TWO_DAYS, Reading.options("4h")).report();
    assertThat(shorter.refusal()).isEmpty();
    assertThat(shorter.timeframeInferred()).isFalse();
    assertThat(shorter.notes()).anyMatch(note -> note.contains("every step between them"));
    assertThat(Reading.count(shorter, QualityKind.GAP)).isEqualTo(5);
  }

  @Test
  void flagsCarryTheLineOfTheFile() {
    String text = days(40).replaceFirst("(?s)^(.*\\R)(2022-01-27),1\\d,30,1,", "$1$2,10,5,8,");
    QualityFlag flag =
        Reading.flag(Reading.text(text).report(), QualityKind.HIGH_BELOW_LOW).orElseThrow();
    assertThat(flag.count()).isEqualTo(1);
    assertThat(text.lines().toList().get((int) flag.examples().getFirst().line() - 1))
        .startsWith("2022-01-27");
  }

  @Test
  void columnsInAnotherOrderAreNotBelieved() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(1_704_067_200L + i * 60L).append(",9,12,10,11,5\n");
    }
    ImportReport report = Reading.text(text.toString()).report();
    assertThat(report.refusal().orElseThrow())
        .startsWith("20 of 20 bars have a high below the low")
        .contains("probably in another order");
  }

  @Test
  void theZoneOfTimesIsSaid() {
    String text =
        "time,open,high,low,close\n2024-01-02 09:30%s,1,1,1,1\n2024-01-02 09:31%s,1,1,1,1\n";
    assertThat(Reading.text(text.formatted("", "")).report().notes())
        .contains("times such as 2024-01-02 09:30 carry no offset: read as UTC");
    ImportOptions berlin = Reading.INFER.withZone(ZoneId.of("Europe/Berlin"));
    assertThat(Reading.text(text.formatted("", ""), berlin).report().notes())
        .contains("times such as 2024-01-02 09:30 carry no offset: read as Europe/Berlin");
    assertThat(Reading.text(text.formatted("Z", "Z"), berlin).report().notes())
        .contains("times such as 2024-01-02 09:30Z carry their offset; the zone given is not used");
    assertThat(Reading.text(TWO_DAYS).report().notes()).noneMatch(note -> note.contains("offset"));
  }

  @Test
  void aSpreadsheetLeavesATrace() {
    ImportReport report =
        Reading.text(TWO_DAYS.replace(",100\n", ",1.00852E+11\n").replace(",200\n", ",2E+10\n"))
            .report();
    assertThat(report.notes()).anyMatch(note -> note.contains("saved by a spreadsheet"));
  }

  @Test
  void aListenerSeesProgressAndCanStop() {
    String text = days(9000);
    assertThatThrownBy(
            () -> {
              java.nio.file.Path file = java.nio.file.Files.createTempFile("days", ".csv");
              try {
                java.nio.file.Files.writeString(file, text);
                BarFileReader.read(file, Reading.INFER, (done, total) -> false);
              } finally {
                java.nio.file.Files.delete(file);
              }
            })
        .isInstanceOf(ImportCancelledException.class)
        .hasMessageContaining("cancelled");
  }
}

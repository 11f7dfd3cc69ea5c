package dev.tradewind.engine.market.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarQualityTest {
  private static final long HOUR = 3_600_000_000L;
  private static final long DAY = 24 * HOUR;

  private static BarSeries.Builder builder(
      AssetClass assetClass, TradingCalendar calendar, String timeframe) {
    Instrument instrument =
        new Instrument("X", assetClass, "USD", new BigDecimal("0.01"), BigDecimal.ONE, calendar);
    return BarSeries.builder(instrument, Timeframe.parse(timeframe), 16);
  }

  private static BarSeries.Builder hours() {
    return builder(AssetClass.CRYPTO, TradingCalendar.ROUND_THE_CLOCK, "1h");
  }

  private static BarSeries.Builder days() {
    return builder(AssetClass.EQUITY, TradingCalendar.EXCHANGE, "1D");
  }

  private static long micros(String time) {
    return Instant.parse(time).getEpochSecond() * 1_000_000L;
  }

  private static Optional<QualityFinding> find(BarSeries series, QualityKind kind) {
    List<QualityFinding> findings = BarQuality.check(series);
    assertThat(findings).extracting(QualityFinding::kind).doesNotHaveDuplicates();
    return findings.stream().filter(finding -> finding.kind() == kind).findFirst();
  }

  private static long count(BarSeries series, QualityKind kind) {
    return find(series, kind).map(QualityFinding::count).orElse(0L);
  }

  /** Calm bars that no check complains about. */
  private static void calm(BarSeries.Builder builder, int bars, long length) {
    for (int i = 0; i < bars; i++) {
      double price = 100 + (i * 7 % 11) / 10.0;
      builder.append(builder.size() * length, price, price + 1, price - 1, price, 5 + i % 3);
    }
  }

  @Test
  void calmBarsAndNoBarsAreFine() {
    BarSeries.Builder calm = hours();
    calm(calm, 200, HOUR);
    assertThat(BarQuality.check(calm.build())).isEmpty();
    assertThat(BarQuality.check(hours().build())).isEmpty();
    assertThat(BarQuality.notes(hours().build())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5,4,6,5,HIGH_BELOW_LOW,high 4.0 < low 6.0",
    "7,6,4,5,OUTSIDE_RANGE,open 7.0 or close 5.0 outside 4.0 to 6.0",
    "5,6,4,3,OUTSIDE_RANGE,open 5.0 or close 3.0 outside 4.0 to 6.0",
    "5,6,0,5,NON_POSITIVE_PRICE,'open 5.0, high 6.0, low 0.0, close 5.0'",
    "-5,6,-6,5,NON_POSITIVE_PRICE,'open -5.0, high 6.0, low -6.0, close 5.0'"
  })
  void oddValuesOfOneBar(
      double open, double high, double low, double close, QualityKind kind, String detail) {
    BarSeries series = hours().append(0, open, high, low, close, 1).build();
    QualityFinding finding = find(series, kind).orElseThrow();
    assertThat(finding.count()).isEqualTo(1);
    assertThat(finding.examples()).containsExactly(new QualityFinding.Example(0, detail));
    assertThat(BarQuality.check(series)).hasSize(1);
  }

  @Test
  void volumesThatAreZeroOrMissing() {
    BarSeries series =
        hours().append(0, 1, 1, 1, 1, 0).append(HOUR, 2, 2, 2, 2, Double.NaN).build();
    assertThat(count(series, QualityKind.ZERO_VOLUME)).isEqualTo(1);
    assertThat(count(series, QualityKind.MISSING_VOLUME)).isEqualTo(1);
    BarSeries none = hours().append(0, 1, 1, 1, 1, Double.NaN).build();
    assertThat(BarQuality.check(none)).isEmpty();
    assertThat(BarQuality.notes(none)).containsExactly("no volume");
  }

  @Test
  void roundTheClockEveryMissingBarCounts() {
    BarSeries series =
        hours()
            .append(0, 1, 1, 1, 1, 1)
            .append(3 * HOUR, 2, 2, 2, 2, 1)
            .append(4 * HOUR, 1, 1, 1, 1, 1)
            .append(10 * HOUR, 2, 2, 2, 2, 1)
            .build();
    QualityFinding gap = find(series, QualityKind.GAP).orElseThrow();
    assertThat(gap.count()).isEqualTo(7);
    assertThat(gap.examples())
        .containsExactly(
            new QualityFinding.Example(1, "2 bars missing after 1970-01-01T00:00:00Z"),
            new QualityFinding.Example(3, "5 bars missing after 1970-01-01T04:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-05T00:00:00Z,2024-01-08T00:00:00Z,0",
    "2024-01-12T00:00:00Z,2024-01-16T00:00:00Z,0",
    "2001-09-10T00:00:00Z,2001-09-17T00:00:00Z,4",
    "2024-03-08T05:00:00Z,2024-03-11T04:00:00Z,0"
  })
  void dailyBarsOfAnExchangeMayBeALongWeekendApart(String before, String after, long missing) {
    BarSeries series =
        days().append(micros(before), 1, 1, 1, 1, 1).append(micros(after), 2, 2, 2, 2, 1).build();
    assertThat(count(series, QualityKind.GAP)).isEqualTo(missing);
    assertThat(count(series, QualityKind.MISALIGNED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-05T20:55:00Z,2024-01-08T14:30:00Z,0",
    "2024-01-05T15:00:00Z,2024-01-05T15:20:00Z,3",
    "2024-01-05T23:55:00Z,2024-01-06T00:15:00Z,3"
  })
  void intradayBarsOfAnExchangeAreExpectedWithinOneNewYorkDay(
      String before, String after, long missing) {
    BarSeries series =
        builder(AssetClass.EQUITY, TradingCalendar.EXCHANGE, "5m")
            .append(micros(before), 1, 1, 1, 1, 1)
            .append(micros(after), 2, 2, 2, 2, 1)
            .build();
    assertThat(count(series, QualityKind.GAP)).isEqualTo(missing);
  }

  @ParameterizedTest
  @CsvSource({
    // A long weekend, the days after 11 September, a holiday within a week, and real gaps.
    "us-equity, 2024-02-16T00:00:00Z, 2024-02-20T00:00:00Z, 0",
    "us-equity, 2001-09-10T04:00:00Z, 2001-09-17T04:00:00Z, 0",
    "us-equity, 2024-06-18T00:00:00Z, 2024-06-20T00:00:00Z, 0",
    "us-equity, 2024-06-17T00:00:00Z, 2024-06-20T00:00:00Z, 1",
    "us-equity, 2024-03-08T05:00:00Z, 2024-03-12T04:00:00Z, 1",
    "us-equity, 2024-03-04T00:00:00Z, 2024-03-11T00:00:00Z, 4",
    "fx, 2024-03-08T00:00:00Z, 2024-03-11T00:00:00Z, 0",
    "fx, 2024-03-08T00:00:00Z, 2024-03-10T00:00:00Z, 0",
    "fx, 2024-03-11T00:00:00Z, 2024-03-13T00:00:00Z, 1",
    "fx, 2024-03-11T21:00:00Z, 2024-03-13T21:00:00Z, 1",
  })
  void missingDaysAreCountedWhereTheCalendarKnowsItsHolidays(
      String calendar, String before, String now, long missing) {
    BarSeries series =
        builder(AssetClass.OTHER, TradingCalendar.of(calendar), "1D")
            .append(micros(before), 1, 1, 1, 1, 1)
            .append(micros(now), 2, 2, 2, 2, 1)
            .build();
    assertThat(count(series, QualityKind.GAP)).isEqualTo(missing);
  }

  @Test
  void weeksMayBeMissingOnAnExchangeToo() {
    BarSeries series =
        builder(AssetClass.EQUITY, TradingCalendar.EXCHANGE, "1W")
            .append(4 * DAY, 1, 1, 1, 1, 1)
            .append(25 * DAY, 2, 2, 2, 2, 1)
            .build();
    assertThat(count(series, QualityKind.GAP)).isEqualTo(2);
  }

  @Test
  void barsOffTheGridAreFlaggedAndASharedOffsetIsSaid() {
    BarSeries.Builder odd = hours();
    calm(odd, 10, HOUR);
    odd.append(11 * HOUR + 60_000_000L, 100, 101, 99, 100, 1);
    QualityFinding finding = find(odd.build(), QualityKind.MISALIGNED).orElseThrow();
    assertThat(finding.count()).isEqualTo(1);
    assertThat(finding.examples().getFirst().bar()).isEqualTo(10);

    BarSeries.Builder half = hours();
    for (int i = 0; i < 5; i++) {
      half.append(i * HOUR + HOUR / 2, 1, 1, 1, 1, 1);
    }
    BarSeries halves = half.build();
    assertThat(count(halves, QualityKind.MISALIGNED)).isZero();
    assertThat(BarQuality.notes(halves))
        .containsExactly("bars of 1h open 00:30 after the full multiple");
  }

  @Test
  void aJumpIsAnOutlierInBothMeasures() {
    BarSeries.Builder builder = hours();
    calm(builder, 500, HOUR);
    builder.append(500 * HOUR, 100, 200, 99, 190, 5);
    BarSeries series = builder.build();
    assertThat(find(series, QualityKind.OUTLIER_ZSCORE).orElseThrow().examples().getFirst().bar())
        .isEqualTo(500);
    assertThat(count(series, QualityKind.OUTLIER_IQR)).isEqualTo(1);
  }

  @Test
  void fewBarsOrNoPositivePricesHaveNoOutliers() {
    BarSeries.Builder few = hours();
    calm(few, 10, HOUR);
    few.append(10 * HOUR, 100, 200, 99, 190, 5);
    assertThat(count(few.build(), QualityKind.OUTLIER_ZSCORE)).isZero();
    BarSeries.Builder zeros = hours();
    for (int i = 0; i < 50; i++) {
      zeros.append(i * HOUR, 0, 0, 0, 0, i + 1);
    }
    assertThat(count(zeros.build(), QualityKind.OUTLIER_ZSCORE)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "645.57,92.70,93.70,7 for 1 split",
    "499.23,127.58,129.04,4 for 1 split",
    "1208.88,120.37,121.79,10 for 1 split",
    "2235.55,112.64,109.03,20 for 1 split",
    "1.5,15.2,15,1 for 10 merger",
    "100,60,60,",
    "100,53,50,",
    "100,50,80,"
  })
  void splitsAreJumpsThatStay(double before, double open, double close, String detail) {
    double high = Math.max(open, close);
    double low = Math.min(open, close);
    BarSeries series =
        days()
            .append(0, before, before, before, before, 1)
            .append(DAY, open, high, low, close, 1)
            .build();
    Optional<QualityFinding> finding = find(series, QualityKind.SPLIT_LIKE_JUMP);
    if (detail == null) {
      assertThat(finding).isEmpty();
    } else {
      assertThat(finding.orElseThrow().examples().getFirst().detail()).contains(detail);
    }
  }

  @ParameterizedTest
  @CsvSource({"9,0", "10,10", "25,25"})
  void sameBarsInARow(int run, long flagged) {
    BarSeries.Builder builder = hours();
    calm(builder, 5, HOUR);
    for (int i = 0; i < run; i++) {
      builder.append((5 + i) * HOUR, 50, 51, 49, 50, i);
    }
    BarSeries series = builder.build();
    assertThat(count(series, QualityKind.FLAT_RUN)).isEqualTo(flagged);
    if (flagged > 0) {
      assertThat(find(series, QualityKind.FLAT_RUN).orElseThrow().examples())
          .containsExactly(new QualityFinding.Example(5, run + " bars at 50.0"));
    }
  }

  private static BarSeries line(int between, boolean volumes, boolean gap) {
    BarSeries.Builder builder = hours();
    calm(builder, 5, HOUR);
    for (int i = 0; i <= between + 1; i++) {
      double price = 100 + i / 3.0;
      long time = (5 + i + (gap ? i : 0)) * HOUR;
      double volume = volumes ? 10 + i * 0.7 : (i * 31) % 7;
      builder.append(time, price, price + 1 + i * 0.1, price - 1, price + 0.5, volume);
    }
    return builder.build();
  }

  @Test
  void straightLinesAreFilledIn() {
    QualityFinding finding = find(line(4, true, false), QualityKind.INTERPOLATED_RUN).orElseThrow();
    assertThat(finding.count()).isEqualTo(4);
    assertThat(finding.examples().getFirst().bar()).isEqualTo(6);
    assertThat(finding.examples().getFirst().detail())
        .startsWith("4 bars on a straight line up to 1970-01-01T09:00:00Z");
    assertThat(count(line(2, true, false), QualityKind.INTERPOLATED_RUN)).isZero();
    assertThat(count(line(9, false, false), QualityKind.INTERPOLATED_RUN)).isZero();
    assertThat(count(line(9, true, true), QualityKind.INTERPOLATED_RUN)).isZero();
  }

  @Test
  void fastLogarithmsAreLogarithms() {
    for (double step : new double[] {0, 1e-12, 1e-6, 1e-4, 0.003, 0.0099, 0.0101, 0.5, 20}) {
      for (double now : new double[] {37.5 * (1 + step), 37.5 / (1 + step)}) {
        assertThat(ReturnChecks.logReturn(37.5, now))
            .isCloseTo(Math.log(now / 37.5), org.assertj.core.data.Offset.offset(1e-15));
      }
    }
    assertThat(ReturnChecks.logReturn(-1, 1)).isNaN();
    assertThat(ReturnChecks.logReturn(0, 1)).isInfinite();
  }

  @Test
  void barsAfterAMoment() {
    BarSeries.Builder builder = hours();
    calm(builder, 30, HOUR);
    BarSeries series = builder.build();
    QualityFinding finding = BarQuality.future(series, 9 * HOUR).orElseThrow();
    assertThat(finding.count()).isEqualTo(20);
    assertThat(finding.examples()).hasSize(10);
    assertThat(BarQuality.future(series, 29 * HOUR)).isEmpty();
    assertThat(BarQuality.future(series, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void scaledCurrencyPricesAreSaid() {
    BarSeries series =
        builder(AssetClass.FX, TradingCalendar.EXCHANGE, "1h")
            .append(0, 158611, 158618, 158572, 158599, 7)
            .build();
    assertThat(BarQuality.notes(series)).anyMatch(note -> note.contains("look scaled"));
  }

  @Test
  void everyKindSaysWhatItMeans() {
    for (QualityKind kind : QualityKind.values()) {
      assertThat(kind.description()).isNotBlank();
    }
  }
}

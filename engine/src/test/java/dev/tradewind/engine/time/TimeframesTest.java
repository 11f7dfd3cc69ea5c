package dev.tradewind.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeframesTest {
  @Test
  void thereAreEnoughSeedsEachOnceAndInBothVariants() {
    List<String> codes = Timeframes.seeded().stream().map(TimeframeDefinition::code).toList();

    assertThat(codes).hasSizeGreaterThanOrEqualTo(199).doesNotHaveDuplicates();
    assertThat(codes).contains("1m", "45m", "1h", "12h", "1D", "365D", "1W", "1M", "1Q", "1Y");
    assertThat(codes)
        .filteredOn(code -> !code.endsWith("t") && !code.matches("\\d+[mh]"))
        .allSatisfy(code -> assertThat(codes).contains(code + "t"));
    assertThat(Timeframes.find("1Wt").orElseThrow()).isEqualTo(TimeframeDefinition.of("1Wt"));
    assertThat(Timeframes.find("7s")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "15m, FIXED, MINUTE, 15, 0.010416666666666666, 0.010416666666666666, 0.010416666666666666, true",
    "1D, CALENDAR, DAY, 1, 1, 1, 1, true",
    "1M, CALENDAR, MONTH, 1, 30.436875, 28, 31, true",
    "1Q, CALENDAR, QUARTER, 1, 91.310625, 90, 92, true",
    "12M, CALENDAR, MONTH, 12, 365.2425, 365, 366, false",
    "4Y, CALENDAR, YEAR, 4, 1460.97, 1460, 1461, true",
    "1Dt, TRADING, DAY, 1, 1, 0.125, 1, true",
    "5Dt, TRADING, DAY, 5, 5, 4, 14.3, false",
    "1Wt, TRADING, WEEK, 1, 7, 4, 14.3, true",
    "60m, FIXED, MINUTE, 60, 0.041666666666666664, 0.041666666666666664, 0.041666666666666664,"
        + " false",
    "7D, CALENDAR, DAY, 7, 7, 7, 7, true",
  })
  void aDefinitionFollowsFromItsCode(
      String code,
      CalendarScheme scheme,
      TimeframeUnit unit,
      int count,
      double nominal,
      double least,
      double most,
      boolean canonical) {
    TimeframeDefinition made = TimeframeDefinition.of(code);

    assertThat(made)
        .isEqualTo(
            new TimeframeDefinition(
                code,
                scheme,
                unit,
                count,
                nominal,
                least,
                most,
                canonical,
                unit.sessions() > 0,
                true));
  }

  @ParameterizedTest
  @CsvSource({"1d, 1D", "1w, 1W", "3M, 3M", "3m, 3m", "1wt, 1Wt", "' 1Yt ', 1Yt"})
  void aTimeframeIsReadAsUsersWriteIt(String text, String code) {
    assertThat(Timeframe.parse(text).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0m", "1", "m", "1x", "100000s", "1ht", "15mt", "1tW", "", "-1D", "1Mm"})
  void whatIsNoTimeframeIsRefused(String text) {
    assertThatThrownBy(() -> Timeframe.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeframe");
  }

  @Test
  void monthsAndLongerHaveTheirMeanLength() {
    assertThat(Timeframe.parse("1M").micros()).isEqualTo(2_629_746_000_000L);
    assertThat(Timeframe.parse("1Y").micros()).isEqualTo(12 * Timeframe.parse("1M").micros());
    assertThat(Timeframe.parse("99999Y").micros()).isPositive();
    assertThat(TimeframeDefinition.of("99999Y").maxDays()).isFinite();
  }

  @ParameterizedTest
  @CsvSource({
    "1m, 3m, true", "3m, 4m, false", "1h, 1h, false", "4h, 1D, true", "7h, 1D, false",
    "1D, 1W, true", "2D, 1W, false", "1W, 1M, false", "1M, 1Q, true", "1Q, 1Y, true",
    "5M, 1Y, false", "2M, 1Y, true", "1Y, 10Y, true", "24h, 1D, false", "1D, 48h, true",
    "1m, 1Wt, true", "1D, 1Wt, true", "1D, 1Dt, true", "2D, 1Wt, false", "1Dt, 1Wt, true",
    "1Wt, 1Mt, false", "1Mt, 1Qt, true", "1Dt, 1M, false", "7h, 1Dt, false", "1W, 2W, true",
    "8h, 5D, true", "5h, 5D, true", "1M, 1D, false", "1W, 14D, false"
  })
  void finerMeansThatEachSpanLiesInOne(String finer, String coarser, boolean fits) {
    assertThat(TimeframeDefinition.of(finer).fitsInto(TimeframeDefinition.of(coarser)))
        .isEqualTo(fits);
  }

  @Test
  void aDefinitionThatContradictsItsCodeIsRefused() {
    assertThatThrownBy(
            () ->
                new TimeframeDefinition(
                    "1W", CalendarScheme.TRADING, TimeframeUnit.WEEK, 1, 7, 7, 7, true, true, true))
        .hasMessage("scheme must be CALENDAR, was TRADING (timeframe 1W)");
    assertThatThrownBy(
            () ->
                new TimeframeDefinition(
                    "1W",
                    CalendarScheme.CALENDAR,
                    TimeframeUnit.WEEK,
                    1,
                    7,
                    8,
                    7,
                    true,
                    true,
                    true))
        .hasMessageContaining("maxDays must be finite and >= minDays (8.0), was 7.0");
  }
}

package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CalendarInferenceTest {

  private static BarSeries series(String timeframe, String... times) {
    BarSeries.Builder bars =
        BarSeries.builder(
            new Instrument(
                "A",
                AssetClass.OTHER,
                "USD",
                BigDecimal.ONE,
                BigDecimal.ONE,
                TradingCalendar.ROUND_THE_CLOCK),
            Timeframe.parse(timeframe),
            4);
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

  @Test
  void anotherCalendarKeepsTheBars() {
    BarSeries bars = series("1D", "2024-01-05T00:00:00Z");
    BarSeries other = CalendarInference.apply(bars, TradingCalendar.EXCHANGE);
    assertThat(other.instrument().calendar()).isEqualTo(TradingCalendar.EXCHANGE);
    assertThat(other.contentHash()).isEqualTo(bars.contentHash());
  }
}

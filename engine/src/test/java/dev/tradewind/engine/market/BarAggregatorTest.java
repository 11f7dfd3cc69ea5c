package dev.tradewind.engine.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which trades and bars make which bar. */
class BarAggregatorTest {
  private static final Instrument COIN =
      new Instrument(
          "COIN",
          AssetClass.CRYPTO,
          "USD",
          new BigDecimal("0.01"),
          BigDecimal.ONE,
          TradingCalendar.ROUND_THE_CLOCK);
  private static final Timeframe MINUTE = Timeframe.parse("1m");
  private static final long SECOND = 1_000_000L;

  private static TradeTick trade(long second, double price, double quantity) {
    return new TradeTick(second * SECOND, price, quantity);
  }

  private static List<Bar> rows(BarSeries series) {
    List<Bar> rows = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      rows.add(
          new Bar(
              series.openTime(i),
              series.open(i),
              series.high(i),
              series.low(i),
              series.close(i),
              series.volume(i)));
    }
    return rows;
  }

  @Test
  void tradesMakeBarsOnWholeMinutesAndSilenceMakesNone() {
    BarSeries bars =
        BarAggregator.fromTrades(
            COIN,
            MINUTE,
            List.of(
                trade(30, 10, 1),
                trade(59, 12, 2),
                trade(59, 9, 1),
                trade(60, 11, 5),
                trade(200, 8, 1)));

    assertThat(rows(bars))
        .containsExactly(
            new Bar(0, 10, 12, 9, 9, 4),
            new Bar(60 * SECOND, 11, 11, 11, 11, 5),
            new Bar(180 * SECOND, 8, 8, 8, 8, 1));
    assertThat(BarAggregator.fromTrades(COIN, MINUTE, List.of()).size()).isZero();
  }

  @Test
  void tradesOutOfOrderAreRefusedByIndex() {
    assertThatThrownBy(
            () ->
                BarAggregator.fromTrades(
                    COIN, MINUTE, List.of(trade(5, 1, 1), trade(6, 1, 1), trade(4, 1, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trade 2");
  }

  @Test
  void longerBarsAreMadeOfWholeSpansAndAPartialLastOneIsLeftOut() {
    BarSeries.Builder minutes = BarSeries.builder(COIN, MINUTE, 8);
    for (int i = 0; i < 8; i++) {
      if (i != 4) {
        minutes.append(i * 60 * SECOND, 10 + i, 20 + i, 5 - i, 11 + i, 1);
      }
    }

    SessionCalendar always = SessionCalendars.roundTheClock();
    BarSeries coarse = BarAggregator.coarser(minutes.build(), TimeframeDefinition.of("3m"), always);

    assertThat(rows(coarse))
        .containsExactly(new Bar(0, 10, 22, 3, 13, 3), new Bar(180 * SECOND, 13, 25, 0, 16, 2));
    assertThatThrownBy(() -> BarAggregator.coarser(coarse, TimeframeDefinition.of("4m"), always))
        .hasMessage(
            "timeframe must be longer than 3m and made of whole ones, was 4m (instrument COIN)");
  }

  @Test
  void aSeriesIsCutSearchedAndHashedByItsContent() {
    BarSeries.Builder builder = BarSeries.builder(COIN, MINUTE, 1);
    for (int i = 0; i < 40; i++) {
      builder.append(new Bar(i * 60 * SECOND, 1 + i, 2 + i, 1, 1 + i, Double.NaN));
    }
    assertThat(builder.size()).isEqualTo(40);
    BarSeries series = builder.build();

    BarSeries cut = series.between(60 * SECOND, 600 * SECOND);
    assertThat(cut.size()).isEqualTo(9);
    assertThat(cut.open(0)).isEqualTo(2);
    assertThat(series.between(0, 90 * SECOND).size()).isEqualTo(1);
    assertThat(series.lowerBound(61 * SECOND)).isEqualTo(2);
    assertThat(cut.contentHash()).isNotEqualTo(series.contentHash());
    Instrument other =
        new Instrument(
            "OTHER",
            AssetClass.FX,
            "EUR",
            BigDecimal.TEN,
            new BigDecimal("0.5"),
            TradingCalendar.EXCHANGE);
    assertThat(series.withInstrument(other).contentHash()).isEqualTo(series.contentHash());
    double[] copy = new double[3];
    series.copyTo(BarField.OPEN, 5, copy, 1, 2);
    assertThat(copy).containsExactly(0, 6, 7);
  }

  @Test
  void barsThatCannotBeAreRefused() {
    BarSeries.Builder builder = BarSeries.builder(COIN, MINUTE, 1).append(5, 1, 1, 1, 1, 0);

    assertThatThrownBy(() -> builder.append(5, 1, 1, 1, 1, 0)).hasMessageContaining("was 5");
    assertThatThrownBy(() -> builder.append(6, 1, Double.NaN, 1, 1, 0))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> builder.append(6, 1, 1, 1, 1, -1)).hasMessageContaining("volume");
  }
}

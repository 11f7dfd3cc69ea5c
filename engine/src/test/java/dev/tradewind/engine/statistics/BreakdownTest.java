package dev.tradewind.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Breakdowns, falls, rolling measures and comparisons small enough to check by hand. */
class BreakdownTest {
  private static final long DAY = 86_400_000_000L;

  private static long micros(String time) {
    return Instant.parse(time).getEpochSecond() * 1_000_000;
  }

  private static RoundTrip trip(
      int instrument, double quantity, String entry, String exit, double pnl) {
    return new RoundTrip(
        instrument, quantity, micros(entry), 100, micros(exit), 100, pnl, pnl / 100, 0, 1, 0, 0);
  }

  private static Breakdown find(List<Breakdown> all, Breakdown.Dimension dimension) {
    return all.stream().filter(each -> each.dimension() == dimension).findFirst().orElseThrow();
  }

  private static List<String> names(Breakdown breakdown) {
    return breakdown.slices().stream().map(each -> each.name() + " " + each.roundTrips()).toList();
  }

  @Test
  void roundTripsByTheirProperties() {
    List<RoundTrip> trips =
        List.of(
            trip(0, 1, "2024-02-29T23:59:00Z", "2024-03-01T00:10:00Z", 10),
            trip(1, -1, "2024-03-04T09:30:00Z", "2024-03-05T09:30:00Z", -4),
            trip(0, 1, "2024-03-04T09:00:00Z", "2024-05-05T09:30:00Z", 6));
    List<Breakdown> all =
        Breakdown.of(trips, List.of("A", "B"), List.of(), i -> i == 1 ? "" : "breakout");

    assertThat(names(find(all, Breakdown.Dimension.INSTRUMENT))).containsExactly("A 2", "B 1");
    assertThat(names(find(all, Breakdown.Dimension.SIDE))).containsExactly("long 2", "short 1");
    assertThat(names(find(all, Breakdown.Dimension.WEEKDAY)))
        .containsExactly("Monday 2", "Thursday 1");
    assertThat(names(find(all, Breakdown.Dimension.HOUR))).containsExactly("09:00 2", "23:00 1");
    assertThat(names(find(all, Breakdown.Dimension.MONTH)))
        .containsExactly("February 1", "March 2");
    assertThat(names(find(all, Breakdown.Dimension.HOLDING)))
        .containsExactly("under 1 hour 1", "1 to 7 days 1", "over 30 days 1");
    assertThat(names(find(all, Breakdown.Dimension.TAG))).containsExactly("breakout 2", "no tag 1");
    assertThat(all).noneMatch(each -> each.dimension() == Breakdown.Dimension.VOLATILITY);
    Breakdown.Slice a = find(all, Breakdown.Dimension.INSTRUMENT).slices().getFirst();
    assertThat(a.netProfit()).isEqualTo(16);
    assertThat(a.expectancy()).isEqualTo(8);
    assertThat(a.profitFactor()).isNaN();
    assertThat(a.winRate()).isEqualTo(1);
    assertThat(a.isSmall()).isTrue();
  }

  @Test
  void monthsAreThoseOfTheCalendar() {
    for (int day = -800_000; day < 800_000; day += 13) {
      assertThat(Breakdown.month(day)).isEqualTo(LocalDate.ofEpochDay(day).getMonthValue() - 1);
    }
  }

  private static BarSeries series(double... closes) {
    Instrument instrument =
        new Instrument(
            "A",
            AssetClass.OTHER,
            "USD",
            new BigDecimal("0.01"),
            BigDecimal.ONE,
            TradingCalendar.ROUND_THE_CLOCK);
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1D"), closes.length);
    for (int i = 0; i < closes.length; i++) {
      builder.append(i * DAY, closes[i], closes[i], closes[i], closes[i], 1);
    }
    return builder.build();
  }

  @Test
  @DisplayName("an entry is judged by the days that had ended before its own")
  void volatilityRegimes() {
    double[] closes = new double[90];
    double price = 100;
    for (int i = 0; i < closes.length; i++) {
      double move = i < 40 ? 0.001 : i < 65 ? 0.01 : 0.05;
      price *= i % 2 == 0 ? 1 + move : 1 / (1 + move);
      closes[i] = price;
    }
    VolatilityRegimes regimes = VolatilityRegimes.of(series(closes));

    assertThat(VolatilityRegimes.NAMES[regimes.at(5 * DAY)]).isEqualTo("unknown");
    assertThat(VolatilityRegimes.NAMES[regimes.at(30 * DAY)]).isEqualTo("low");
    assertThat(VolatilityRegimes.NAMES[regimes.at(63 * DAY)]).isEqualTo("normal");
    assertThat(VolatilityRegimes.NAMES[regimes.at(89 * DAY)]).isEqualTo("high");
    // The wild days begin with 65; at its own morning nothing of them is known.
    assertThat(regimes.at(65 * DAY)).isEqualTo(regimes.at(64 * DAY));
  }

  private static DailyEquity equity(double initial, double... values) {
    return DailyEquity.of(values.length, i -> (i + 1) * DAY, i -> values[i], initial, true);
  }

  @Test
  void worstDrawdowns() {
    List<DrawdownEpisode> worst =
        DrawdownEpisode.worst(equity(100, 90, 95, 110, 108, 111, 100, 50, 60), 2);

    assertThat(worst)
        .containsExactly(
            new DrawdownEpisode(4, 6, -1, 1 - 50 / 111.0, 3),
            new DrawdownEpisode(-1, 0, 2, 1 - 90 / 100.0, 2));
    assertThat(worst.getFirst().isRecovered()).isFalse();
    assertThat(DrawdownEpisode.worst(equity(100), 3)).isEmpty();
  }

  @Test
  void rollingMeasures() {
    double[] returns = {0.01, -0.02, 0.03, 0.01, 0.0};
    double[] benchmark = {0.005, -0.01, 0.015, 0.005, 0.0};

    assertThat(RollingMeasures.beta(returns, benchmark, 3))
        .containsExactly(new double[] {Double.NaN, Double.NaN, 2, 2, 2}, within(1e-12));
    double[] sharpe = RollingMeasures.sharpe(returns, 5, 252, 0);
    double[] volatility = RollingMeasures.volatility(returns, 5, 252);
    assertThat(sharpe[3]).isNaN();
    assertThat(sharpe[4] * volatility[4]).isCloseTo(0.006 * 252, within(1e-12));
  }

  @Test
  void comparedRunsShareTheirDays() {
    DailyEquity all = equity(100, 110, 121, 60.5, 121);
    DailyEquity some =
        DailyEquity.of(3, i -> (new long[] {2, 3, 5})[i] * DAY, i -> 100 + i * 10, 100, false);
    AlignedEquity aligned = AlignedEquity.of(List.of(all, some));

    assertThat(aligned.size()).isEqualTo(2);
    assertThat(aligned.epochDay(0)).isEqualTo(1);
    assertThat(aligned.value(0, 0)).isEqualTo(1);
    assertThat(aligned.returns(0)).containsExactly(-0.5);
    assertThat(aligned.returns(1)).containsExactly(new double[] {0.1}, within(1e-12));
  }

  @Test
  @DisplayName("days read from few points are those of the streaming measure")
  void dailyEquityIsThatOfDailyReturns() {
    long[] times = IntStream.range(1, 400).mapToLong(i -> i * (long) i * 977_000_000L).toArray();
    double[] values = IntStream.range(0, times.length).mapToDouble(i -> 100 + i % 17).toArray();
    for (boolean everyDay : new boolean[] {true, false}) {
      DailyReturns streaming = new DailyReturns(times[0], 100, everyDay);
      for (int i = 0; i < times.length; i++) {
        if (streaming.isNewDay(times[i])) {
          streaming.startDay(times[i], values[i - 1]);
        }
      }
      DailyEquity read = DailyEquity.of(times.length, i -> times[i], i -> values[i], 100, everyDay);
      assertThat(read.returns()).containsExactly(streaming.until(values[values.length - 1]));
    }
  }

  @Test
  void holdingBeginsWithTheFirstClose() {
    BarSeries one = series(100, 110, 99);
    DailyEquity days = equity(1, 1, 1, 1);

    assertThat(Benchmark.buyAndHold(List.of(one), days))
        .containsExactly(new double[] {0, 0.1, -0.1}, within(1e-12));
    assertThat(Benchmark.buyAndHold(List.of(), days)).isEmpty();
  }

  @Test
  void medians() {
    assertThat(Median.of(new double[0], 0)).isNaN();
    java.util.Random random = new java.util.Random(7);
    for (int n = 1; n < 200; n++) {
      double[] values = random.doubles(n, -5, 5).map(Math::rint).toArray();
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double expected = (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
      assertThat(Median.of(values, n)).isEqualTo(expected);
    }
  }

  @Test
  void differencesOfEqualRunsAreUndefined() {
    double[] same = {0.01, -0.01, 0.02, 0.0};
    SharpeDifference nothing = SharpeDifference.of(same, same, UncertaintyOptions.of(252, 0, 1));

    assertThat(nothing.difference()).isZero();
    assertThat(nothing.jobsonKorkie()).isNaN();
    assertThat(nothing.isSignificant(0.05)).isFalse();
    List<Double> few = new ArrayList<>();
    few.add(
        SharpeDifference.of(new double[1], new double[1], UncertaintyOptions.of(252, 0, 1))
            .bootstrap());
    assertThat(few.getFirst()).isNaN();
  }
}

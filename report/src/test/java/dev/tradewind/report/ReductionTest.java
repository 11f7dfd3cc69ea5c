package dev.tradewind.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReductionTest {

  @Test
  void shortCurveIsKeptWhole() {
    assertThat(CurveReduction.indexes(8, i -> i, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(CurveReduction.indexes(0, i -> i, 8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 100, 4_000})
  void longCurveKeepsEndsExtremesAndDeepestDrawdown(int maxPoints) {
    StoredResult walk = StoredResult.walk(50_000, 0);
    double[] values = walk.values().clone();
    values[31_337] *= 3;
    values[31_338] /= 3;
    int[] kept = CurveReduction.indexes(values.length, i -> values[i], maxPoints);
    assertThat(kept.length).isLessThanOrEqualTo(maxPoints);
    assertThat(kept).isSorted().doesNotHaveDuplicates().contains(0, 31_337, 31_338, 49_999);
    double[] drawdowns = CurveReduction.drawdowns(values.length, i -> values[i], kept);
    assertThat(DoubleStream.of(drawdowns).min().orElseThrow()).isEqualTo(deepest(values));
  }

  private static double deepest(double[] values) {
    double worst = 0;
    double peak = values[0];
    for (double value : values) {
      peak = Math.max(peak, value);
      worst = Math.min(worst, value / peak - 1);
    }
    return worst;
  }

  @Test
  void undefinedPointsAreLeftOut() {
    int[] kept = CurveReduction.indexes(100, i -> i % 2 == 0 ? Double.NaN : i, 10);
    assertThat(kept).startsWith(0).endsWith(99);
    assertThat(Arrays.stream(kept).skip(1)).allMatch(i -> i % 2 == 1);
  }

  @Test
  void refusesTooFewPoints() {
    assertThatThrownBy(() -> CurveReduction.indexes(100, i -> i, 7))
        .hasMessage("maxPoints must be >= 8, was 7");
    assertThatThrownBy(() -> BarReduction.reduce(StoredResult.bars(3), 0))
        .hasMessage("maxBars must be >= 1, was 0");
  }

  @Test
  void barsBecomeTheShortestRoundResolutionThatFits() {
    BarSeries bars = StoredResult.bars(10_000);
    assertThat(BarReduction.reduce(bars, 10_000)).isSameAs(bars);
    BarSeries five = BarReduction.reduce(bars, 4_000);
    assertThat(five.timeframe().code()).isEqualTo("5m");
    assertThat(five.size()).isEqualTo(2_000);
    assertThat(five.openTime(1)).isEqualTo(bars.openTime(5));
    assertThat(five.open(1)).isEqualTo(bars.open(5));
    assertThat(five.close(1)).isEqualTo(bars.close(9));
    assertThat(five.high(1)).isEqualTo(column(bars, BarField.HIGH, 5, 10).max().orElseThrow());
    assertThat(five.low(1)).isEqualTo(column(bars, BarField.LOW, 5, 10).min().orElseThrow());
    assertThat(five.volume(1)).isEqualTo(sum(bars, 5, 10));
  }

  private static DoubleStream column(BarSeries bars, BarField field, int from, int to) {
    return Arrays.stream(bars.copyOf(field), from, to);
  }

  private static double sum(BarSeries bars, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += bars.volume(i);
    }
    return sum;
  }

  @Test
  void weeksBeginOnMondays() {
    BarSeries.Builder days = BarSeries.builder(StoredResult.BTC, Timeframe.parse("1D"), 14);
    for (int i = 0; i < 14; i++) {
      days.append(StoredResult.START + i * 86_400_000_000L, 1, 2, 0.5, 1.5, Double.NaN);
    }
    BarSeries weeks = BarReduction.reduce(days.build(), 3);
    assertThat(weeks.timeframe().code()).isEqualTo("1W");
    assertThat(UtcTimes.iso(weeks.openTime(0))).isEqualTo("2019-12-30T00:00:00Z");
    assertThat(weeks.volume(0)).isNaN();
  }

  @Test
  void oddLengthsAreDoubled() {
    BarSeries.Builder bars = BarSeries.builder(StoredResult.BTC, Timeframe.parse("7s"), 100);
    for (int i = 0; i < 100; i++) {
      bars.append(i * 7_000_000L, 1, 2, 0.5, 1.5, i == 0 ? Double.NaN : 1);
    }
    BarSeries reduced = BarReduction.reduce(bars.build(), 30);
    assertThat(reduced.timeframe().code()).isEqualTo("28s");
    assertThat(reduced.volume(0)).isEqualTo(3);
  }

  @Test
  void monthsEndWithTheCloseOfTheirLastBar() {
    long[] times = {
      StoredResult.micros("2020-01-31T00:00:00Z"),
      StoredResult.micros("2020-02-01T00:00:00Z"),
      StoredResult.micros("2020-02-02T00:00:00Z"),
      StoredResult.micros("2020-04-02T00:00:00Z")
    };
    double[] values = {100, 110, 99, 198};
    List<MonthlyReturns.Month> months = MonthlyReturns.of(4, i -> times[i], i -> values[i], 100);
    assertThat(months)
        .containsExactly(
            new MonthlyReturns.Month(2020, 1, 110.0 / 100 - 1),
            new MonthlyReturns.Month(2020, 2, 99.0 / 110 - 1),
            new MonthlyReturns.Month(2020, 4, 198.0 / 99 - 1));
    assertThat(MonthlyReturns.of(0, i -> 0, i -> 0, 100)).isEmpty();
  }

  @Test
  void monthlyReturnsCompoundToTheTotal() {
    StoredResult walk = StoredResult.walk(200_000, 0);
    double product = 1;
    for (MonthlyReturns.Month month : MonthlyReturns.of(walk)) {
      product *= 1 + month.value();
    }
    assertThat(product * 100_000)
        .isCloseTo(walk.values()[199_999], org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void histogramCountsEveryFiniteValueOnce() {
    Histogram histogram = Histogram.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, Double.NaN, 1e-9});
    assertThat(histogram.edges()).hasSize(5).startsWith(0).endsWith(8);
    assertThat(histogram.counts()).containsExactly(3, 2, 2, 3);
    Histogram both = Histogram.of(new double[] {-1, -0.5, -0.0, 0, 0.2, 3});
    assertThat(both.edges()).contains(0.0).isSorted();
    assertThat(both.edges()[0]).isLessThanOrEqualTo(-1);
    int zero = Arrays.binarySearch(both.edges(), 0.0);
    assertThat(Arrays.stream(both.counts()).limit(zero).sum()).isEqualTo(2);
    assertThat(Arrays.stream(both.counts()).sum()).isEqualTo(6);
    assertThat(Histogram.of(new double[] {3, 3}).counts()).containsExactly(2);
    assertThat(Histogram.of(new double[] {3, 3}).edges()).containsExactly(3, 3);
    assertThat(Histogram.of(new double[] {Double.NaN}).edges()).isEmpty();
    assertThat(Histogram.of(new double[10_000]).counts()).hasSize(1);
  }
}

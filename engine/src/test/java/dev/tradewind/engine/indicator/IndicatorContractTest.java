package dev.tradewind.engine.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every feature must keep, and TA-Lib as the outside source of values. */
class IndicatorContractTest {
  private static final Instrument COIN =
      new Instrument(
          "COIN",
          AssetClass.CRYPTO,
          "USD",
          new BigDecimal("0.01"),
          BigDecimal.ONE,
          TradingCalendar.ROUND_THE_CLOCK);
  private static final int BARS = 300;
  private static final long SEED = 20_260_101L;

  private static double[] walk(int size) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] closes = new double[size];
    double price = 100;
    for (int i = 0; i < size; i++) {
      price *= 1 + (random.nextDouble() - 0.5) * 0.02;
      closes[i] = price;
    }
    return closes;
  }

  private static BarSeries series(double[] closes, int size) {
    BarSeries.Builder builder = BarSeries.builder(COIN, Timeframe.parse("1m"), size);
    for (int i = 0; i < size; i++) {
      double c = closes[i];
      builder.append(i * 60_000_000L, c * 0.999, c * 1.01, c * 0.99, c, 1 + i % 7);
    }
    return builder.build();
  }

  /** One or more of every kind; the permitted types are compared below. */
  static Stream<Feature> features() {
    List<Feature> all = new ArrayList<>();
    for (BarField field : BarField.values()) {
      all.add(new Feature.Field(field));
      for (int period : new int[] {2, 9, 21}) {
        all.add(new Feature.Sma(field, period));
        all.add(new Feature.Ema(field, period));
        all.add(new Feature.Rsi(field, period));
      }
      all.add(new Feature.Sma(field, 1));
      all.add(new Feature.Ema(field, 1));
    }
    return all.stream();
  }

  @Test
  void everyKindOfFeatureIsChecked() {
    assertThat(features().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrder(Feature.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("features")
  void aColumnIsAsLongAsTheSeriesAndUndefinedExactlyThroughTheWarmUp(Feature feature) {
    double[] column = FeatureColumns.compute(series(walk(BARS), BARS), feature);

    assertThat(column).hasSize(BARS);
    for (int i = 0; i < BARS; i++) {
      assertThat(Double.isNaN(column[i]))
          .as("%s at bar %d", feature.canonical(), i)
          .isEqualTo(i < feature.warmUp());
    }
  }

  @ParameterizedTest
  @MethodSource("features")
  void aSeriesShorterThanTheWarmUpHasNoValue(Feature feature) {
    for (int size = 0; size <= feature.warmUp(); size++) {
      double[] column = FeatureColumns.compute(series(walk(BARS), size), feature);
      assertThat(column).hasSize(size);
      assertThat(Arrays.stream(column).allMatch(Double::isNaN)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("features")
  void aValueDependsOnNoLaterBar(Feature feature) {
    double[] whole = FeatureColumns.compute(series(walk(BARS), BARS), feature);
    double[] otherFuture = walk(BARS);
    for (int i = BARS / 2; i < BARS; i++) {
      otherFuture[i] *= 3;
    }
    double[] perturbed = FeatureColumns.compute(series(otherFuture, BARS), feature);
    for (int cut : new int[] {1, 5, 22, BARS / 2}) {
      double[] truncated = FeatureColumns.compute(series(walk(BARS), cut), feature);
      assertThat(truncated).isEqualTo(Arrays.copyOf(whole, cut));
    }
    assertThat(Arrays.copyOf(perturbed, BARS / 2)).isEqualTo(Arrays.copyOf(whole, BARS / 2));
  }

  @Test
  void columnsComputedTogetherEqualThoseComputedAlone() {
    List<Feature> all = features().toList();
    for (int size : new int[] {0, 1, 8, 9, 10, 20, 21, 22, BARS}) {
      double[][] together = FeatureColumns.computeAll(series(walk(BARS), size), all);

      assertThat(together).hasDimensions(all.size(), size);
      for (int i = 0; i < all.size(); i++) {
        assertThat(together[i])
            .as("%s of %d bars", all.get(i).canonical(), size)
            .isEqualTo(FeatureColumns.compute(series(walk(BARS), size), all.get(i)));
      }
    }
  }

  @Test
  void constantInputGivesTheConstantOrNothing() {
    double[] constant = new double[50];
    Arrays.fill(constant, 42);
    double[] out = new double[50];

    MovingAverages.sma(constant, 9, out);
    assertThat(Arrays.copyOfRange(out, 8, 50)).containsOnly(42);
    MovingAverages.ema(constant, 9, out);
    assertThat(Arrays.copyOfRange(out, 8, 50)).containsOnly(42);
    Oscillators.rsi(constant, 9, out);
    assertThat(Arrays.stream(out).allMatch(Double::isNaN)).isTrue();
  }

  @Test
  void onlyGainsAreHundredAndOnlyLossesAreZero() {
    double[] rising = new double[20];
    double[] falling = new double[20];
    for (int i = 0; i < 20; i++) {
      rising[i] = 100 + i;
      falling[i] = 100 - i;
    }
    double[] out = new double[20];

    Oscillators.rsi(rising, 5, out);
    assertThat(Arrays.copyOfRange(out, 5, 20)).containsOnly(100);
    Oscillators.rsi(falling, 5, out);
    assertThat(Arrays.copyOfRange(out, 5, 20)).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 21, 200})
  void averagesScaleWithTheirInput(int period) {
    double[] in = walk(BARS);
    double[] doubled = Arrays.stream(in).map(v -> 2 * v).toArray();
    double[] a = new double[BARS];
    double[] b = new double[BARS];

    // Doubling is exact in binary, so the outputs are exactly doubled too.
    DoubleUnaryOperator twice = v -> 2 * v;
    MovingAverages.ema(in, period, a);
    MovingAverages.ema(doubled, period, b);
    assertThat(b).isEqualTo(Arrays.stream(a).map(twice).toArray());
    MovingAverages.sma(in, period, a);
    MovingAverages.sma(doubled, period, b);
    assertThat(b).isEqualTo(Arrays.stream(a).map(twice).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9, 14, 21, 50, 200})
  void valuesAreThoseOfTaLib(int period) {
    double[] in = walk(2_000);
    int n = in.length;
    double[] own = new double[n];
    double[] theirs = new double[n];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    Core talib = new Core();

    assertThat(talib.sma(0, n - 1, in, period, begin, count, theirs)).isEqualTo(RetCode.Success);
    MovingAverages.sma(in, period, own);
    compare(own, theirs, begin.value, count.value);

    assertThat(talib.ema(0, n - 1, in, period, begin, count, theirs)).isEqualTo(RetCode.Success);
    MovingAverages.ema(in, period, own);
    compare(own, theirs, begin.value, count.value);

    assertThat(talib.rsi(0, n - 1, in, period, begin, count, theirs)).isEqualTo(RetCode.Success);
    Oscillators.rsi(in, period, own);
    compare(own, theirs, begin.value, count.value);
  }

  private static void compare(double[] own, double[] theirs, int begin, int count) {
    assertThat(begin + count).isEqualTo(own.length);
    for (int i = 0; i < begin; i++) {
      assertThat(own[i]).as("bar %d", i).isNaN();
    }
    for (int i = 0; i < count; i++) {
      assertThat(own[begin + i])
          .as("bar %d", begin + i)
          .isCloseTo(theirs[i], org.assertj.core.api.Assertions.within(1e-9));
    }
  }

  @Test
  void aPeriodOutOfBoundsIsRefusedByName() {
    assertThatThrownBy(() -> new Feature.Rsi(BarField.CLOSE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("period must be in 2..1000000, was 1 (feature rsi(close, 1))");
    assertThatThrownBy(() -> new Feature.Ema(BarField.CLOSE, 0))
        .hasMessageContaining("ema(close, 0)");
    assertThatThrownBy(() -> new Feature.Sma(BarField.OPEN, -3)).hasMessageContaining("was -3");
    assertThat(new Feature.Ema(BarField.CLOSE, 21).canonical()).isEqualTo("ema(close, 21)");
    assertThat(new Feature.Sma(BarField.HIGH, 2).canonical()).isEqualTo("sma(high, 2)");
    assertThat(new Feature.Field(BarField.VOLUME).canonical()).isEqualTo("volume");
  }
}

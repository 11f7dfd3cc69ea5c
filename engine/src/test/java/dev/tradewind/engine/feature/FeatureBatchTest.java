package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features over whole series and bar by bar, with gaps. */
class FeatureBatchTest {
  private static final Timeframe MINUTE = Timeframe.parse("1m");
  private static final Instrument COIN = instrument("COIN", TradingCalendar.ROUND_THE_CLOCK);
  private static final Instrument OTHER = instrument("OTHER", TradingCalendar.ROUND_THE_CLOCK);

  static Instrument instrument(String id, TradingCalendar calendar) {
    return new Instrument(
        id, AssetClass.CRYPTO, "USD", new BigDecimal("0.01"), BigDecimal.ONE, calendar);
  }

  private static ProgramScope scope() {
    return new ProgramScope(
        COIN,
        MINUTE,
        Timeframes::find,
        id -> id.equals("OTHER") ? Optional.of(OTHER) : Optional.empty(),
        any -> any.calendar().sessions());
  }

  static FeatureProgram feature(String expression, ProgramScope scope) {
    FeatureDefinition definition = FeatureDefinition.of("x", expression, "");
    return FeatureProgram.compile(CheckedFeature.of(definition, ExpressionScope.standard()), scope);
  }

  private static List<FeatureProgram> features() {
    return List.of(
            "close",
            "log_return(close, 1)",
            "ema(close, 5)",
            "ema(ema(close, 3), 40)",
            "close / ema(close, 20)@15m",
            "close - ema(close of \"OTHER\", 4)",
            "adjusted(ema(close, 12))",
            "since(close > ema(close, 30))")
        .stream()
        .map(text -> feature(text, scope()))
        .toList();
  }

  private static BarSeries walk(Instrument instrument, SplittableRandom random, int bars) {
    BarSeries.Builder builder = BarSeries.builder(instrument, MINUTE, bars);
    long time = 1_577_836_800_000_000L + random.nextInt(300) * 60_000_000L;
    double price = 100;
    int rarity = 20 + random.nextInt(300);
    for (int i = 0; i < bars; i++) {
      double open = price;
      price *= 1 + (random.nextDouble() - 0.5) * 0.01;
      double high = Math.max(open, price) * 1.001;
      builder.append(time, open, high, Math.min(open, price) * 0.999, price, 1 + i % 5);
      if (random.nextInt(30) == 0) {
        builder.closing(time + 60_000_000L, time + 60_000_000L * (1 + random.nextInt(90)), false);
      }
      time += (random.nextInt(rarity) == 0 ? 1 + random.nextInt(120) : 1) * 60_000_000L;
    }
    return builder.build();
  }

  private static ProgramData data(long seed, int bars) {
    SplittableRandom random = new SplittableRandom(seed);
    BarSeries base = walk(COIN, random, bars);
    return new ProgramData(
        base,
        Map.of("OTHER", walk(OTHER, random, bars)),
        Map.of("COIN", SplitSchedule.of(new long[] {base.openTime(bars / 3)}, new double[] {4})));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void allAtOnceIsBarByBar(long seed) {
    ProgramData data = data(seed, 1_500);
    List<FeatureProgram> features = features();
    List<double[][]> batch = FeatureBatch.compute(features, data);
    for (int f = 0; f < features.size(); f++) {
      double[][] streamed = new double[1][1_500];
      FeatureRun.fresh(features.get(f), data).run(1_500, streamed);
      assertThat(batch.get(f)[0]).as("%s, seed %d", features.get(f), seed).isEqualTo(streamed[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void aCheckpointGoesOnWithTheSameBits(long seed) {
    ProgramData data = data(seed, 1_000);
    for (FeatureProgram feature : features()) {
      double[][] whole = new double[1][1_000];
      FeatureRun.fresh(feature, data).run(1_000, whole);
      FeatureRun before = FeatureRun.fresh(feature, data);
      double[][] part = new double[1][1_000];
      int cut = new SplittableRandom(seed).nextInt(1_000);
      before.run(cut, part);
      FeatureRun after =
          FeatureRun.resumed(feature, data, feature.restarts(data.base()), cut, before.memory());
      double[][] rest = new double[1][1_000 - cut];
      after.run(1_000, rest);

      assertThat(rest[0])
          .as("%s, seed %d, cut %d", feature, seed, cut)
          .isEqualTo(Arrays.copyOfRange(whole[0], cut, 1_000));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void theMemoryOfABatchGoesOnWithTheSameBits(long seed) {
    ProgramData data = data(seed, 1_200);
    List<FeatureProgram> features = features();
    List<double[][]> whole = FeatureBatch.compute(features, data);
    int cut = 100 + new SplittableRandom(seed).nextInt(1_100);
    ProgramData past =
        new ProgramData(
            data.base().between(Long.MIN_VALUE, data.base().openTime(cut)),
            data.others(),
            data.splits());
    double[][] memories = new double[features.size()][];
    List<double[][]> before = FeatureBatch.remembering(features, past, memories);

    for (int f = 0; f < features.size(); f++) {
      FeatureProgram feature = features.get(f);
      FeatureRun after =
          FeatureRun.resumed(feature, data, feature.restarts(data.base()), cut, memories[f]);
      double[][] rest = new double[1][1_200 - cut];
      after.run(1_200, rest);
      double[] expected = whole.get(f)[0];
      assertThat(before.get(f)[0]).isEqualTo(Arrays.copyOf(expected, cut));
      assertThat(rest[0])
          .as("%s, seed %d, cut %d", feature, seed, cut)
          .isEqualTo(Arrays.copyOfRange(expected, cut, 1_200));
    }
  }

  @Test
  void aGapLongerThanTheWarmUpBeginsAfresh() {
    BarSeries.Builder builder = BarSeries.builder(COIN, MINUTE, 20);
    for (int i = 0; i < 20; i++) {
      long minute = i < 10 ? i : i < 15 ? i + 4 : i + 9;
      builder.append(minute * 60_000_000L, 1 + i, 1 + i, 1 + i, 1 + i, 1);
    }
    FeatureProgram feature = feature("ema(close, 5)", scope());
    BarSeries bars = builder.build();

    assertThat(feature.restarts(bars)).containsExactly(15);
    double[] values = FeatureBatch.compute(List.of(feature), ProgramData.of(bars)).getFirst()[0];
    assertThat(values[14]).isFinite();
    assertThat(Arrays.copyOfRange(values, 15, 19)).containsOnly(Double.NaN);
    assertThat(values[19]).isEqualTo(18);
  }
}

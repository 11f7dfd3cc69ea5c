package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.expr.SeriesFeed;
import dev.tradewind.engine.expr.TimeframeColumn;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.engine.time.TradingCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Averages over all seeded timeframes: what can be made, how, and without a look ahead. */
class MultiTimeframeEmaTest {
  private static MultiTimeframeEma all(String base, boolean partial, Integer... periods) {
    return new MultiTimeframeEma(
        TimeframeDefinition.of(base), Timeframes.seeded(), List.of(periods), partial);
  }

  /** Bars in clusters with gaps of up to a month, so that a few thousand cover decades. */
  private static BarSeries sparse(Instrument instrument, String timeframe, long seed, int bars) {
    SplittableRandom random = new SplittableRandom(seed);
    Timeframe length = Timeframe.parse(timeframe);
    BarSeries.Builder builder = BarSeries.builder(instrument, length, bars);
    long step = length.micros();
    long time = 631_152_000_000_000L + random.nextInt(5_000) * step;
    long month = 30L * 86_400_000_000L / step;
    double price = 50;
    for (int i = 0; i < bars; i++) {
      price *= 1 + (random.nextDouble() - 0.5) * 0.03;
      double high = price * (1 + random.nextDouble() * 0.01);
      double volume = seed % 2 == 0 ? random.nextInt(1000) : random.nextDouble() * 7;
      builder.append(time, price * 0.999, high, price * 0.99, price, volume);
      if (random.nextInt(30) == 0) {
        builder.closing(time + step, time + step + random.nextInt(4) * step, false);
      }
      int kind = random.nextInt(40);
      time +=
          kind < 36
              ? step
              : kind < 39
                  ? random.nextLong(1, 500) * step
                  : random.nextLong(1, Math.max(2, month)) * step;
    }
    return builder.build();
  }

  private static ProgramData data(Instrument instrument, String timeframe, long seed, int bars) {
    BarSeries base = sparse(instrument, timeframe, seed, bars);
    return new ProgramData(
        base,
        Map.of(),
        Map.of(
            instrument.id(),
            SplitSchedule.of(new long[] {base.openTime(bars / 2)}, new double[] {3})));
  }

  private static void assertBatchIsStreaming(Program program, ProgramData data, String what) {
    int size = data.base().size();
    double[][] streamed = new double[program.columns()][size];
    new SeriesFeed(program, data, 0).run(size, streamed);
    double[][] batch = program.batch(data);
    List<TimeframeColumn> own = program.batchByTimeframe(data);
    double[] joined = new double[size];
    for (int c = 0; c < streamed.length; c++) {
      assertThat(batch[c]).as("%s, %s", what, program.names().get(c)).isEqualTo(streamed[c]);
      own.get(c).joinTo(joined);
      assertThat(joined).as("%s, %s joined", what, program.names().get(c)).isEqualTo(streamed[c]);
    }
  }

  @Test
  void everySeededTimeframeIsMadeFromMinutes() {
    MultiTimeframeEma minutes = all("1m", false, 21);
    MultiTimeframeEma days = all("1D", false, 21, 50);

    assertThat(minutes.timeframes()).hasSize(Timeframes.seeded().size());
    assertThat(minutes.texts()).contains("ema(close, 21)", "ema(close, 21)@1Wt");
    assertThat(days.timeframes())
        .noneMatch(each -> each.code().endsWith("h") || each.code().endsWith("m"));
    assertThat(days.texts()).hasSize(2 * days.timeframes().size());
    assertThat(all("1D", true, 9).texts()).contains("ema(close, 9)", "ema(close, 9)@1W?");
    assertThatThrownBy(() -> all("1m", false, 0)).hasMessage("period must be >= 1, was 0");
  }

  @ParameterizedTest
  @CsvSource({
    "1m, 24x7, 1", "1m, us-equity, 2", "1m, fx, 3", "1D, 24x7, 4", "1D, us-equity, 5",
    "1h, us-equity, 6", "1D, fx, 7", "5m, us-equity, 8", "1W, 24x7, 9", "1Dt, us-equity, 10"
  })
  void everyTimeframeIsTheStreamingFormToTheBit(String base, String calendar, long seed) {
    Instrument instrument = Walks.instrument("COIN", TradingCalendar.of(calendar));
    ProgramData data = data(instrument, base, seed, 1_500);
    List<CheckedExpression> expressions = new ArrayList<>();
    for (TimeframeDefinition timeframe : all(base, false, 3).timeframes()) {
      String code = "@" + timeframe.code();
      for (String text :
          List.of("ema(close, 3)", "high - low", "open", "volume", "adjusted(volume - high)")) {
        expressions.add(LookAheadKit.checked("(" + text + ")" + code));
      }
    }
    Program together =
        ProgramCompiler.compile(expressions, ProgramScope.of(instrument, Timeframe.parse(base)));

    assertBatchIsStreaming(together, data, base + " " + calendar + ", seed " + seed);
  }

  @ParameterizedTest
  @CsvSource({"1m, 24x7, 21", "1m, us-equity, 22", "1D, us-equity, 23", "1D, 24x7, 24"})
  void noTimeframeLooksAhead(String base, String calendar, long seed) {
    Instrument instrument = Walks.instrument("COIN", TradingCalendar.of(calendar));
    ProgramScope scope = ProgramScope.of(instrument, Timeframe.parse(base));
    ProgramData data = data(instrument, base, seed, 800);

    LookAheadKit.check(
        base,
        LookAheadKit.expressions(
            scope, all(base, false, 2, 5).expressions(ExpressionScope.standard())),
        data,
        6,
        seed);
    LookAheadKit.check(
        base + " with partial bars",
        LookAheadKit.expressions(scope, all(base, true, 2).expressions(ExpressionScope.standard())),
        data,
        2,
        seed);
  }

  @Test
  void partialBarsHaveNoColumnOfTheirOwn() {
    Program program =
        ProgramCompiler.compile(
            all("1D", true, 9).expressions(ExpressionScope.standard()),
            ProgramScope.of(Walks.COIN, Timeframe.parse("1D")));

    assertThatThrownBy(() -> program.batchByTimeframe(data(Walks.COIN, "1D", 1, 50)))
        .hasMessage("a partial bar has no column on bars of its timeframe");
  }

  /** Values do not depend on where data begin, once the first whole span of the longest began. */
  @Test
  void aSpanThatBeganBeforeTheDataIsDroppedEvenIfTheFirstBarLiesInNone() {
    Instrument stock = Walks.instrument("STOCK", TradingCalendar.US_EQUITY);
    // 2024-01-04, a Thursday, 12:00 UTC: before the session, in the middle of the week.
    long before = 1_704_369_600_000_000L;
    BarSeries.Builder builder = BarSeries.builder(stock, Timeframe.parse("1h"), 1_000);
    for (int i = 0; i < 24 * 15; i++) {
      builder.append(before + i * 3_600_000_000L, 1 + i, 1 + i, 1 + i, 1 + i, 1);
    }
    ProgramData data = ProgramData.of(builder.build());
    Program program =
        ProgramCompiler.compile(
            List.of(LookAheadKit.checked("open@1Wt")),
            ProgramScope.of(stock, Timeframe.parse("1h")));

    assertBatchIsStreaming(program, data, "weeks");
    double[] opens = program.batchByTimeframe(data).get(0).values();
    assertThat(opens[0]).isGreaterThan(24);
  }
}

package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What labels say, and when. */
class LabelsTest {
  private static final long MINUTE = 60_000_000L;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static LabelPrices closes(double... closes) {
    double[][] bars = new double[closes.length][];
    for (int i = 0; i < bars.length; i++) {
      bars[i] = new double[] {closes[i], closes[i], closes[i]};
    }
    return bars(bars);
  }

  /** Bars from high, low and close. */
  private static LabelPrices bars(double[]... bars) {
    BarSeries.Builder builder = BarSeries.builder(Walks.COIN, Timeframe.parse("1m"), bars.length);
    for (int i = 0; i < bars.length; i++) {
      double[] bar = bars[i];
      builder.append(i * MINUTE, bar[2], bar[0], bar[1], bar[2], 1);
    }
    return LabelPrices.raw(builder.build());
  }

  private static double[] filled(int size, double value) {
    double[] column = new double[size];
    Arrays.fill(column, value);
    return column;
  }

  @Test
  void aForwardReturnIsKnownWithTheBarThatEndsIt() {
    LabelPrices prices = closes(100, 110, 99, 0, 50);
    LabelColumn simple = Labels.of(new LabelDefinition.ForwardReturn(2, false), prices);
    LabelColumn log = Labels.of(new LabelDefinition.ForwardReturn(1, true), prices);

    assertThat(simple.value(0)).isCloseTo(-0.01, within(1e-15));
    assertThat(simple.knownAt(0)).isEqualTo(3 * MINUTE);
    assertThat(simple.value(1)).isNaN();
    assertThat(simple.isSettled(1)).isTrue();
    assertThat(simple.isSettled(3)).isFalse();
    assertThat(simple.knownAt(3)).isEqualTo(LabelColumn.OPEN);
    assertThat(simple.value(4)).isNaN();
    assertThat(log.value(0)).isCloseTo(Math.log(1.1), within(1e-15));
    assertThat(log.name()).isEqualTo("forward_return(1, log)");
  }

  @Test
  void aDirectionNeedsMoreThanTheThreshold() {
    LabelColumn label =
        Labels.of(new LabelDefinition.Direction(1, 0.25), closes(4, 5, 5, 6.5, 4, 3, 8));

    assertThat(label.values()).containsExactly(0, 0, 1, -1, 0, 1, Double.NaN);
  }

  /** Entry at 100, volatility 1 %; target two, stop one; time three bars. */
  @ParameterizedTest
  @CsvSource({
    "long: target first,        1,  101 100, 102 101,  90  90,  1, 2",
    "long: stop first,          1,  101 100, 100  99, 103 103, -1, 2",
    "long: both in a bar,       1,  102  99, 100 100, 100 100, -1, 1",
    "long: a gap through both,  1,  105 104, 100 100, 100 100,  1, 1",
    "long: neither,             1,  101 100, 101 100, 101 100,  0, 3",
    "short: target first,      -1,  100 100, 100  98, 103 103,  1, 2",
    "short: stop first,        -1,  101 100, 100  90, 100 100, -1, 1",
    "short: both in a bar,     -1,  101  98, 100 100, 100 100, -1, 1",
    "short: neither,           -1,  100.5 99, 100.5 99, 100.5 99, 0, 3",
  })
  void theFirstBarrierDecides(
      String rule, double side, String one, String two, String three, double expected, int end) {
    double[][] bars = new double[4][];
    bars[0] = new double[] {100, 100, 100};
    String[] later = {one, two, three};
    for (int i = 0; i < 3; i++) {
      String[] prices = later[i].strip().split(" +");
      double high = Double.parseDouble(prices[0]);
      double low = Double.parseDouble(prices[1]);
      bars[i + 1] = new double[] {high, low, low};
    }
    LabelColumn label =
        Labels.of(
            new LabelDefinition.TripleBarrier(2, 1, 3),
            bars(bars),
            filled(4, 0.01),
            filled(4, side));

    assertThat(label.value(0)).as(rule).isEqualTo(expected);
    assertThat(label.end(0)).as(rule).isEqualTo(end);
    assertThat(label.knownAt(0)).as(rule).isEqualTo((end + 1) * MINUTE);
  }

  @Test
  void withoutVolatilityOrSideThereIsNoLabel() {
    double[] volatility = {Double.NaN, 0, 0.01, 0.01, 0.01};
    double[] side = {1, 1, 0, Double.NaN, 1};
    LabelColumn label =
        Labels.of(
            new LabelDefinition.TripleBarrier(1, INFINITY, 1),
            closes(100, 100, 100, 100, 100),
            volatility,
            side);

    for (int row = 0; row < 4; row++) {
      assertThat(label.value(row)).isNaN();
      assertThat(label.end(row)).isEqualTo(row);
    }
    assertThat(label.isSettled(4)).isFalse();
    assertThatThrownBy(
            () ->
                Labels.of(
                    new LabelDefinition.TripleBarrier(1, 1, 1),
                    closes(1),
                    new double[] {1},
                    new double[] {2}))
        .hasMessage("side must be 1, -1, 0 or undefined, was 2.0 (row 0)");
  }

  /** The t-value of each span from the textbook's formulas, one span at a time. */
  private static double naiveTrend(LabelPrices prices, int row, int least, int most) {
    double best = 0;
    for (int n = least; n <= most; n++) {
      double meanX = n / 2.0;
      double meanY = 0;
      for (int x = 0; x <= n; x++) {
        meanY += prices.close(row + x) / (n + 1);
      }
      double xx = 0;
      double xy = 0;
      for (int x = 0; x <= n; x++) {
        xx += (x - meanX) * (x - meanX);
        xy += (x - meanX) * (prices.close(row + x) - meanY);
      }
      double slope = xy / xx;
      double rest = 0;
      for (int x = 0; x <= n; x++) {
        double error = prices.close(row + x) - meanY - slope * (x - meanX);
        rest += error * error;
      }
      double t = slope / Math.sqrt(rest / (n - 1) / xx);
      best = Math.abs(t) > Math.abs(best) ? t : best;
    }
    return best;
  }

  @Test
  void trendScanningTakesTheLargestTValue() {
    LabelPrices prices = LabelPrices.raw(Walks.walk(Walks.COIN, "1m", 5, 400));
    LabelColumn label = Labels.of(new LabelDefinition.TrendScanning(5, 20), prices);

    for (int row = 0; row < 380; row++) {
      double expected = naiveTrend(prices, row, 5, 20);
      assertThat(label.value(row)).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
      assertThat(label.end(row)).isEqualTo(row + 20);
    }
    assertThat(label.isSettled(380)).isFalse();
    LabelColumn flat = Labels.of(new LabelDefinition.TrendScanning(2, 3), closes(5, 5, 5, 5, 5));
    assertThat(flat.value(0)).isZero();
    LabelColumn line = Labels.of(new LabelDefinition.TrendScanning(2, 3), closes(8, 7, 6, 5));
    assertThat(line.value(0)).isEqualTo(-1e6);
  }

  @Test
  void anAdjustedLabelDoesNotSeeASplit() {
    BarSeries.Builder builder = BarSeries.builder(Walks.COIN, Timeframe.parse("1m"), 3);
    double[] closes = {400, 101, 102};
    for (int i = 0; i < 3; i++) {
      builder.append(i * MINUTE, closes[i], closes[i], closes[i], closes[i], 1);
    }
    BarSeries bars = builder.build();
    SplitSchedule split = SplitSchedule.of(new long[] {MINUTE}, new double[] {4});
    var next = new LabelDefinition.ForwardReturn(1, false);

    assertThat(Labels.of(next, LabelPrices.adjusted(bars, split)).value(0))
        .isCloseTo(0.01, within(1e-12));
    assertThat(Labels.of(next, LabelPrices.raw(bars)).value(0)).isLessThan(-0.7);
  }

  @Test
  void parametersOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new LabelDefinition.ForwardReturn(0, false))
        .hasMessage("bars must be in 1..1000000, was 0");
    assertThatThrownBy(() -> new LabelDefinition.Direction(1, -1)).hasMessageContaining("was -1.0");
    assertThatThrownBy(() -> new LabelDefinition.TripleBarrier(0, 1, 1))
        .hasMessageContaining("takeProfit must be > 0");
    assertThatThrownBy(() -> new LabelDefinition.TrendScanning(5, 4))
        .hasMessageContaining("maxBars must be in 5..");
    assertThatThrownBy(() -> Labels.of(new LabelDefinition.TripleBarrier(1, 1, 1), closes(1, 2)))
        .hasMessageContaining("a volatility column must be given");
  }

  private static List<LabelDefinition> definitions() {
    return List.of(
        new LabelDefinition.ForwardReturn(7, false),
        new LabelDefinition.ForwardReturn(1, true),
        new LabelDefinition.Direction(5, 0.01),
        new LabelDefinition.TrendScanning(3, 12),
        new LabelDefinition.TripleBarrier(2, 1, 15),
        new LabelDefinition.TripleBarrier(INFINITY, 3, 40));
  }

  /** A label with the features that it reads computed from the same data. */
  static LabelColumn label(LabelDefinition definition, ProgramData data) {
    LabelPrices prices =
        LabelPrices.adjusted(data.base(), data.splits().getOrDefault("COIN", SplitSchedule.NONE));
    if (definition instanceof LabelDefinition.TripleBarrier barrier) {
      double[][] columns =
          ProgramCompiler.compile(
                  List.of(
                      LookAheadKit.checked("adjusted(ema(abs(close / close[1] - 1), 5))"),
                      LookAheadKit.checked("sign(close - ema(close, 9)@15m)")),
                  ProgramScope.of(Walks.COIN, Timeframe.parse("1m")))
              .batch(data);
      return Labels.of(barrier, prices, columns[0], columns[1]);
    }
    return Labels.of(definition, prices);
  }

  static ProgramData data(long seed) {
    BarSeries base = Walks.walk(Walks.COIN, "1m", seed, 600);
    return new ProgramData(
        base,
        Map.of(),
        Map.of("COIN", SplitSchedule.of(new long[] {base.openTime(300)}, new double[] {2})));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noLabelThatWasKnownEverChanges(long seed) {
    for (LabelDefinition definition : definitions()) {
      LookAheadKit.check(
          definition.text(),
          data -> LookAheadKit.label(label(definition, data)),
          data(seed),
          25,
          seed);
      LookAheadKit.check(
          definition.text() + " as a feature",
          data -> LookAheadKit.knownWithTheirBar(data, label(definition, data).lastKnown()),
          data(seed),
          10,
          seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void asOfIsWhatTheDataOfThenGive(long seed) {
    ProgramData data = data(seed);
    for (LabelDefinition definition : definitions()) {
      LabelColumn whole = label(definition, data);
      for (int bar : new int[] {50, 299, 300, 480}) {
        long now = whole.decidedAt(bar);
        LabelColumn then = label(definition, LookAheadKit.upTo(data, now));
        LabelColumn asOf = whole.asOf(now);
        assertThat(Arrays.copyOf(asOf.values(), then.size())).isEqualTo(then.values());
        assertThat(Arrays.copyOf(asOf.knownAt(), then.size())).isEqualTo(then.knownAt());
      }
    }
  }

  @Test
  void textsAreReadBack() {
    for (LabelDefinition definition : definitions()) {
      assertThat(LabelDefinition.parse(definition.text())).isEqualTo(definition);
    }
    assertThat(LabelDefinition.parse(" forward_return( 5 ) "))
        .isEqualTo(new LabelDefinition.ForwardReturn(5, false));
    assertThat(LabelDefinition.parse("triple_barrier(Infinity, 1e-1, 20)"))
        .isEqualTo(new LabelDefinition.TripleBarrier(INFINITY, 0.1, 20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "direction(5)|label must be one of",
        "direction(5, 1, 2)|label must be one of",
        "ema(close, 5)|label must be one of",
        "direction|label must be one of",
        "direction(x, 0.1)|bars must be a whole number, was 'x' (label direction(x, 0.1))",
        "direction(5, NaN)|threshold must be a number, was 'NaN'",
        "direction(5, 0x1p3)|threshold must be a number",
        "direction(5, -1)|threshold must be >= 0 and finite, was -1.0",
        "forward_return(0)|bars must be in 1..1000000, was 0",
        "forward_return(5, cubic)|must be simple or log, was 'cubic'",
        "forward_return(99999999999)|bars must be a whole number",
        "trend_scanning(5, 3)|maxBars must be in 5..1000000, was 3",
        "triple_barrier(0, 1, 5)|takeProfit must be > 0, was 0.0",
      })
  void whatIsNoLabelIsRefused(String text, String message) {
    assertThatThrownBy(() -> LabelDefinition.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> LabelDefinition.parse("(".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("…");
  }
}

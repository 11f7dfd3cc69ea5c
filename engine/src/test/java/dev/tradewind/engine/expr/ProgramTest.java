package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs over whole series and bar by bar. */
class ProgramTest {
  private static final Expression CLOSE = new Expression.Field(SeriesInput.CLOSE);
  private static final Instrument COIN = instrument("COIN", TradingCalendar.ROUND_THE_CLOCK);
  private static final Instrument OTHER = instrument("OTHER", TradingCalendar.ROUND_THE_CLOCK);

  private static Instrument instrument(String id, TradingCalendar calendar) {
    return new Instrument(
        id, AssetClass.CRYPTO, "USD", new BigDecimal("0.01"), BigDecimal.ONE, calendar);
  }

  private static Expression ema(Expression of, int period) {
    return new Expression.Call("ema", List.of(of, new Expression.NumberLiteral(period)));
  }

  private static CheckedExpression checked(Expression expression) {
    return new CheckedExpression(
        expression, ValueType.NUMBER, expression.toString(), FunctionRegistry.standard());
  }

  private static ProgramScope scope() {
    return new ProgramScope(
        COIN,
        Timeframe.parse("1m"),
        Timeframes::find,
        id -> id.equals("OTHER") ? Optional.of(OTHER) : Optional.empty(),
        any -> any.calendar().sessions());
  }

  private static Program program(Expression... expressions) {
    return ProgramCompiler.compile(
        Arrays.stream(expressions).map(ProgramTest::checked).toList(), scope());
  }

  private static BarSeries walk(Instrument instrument, long seed, int bars) {
    SplittableRandom random = new SplittableRandom(seed);
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1m"), bars);
    long time = 1_577_836_800_000_000L + random.nextInt(300) * 60_000_000L;
    double price = 100;
    for (int i = 0; i < bars; i++) {
      double open = price;
      price *= 1 + (random.nextDouble() - 0.5) * 0.01;
      double high = Math.max(open, price) * 1.001;
      builder.append(time, open, high, Math.min(open, price) * 0.999, price, 1 + i % 5);
      time += (random.nextInt(10) == 0 ? 1 + random.nextInt(150) : 1) * 60_000_000L;
    }
    return builder.build();
  }

  private static List<Expression> expressions() {
    Expression hourly = new Expression.At(ema(CLOSE, 5), "1h", false);
    Expression daily = new Expression.At(CLOSE, "1D", false);
    Expression other = new Expression.Of(ema(CLOSE, 3), "OTHER");
    return List.of(
        CLOSE,
        ema(ema(CLOSE, 3), 7),
        new Expression.Binary(BinaryOperator.DIVIDE, CLOSE, ema(CLOSE, 9)),
        new Expression.Ago(CLOSE, 3),
        hourly,
        new Expression.At(
            new Expression.Binary(BinaryOperator.SUBTRACT, CLOSE, daily), "2h", false),
        new Expression.At(new Expression.Field(SeriesInput.VOLUME), "15m", false),
        new Expression.Binary(BinaryOperator.SUBTRACT, CLOSE, other),
        new Expression.At(other, "30m", false),
        new Expression.Adjusted(ema(CLOSE, 4)),
        new Expression.At(new Expression.Adjusted(CLOSE), "1h", false),
        new Expression.Binary(
            BinaryOperator.AND,
            new Expression.Binary(BinaryOperator.GREATER, CLOSE, hourly),
            new Expression.Not(
                new Expression.Binary(
                    BinaryOperator.LESS, CLOSE, new Expression.NumberLiteral(99)))));
  }

  private static ProgramData data(long seed, int bars) {
    BarSeries base = walk(COIN, seed, bars);
    long first = base.openTime(bars / 3);
    return new ProgramData(
        base,
        Map.of("OTHER", walk(OTHER, seed + 1, bars)),
        Map.of("COIN", SplitSchedule.of(new long[] {first}, new double[] {4})));
  }

  private static double[][] streamed(Program program, ProgramData data) {
    double[][] out = new double[program.columns()][data.base().size()];
    new SeriesFeed(program, data, 0).run(data.base().size(), out);
    return out;
  }

  private static void assertSameBits(double[][] actual, double[][] expected, String what) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int c = 0; c < actual.length; c++) {
      assertThat(actual[c]).as("%s, column %d", what, c).isEqualTo(expected[c]);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void batchAndStreamingGiveTheSameBits(long seed) {
    ProgramData data = data(seed, 3_000);
    for (Expression expression : expressions()) {
      Program alone = program(expression);
      double[][] streamed = streamed(alone, data);
      assertSameBits(alone.batch(data), streamed, expression + ", seed " + seed);
      assertThat(Arrays.stream(streamed[0]).filter(Double::isFinite).count())
          .as(expression.toString())
          .isGreaterThan(200);
    }
    Program together = program(expressions().toArray(Expression[]::new));
    assertSameBits(together.batch(data), streamed(together, data), "seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 800, 1_999})
  void aRestoredMemoryGoesOnWithTheSameBits(int cut) {
    ProgramData data = data(11, 2_000);
    Program program = program(expressions().toArray(Expression[]::new));
    double[][] whole = streamed(program, data);

    SeriesFeed before = new SeriesFeed(program, data, 0);
    before.run(cut, new double[program.columns()][cut]);
    SeriesFeed after = new SeriesFeed(program, data, cut);
    after.program().restore(before.program().memory());
    double[][] rest = new double[program.columns()][2_000 - cut];
    after.run(2_000, rest);

    for (int c = 0; c < rest.length; c++) {
      assertThat(rest[c]).isEqualTo(Arrays.copyOfRange(whole[c], cut, 2_000));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 799, 800, 1_900, 1_999})
  void theMemoryOfABatchGoesOnWithTheSameBits(int cut) {
    ProgramData data = data(11, 2_000);
    List<Expression> expressions = new ArrayList<>(expressions());
    Program program = program(expressions.toArray(Expression[]::new));
    double[][] whole = streamed(program, data);
    // Other instruments' bars that are known only later must leave no trace.
    ProgramData past =
        new ProgramData(
            data.base().between(Long.MIN_VALUE, data.base().openTime(cut)),
            data.others(),
            data.splits());
    double[][] out = new double[program.columns()][cut];
    double[] memory = program.batchRemembering(past, out);

    assertSameBits(out, streamed(program, past), "before bar " + cut);
    assertGoesOn(program, data, memory, cut, whole);
    for (int e = 0; e < expressions.size(); e++) {
      Program alone = program(expressions.get(e));
      double[] part = alone.memoryWithin(program, e, memory).orElseThrow();
      assertGoesOn(alone, data, part, cut, new double[][] {whole[e]});
    }
    Program another = program(ema(CLOSE, 99));
    assertThat(another.memoryWithin(program, 0, memory)).isEmpty();
  }

  private static void assertGoesOn(
      Program program, ProgramData data, double[] memory, int cut, double[][] whole) {
    int size = data.base().size();
    SeriesFeed after = new SeriesFeed(program, data, cut);
    after.program().restore(memory);
    double[][] rest = new double[program.columns()][size - cut];
    after.run(size, rest);
    for (int c = 0; c < rest.length; c++) {
      assertThat(rest[c])
          .as("%s from bar %d on", program.names().get(c), cut)
          .isEqualTo(Arrays.copyOfRange(whole[c], cut, size));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 6, 7, 20, 21, 22, 500})
  void averagesThatShareAPassAreThoseComputedAlone(int bars) {
    ProgramData data = ProgramData.of(walk(COIN, 61, bars));
    Expression[] averages = {
      ema(CLOSE, 7), ema(CLOSE, 21), ema(CLOSE, 1), ema(ema(CLOSE, 7), 3), ema(ema(CLOSE, 7), 2)
    };
    double[][] together = program(averages).batch(data);

    for (int i = 0; i < averages.length; i++) {
      assertThat(together[i]).isEqualTo(program(averages[i]).batch(data)[0]);
    }
  }

  @Test
  void noValueDependsOnABarThatIsKnownLater() {
    ProgramData data = data(21, 2_000);
    Program program = program(expressions().toArray(Expression[]::new));
    double[][] whole = program.batch(data);
    for (int cut : new int[] {1, 61, 500, 1_400}) {
      long now = data.base().closeTime(cut - 1);
      BarSeries other = data.others().get("OTHER");
      ProgramData past =
          new ProgramData(
              data.base().between(Long.MIN_VALUE, now),
              Map.of("OTHER", other.between(Long.MIN_VALUE, now)),
              data.splits());
      double[][] truncated = program.batch(past);
      for (int c = 0; c < whole.length; c++) {
        assertThat(truncated[c])
            .as("%s cut at %d", program.names().get(c), cut)
            .isEqualTo(Arrays.copyOf(whole[c], cut));
      }
    }
  }

  @Test
  void anHourIsKnownWithTheMinuteThatEndsIt() {
    BarSeries.Builder builder = BarSeries.builder(COIN, Timeframe.parse("1m"), 180);
    for (int i = 0; i < 180; i++) {
      builder.append(i * 60_000_000L, i, i + 0.5, i - 0.5, i, 1);
    }
    double[] hourly =
        program(new Expression.At(CLOSE, "1h", false)).batch(ProgramData.of(builder.build()))[0];

    assertThat(hourly[58]).isNaN();
    assertThat(hourly[59]).isEqualTo(59);
    assertThat(hourly[118]).isEqualTo(59);
    assertThat(hourly[119]).isEqualTo(119);
  }

  @Test
  void aPartialHourIsSeenAsIfItEndedNow() {
    ProgramData data = data(31, 1_500);
    Program partial = program(new Expression.At(ema(CLOSE, 3), "1h", true));
    Program complete = program(new Expression.At(ema(CLOSE, 3), "1h", false));
    double[] seen = partial.batch(data)[0];
    double[] known = complete.batch(data)[0];

    assertSameBits(partial.batch(data), streamed(partial, data), "partial");
    int differing = 0;
    double before = Double.NaN;
    for (int i = 0; i < seen.length; i++) {
      if (!Double.isNaN(before) && seen[i] != known[i]) {
        assertThat(seen[i]).isEqualTo((data.base().close(i) - known[i]) * 0.5 + known[i]);
        differing++;
      }
      before = known[i];
    }
    assertThat(differing).isGreaterThan(500);
  }

  @Test
  void aSplitIsNotAReturn() {
    BarSeries.Builder builder = BarSeries.builder(COIN, Timeframe.parse("1m"), 4);
    double[] closes = {400, 404, 101, 102};
    for (int i = 0; i < closes.length; i++) {
      double c = closes[i];
      builder.append(i * 60_000_000L, c, c, c, c, 8);
    }
    ProgramData data =
        new ProgramData(
            builder.build(),
            Map.of(),
            Map.of("COIN", SplitSchedule.of(new long[] {120_000_000L}, new double[] {4})));
    double[][] columns =
        program(
                new Expression.Adjusted(CLOSE),
                CLOSE,
                new Expression.Adjusted(new Expression.Field(SeriesInput.VOLUME)))
            .batch(data);

    assertThat(columns[0]).containsExactly(400, 404, 404, 408);
    assertThat(columns[1]).containsExactly(closes);
    assertThat(columns[2]).containsExactly(8, 8, 2, 2);
  }

  @Test
  void anUnknownInstrumentIsUndefinedAndKeepsEveryRow() {
    BarSeries base = walk(COIN, 41, 50);
    Expression nowhere = new Expression.Of(CLOSE, "NOWHERE");

    assertThat(program(nowhere).batch(ProgramData.of(base))[0])
        .hasSize(50)
        .containsOnly(Double.NaN);
  }

  @Test
  void warmUpIsCountedInBaseBars() {
    Program program =
        program(ema(CLOSE, 10), new Expression.At(ema(CLOSE, 10), "1h", false), CLOSE);

    assertThat(program.warmUp(0)).isEqualTo(9);
    assertThat(program.warmUp(1)).isEqualTo(600);
    assertThat(program.warmUp(2)).isZero();
    assertThat(program.unstablePeriod(0)).isGreaterThan(50);
  }

  @Test
  void aTimeframeThatCannotBeMadeIsRefused() {
    assertThatThrownBy(() -> program(new Expression.At(CLOSE, "7h", false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no timeframe 7h");
    ProgramScope daily = ProgramScope.of(COIN, Timeframe.parse("1D"));
    assertThatThrownBy(
            () ->
                ProgramCompiler.compile(
                    List.of(checked(new Expression.At(CLOSE, "4h", false))), daily))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bars of 4h cannot be made from bars of 1D");
  }

  @Test
  void whatCannotBeCompiledIsRefusedAtItsPlace() {
    ProgramScope daily = ProgramScope.of(COIN, Timeframe.parse("1D"));

    assertThat(refusal("sma(close, 3) + -5 * ema(close[1]@4h, 3)@1W", daily).render())
        .isEqualTo(
            """
            line 1, column 35: bars of 4h cannot be made from bars of 1D: the timeframe must be longer and hold whole bars
              sma(close, 3) + -5 * ema(close[1]@4h, 3)@1W
                                                ^^""");
    UnfitExpressionException unknown = refusal("close > close@37m", daily);
    assertThat(unknown)
        .hasMessage("line 1, column 15: there is no timeframe 37m (close > close@37m)");
    assertThat(unknown.text()).isEqualTo("close > close@37m");
    assertThat(unknown.problem().from()).isEqualTo(14);
  }

  private static UnfitExpressionException refusal(String text, ProgramScope scope) {
    ExpressionScope anyTimeframe =
        ExpressionScope.standard()
            .withTimeframes(
                List.of(
                    TimeframeDefinition.of("4h"),
                    TimeframeDefinition.of("1W"),
                    TimeframeDefinition.of("37m")));
    CheckResult.Checked checked =
        (CheckResult.Checked) ExpressionChecker.in(anyTimeframe).check(text);
    return catchThrowableOfType(
        UnfitExpressionException.class,
        () -> ProgramCompiler.compile(List.of(checked.checked()), scope));
  }

  @Test
  void commonPartsAreComputedOnce() {
    Program program =
        program(
            ema(CLOSE, 9),
            new Expression.Binary(BinaryOperator.SUBTRACT, ema(CLOSE, 9), ema(CLOSE, 21)));

    assertThat(program.layout().nodes()).hasSize(4);
  }

  @Test
  void aFieldIsTheColumnItself() {
    BarSeries base = walk(COIN, 51, 40);

    assertThat(program(CLOSE).batch(ProgramData.of(base))[0])
        .isEqualTo(base.copyOf(BarField.CLOSE));
  }
}

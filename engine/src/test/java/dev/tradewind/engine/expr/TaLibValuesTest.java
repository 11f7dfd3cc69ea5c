package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.SeriesInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * TA-Lib for Java 0.4.0 ({@code com.tictactec:ta-lib}, BSD) as the outside source of values, to
 * 1e-9 of their scale. Where decision 0004 gives {@code NaN}, TA-Lib must give 0.
 */
class TaLibValuesTest {
  private static final Core TALIB = new Core();

  /** A call of TA-Lib on the columns that it may need. */
  private interface Call {
    RetCode run(Columns in, int last, MInteger begin, MInteger count, double[] out);
  }

  private record Columns(double[] high, double[] low, double[] close, double[] volume) {}

  /** A function with constants and the call that must give the same. */
  private record Row(String function, double[] constants, Call call) {
    @Override
    public String toString() {
      return function + Arrays.toString(constants);
    }
  }

  private static Row row(String function, Call call, double... constants) {
    return new Row(function, constants, call);
  }

  static Stream<Row> rows() {
    return Stream.of(averages(), momentum(), trend(), least()).flatMap(List::stream);
  }

  private static List<Row> averages() {
    return List.of(
        row("sma", (c, n, b, k, out) -> TALIB.sma(0, n, c.close, 50, b, k, out), 50),
        row("ema", (c, n, b, k, out) -> TALIB.ema(0, n, c.close, 21, b, k, out), 21),
        row("wma", (c, n, b, k, out) -> TALIB.wma(0, n, c.close, 20, b, k, out), 20),
        row("wma", (c, n, b, k, out) -> TALIB.wma(0, n, c.close, 2, b, k, out), 2),
        row("dema", (c, n, b, k, out) -> TALIB.dema(0, n, c.close, 21, b, k, out), 21),
        row("tema", (c, n, b, k, out) -> TALIB.tema(0, n, c.close, 21, b, k, out), 21),
        row("kama", (c, n, b, k, out) -> TALIB.kama(0, n, c.close, 10, b, k, out), 10, 2, 30));
  }

  private static List<Row> momentum() {
    double[] spare = new double[100_000];
    double[] other = new double[100_000];
    MAType sma = MAType.Sma;
    return List.of(
        row("rsi", (c, n, b, k, out) -> TALIB.rsi(0, n, c.close, 14, b, k, out), 14),
        row("rsi", (c, n, b, k, out) -> TALIB.rsi(0, n, c.close, 2, b, k, out), 2),
        row(
            "macd",
            (c, n, b, k, out) -> TALIB.macd(0, n, c.close, 12, 26, 9, b, k, out, spare, other),
            12,
            26,
            9),
        row(
            "macd_signal",
            (c, n, b, k, out) -> TALIB.macd(0, n, c.close, 12, 26, 9, b, k, spare, out, other),
            12,
            26,
            9),
        row(
            "macd_hist",
            (c, n, b, k, out) -> TALIB.macd(0, n, c.close, 8, 17, 9, b, k, spare, other, out),
            8,
            17,
            9),
        row(
            "stochastic_k",
            (c, n, b, k, out) ->
                TALIB.stoch(0, n, c.high, c.low, c.close, 14, 3, sma, 3, sma, b, k, out, spare),
            14,
            3,
            3),
        row(
            "stochastic_d",
            (c, n, b, k, out) ->
                TALIB.stoch(0, n, c.high, c.low, c.close, 14, 3, sma, 3, sma, b, k, spare, out),
            14,
            3,
            3),
        row(
            "stoch_rsi_k",
            (c, n, b, k, out) -> TALIB.stochRsi(0, n, c.close, 14, 5, 3, sma, b, k, out, spare),
            14,
            5,
            1,
            3),
        row(
            "stoch_rsi_d",
            (c, n, b, k, out) -> TALIB.stochRsi(0, n, c.close, 14, 5, 3, sma, b, k, spare, out),
            14,
            5,
            1,
            3),
        row(
            "williams_r",
            (c, n, b, k, o) -> TALIB.willR(0, n, c.high, c.low, c.close, 14, b, k, o),
            14),
        row("momentum", (c, n, b, k, out) -> TALIB.mom(0, n, c.close, 10, b, k, out), 10),
        row("roc", (c, n, b, k, out) -> TALIB.roc(0, n, c.close, 10, b, k, out), 10),
        row("cci", (c, n, b, k, o) -> TALIB.cci(0, n, c.high, c.low, c.close, 20, b, k, o), 20),
        row(
            "ultimate_oscillator",
            (c, n, b, k, out) -> TALIB.ultOsc(0, n, c.high, c.low, c.close, 7, 14, 28, b, k, out),
            7,
            14,
            28),
        row(
            "mfi",
            (c, n, b, k, out) -> TALIB.mfi(0, n, c.high, c.low, c.close, c.volume, 14, b, k, out),
            14),
        row("obv", (c, n, b, k, out) -> TALIB.obv(0, n, c.close, c.volume, b, k, out)),
        row("trix", (c, n, b, k, out) -> TALIB.trix(0, n, c.close, 15, b, k, out), 15),
        row(
            "ppo",
            (c, n, b, k, out) -> TALIB.ppo(0, n, c.close, 12, 26, MAType.Ema, b, k, out),
            12,
            26));
  }

  private static List<Row> trend() {
    double[] spare = new double[100_000];
    return List.of(
        row("adx", (c, n, b, k, out) -> TALIB.adx(0, n, c.high, c.low, c.close, 14, b, k, out), 14),
        row("adx", (c, n, b, k, out) -> TALIB.adx(0, n, c.high, c.low, c.close, 2, b, k, out), 2),
        row(
            "plus_di",
            (c, n, b, k, o) -> TALIB.plusDI(0, n, c.high, c.low, c.close, 14, b, k, o),
            14),
        row(
            "minus_di",
            (c, n, b, k, o) -> TALIB.minusDI(0, n, c.high, c.low, c.close, 14, b, k, o),
            14),
        row(
            "aroon_up",
            (c, n, b, k, out) -> TALIB.aroon(0, n, c.high, c.low, 14, b, k, spare, out),
            14),
        row(
            "aroon_down",
            (c, n, b, k, out) -> TALIB.aroon(0, n, c.high, c.low, 14, b, k, out, spare),
            14),
        row(
            "aroon_oscillator",
            (c, n, b, k, out) -> TALIB.aroonOsc(0, n, c.high, c.low, 14, b, k, out),
            14),
        row(
            "psar",
            (c, n, b, k, out) -> TALIB.sar(0, n, c.high, c.low, 0.02, 0.2, b, k, out),
            0.02,
            0.2),
        row(
            "psar",
            (c, n, b, k, out) -> TALIB.sar(0, n, c.high, c.low, 0.05, 0.1, b, k, out),
            0.05,
            0.1));
  }

  /** The smallest constants that both accept, and long ones. */
  private static List<Row> least() {
    double[] spare = new double[100_000];
    double[] other = new double[100_000];
    MAType sma = MAType.Sma;
    return List.of(
        row("sma", (c, n, b, k, out) -> TALIB.sma(0, n, c.close, 2, b, k, out), 2),
        row("wma", (c, n, b, k, out) -> TALIB.wma(0, n, c.close, 377, b, k, out), 377),
        row("dema", (c, n, b, k, out) -> TALIB.dema(0, n, c.close, 2, b, k, out), 2),
        row("tema", (c, n, b, k, out) -> TALIB.tema(0, n, c.close, 2, b, k, out), 2),
        row("kama", (c, n, b, k, out) -> TALIB.kama(0, n, c.close, 2, b, k, out), 2, 2, 30),
        row("rsi", (c, n, b, k, out) -> TALIB.rsi(0, n, c.close, 200, b, k, out), 200),
        row(
            "macd_signal",
            (c, n, b, k, out) -> TALIB.macd(0, n, c.close, 2, 3, 2, b, k, spare, out, other),
            2,
            3,
            2),
        row(
            "stochastic_k",
            (c, n, b, k, out) ->
                TALIB.stoch(0, n, c.high, c.low, c.close, 100, 1, sma, 1, sma, b, k, out, spare),
            100,
            1,
            1),
        row(
            "williams_r",
            (c, n, b, k, out) -> TALIB.willR(0, n, c.high, c.low, c.close, 300, b, k, out),
            300),
        row("cci", (c, n, b, k, o) -> TALIB.cci(0, n, c.high, c.low, c.close, 5, b, k, o), 5),
        row("trix", (c, n, b, k, out) -> TALIB.trix(0, n, c.close, 2, b, k, out), 2),
        row("roc", (c, n, b, k, out) -> TALIB.roc(0, n, c.close, 1, b, k, out), 1),
        row(
            "aroon_up",
            (c, n, b, k, out) -> TALIB.aroon(0, n, c.high, c.low, 2, b, k, spare, out),
            2),
        row(
            "plus_di",
            (c, n, b, k, o) -> TALIB.plusDI(0, n, c.high, c.low, c.close, 2, b, k, o),
            2),
        row(
            "minus_di",
            (c, n, b, k, o) -> TALIB.minusDI(0, n, c.high, c.low, c.close, 50, b, k, o),
            50));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void valuesOnAWalkAreThoseOfTaLib(Row row) {
    compare(row, SamplePrices.walk(), false);
  }

  @Test
  void valuesOnRealPricesAreThoseOfTaLib() {
    List<SamplePrices> files = SamplePrices.files().toList();
    Assumptions.assumeFalse(files.isEmpty(), "skipped: no file of ../shared/data is here");
    for (SamplePrices prices : files) {
      rows().forEach(row -> compare(row, prices, true));
    }
  }

  private static void compare(Row row, SamplePrices prices, boolean mayBeUndefined) {
    Columns in =
        new Columns(
            prices.column(SeriesInput.HIGH),
            prices.column(SeriesInput.LOW),
            prices.column(SeriesInput.CLOSE),
            prices.column(SeriesInput.VOLUME));
    int size = in.close.length;
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    double[] theirs = new double[size];
    assertThat(row.call.run(in, size - 1, begin, count, theirs)).isEqualTo(RetCode.Success);
    assertThat(begin.value + count.value).isEqualTo(size);

    FunctionDefinition function = FunctionRegistry.standard().find(row.function).orElseThrow();
    double[] own =
        KernelContract.batch(
            function.kernel(row.constants), prices.bars().inputsOf(function), size)[
            function.output()];
    double scale = Arrays.stream(theirs).map(Math::abs).max().orElse(0);
    for (int i = 0; i < count.value; i++) {
      int bar = begin.value + i;
      if (mayBeUndefined && Double.isNaN(own[bar])) {
        assertThat(theirs[i]).as("%s of %s at bar %d is undefined", row, prices, bar).isZero();
      } else {
        assertThat(own[bar])
            .as("%s of %s at bar %d", row, prices, bar)
            .isCloseTo(theirs[i], within(1e-9 * scale));
      }
    }
  }
}

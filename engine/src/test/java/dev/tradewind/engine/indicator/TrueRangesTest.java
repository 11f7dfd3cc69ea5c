package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrueRangesTest {
  private static final int SIZE = 2_000;
  private static final double[][] BARS = KernelRuns.bars(11, SIZE);
  private static final double[] HIGH = BARS[1];
  private static final double[] LOW = BARS[2];
  private static final double[] CLOSE = BARS[3];

  @Test
  void theTrueRangeIsThatOfTaLib() {
    double[] out = new double[SIZE];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    new Core().trueRange(0, SIZE - 1, HIGH, LOW, CLOSE, begin, count, out);

    double[] own = column("true_range", constants(), HIGH, LOW, CLOSE);
    assertThat(begin.value).isEqualTo(1);
    assertThat(Arrays.copyOfRange(own, 1, SIZE)).isEqualTo(Arrays.copyOf(out, SIZE - 1));
    assertThat(own[0]).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 14, 200})
  void averagesAreThoseOfTaLib(int period) {
    double[] out = new double[SIZE];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    Core talib = new Core();

    talib.atr(0, SIZE - 1, HIGH, LOW, CLOSE, period, begin, count, out);
    double[] own = column("atr", constants(period), HIGH, LOW, CLOSE);
    KernelRuns.assertClose(own, shifted(out, begin.value, count.value), 1e-12, "atr");

    // With a period of 1 TA-Lib answers the true range itself.
    talib.natr(0, SIZE - 1, HIGH, LOW, CLOSE, period, begin, count, out);
    double[] share = column("natr", constants(period), HIGH, LOW, CLOSE);
    if (period > 1) {
      KernelRuns.assertClose(share, shifted(out, begin.value, count.value), 1e-12, "natr");
    }
  }

  private static double[] shifted(double[] out, int begin, int count) {
    double[] column = KernelRuns.filled(SIZE, Double.NaN);
    System.arraycopy(out, 0, column, begin, count);
    return column;
  }

  @Test
  void flatPricesHaveNoRange() {
    double[] flat = KernelRuns.filled(50, 42);
    assertThat(Arrays.copyOfRange(column("atr", constants(14), flat, flat, flat), 14, 50))
        .containsOnly(0);
    assertThat(Arrays.copyOfRange(column("natr", constants(14), flat, flat, flat), 14, 50))
        .containsOnly(0);
  }

  @Test
  void aHoleStartsAfreshAndAZeroCloseHasNoShare() {
    double[] close = CLOSE.clone();
    close[500] = Double.NaN;
    double[] holed = column("atr", constants(14), HIGH, LOW, close);
    double[] behind =
        column(
            "atr",
            constants(14),
            Arrays.copyOfRange(HIGH, 501, SIZE),
            Arrays.copyOfRange(LOW, 501, SIZE),
            Arrays.copyOfRange(close, 501, SIZE));
    assertThat(Arrays.copyOfRange(holed, 501, SIZE)).isEqualTo(behind);
    close[500] = 0;
    assertThat(column("natr", constants(14), HIGH, LOW, close)[500]).isNaN();
  }
}

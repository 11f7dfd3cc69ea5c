package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandsTest {
  private static final int SIZE = 2_000;
  private static final double[][] BARS = KernelRuns.bars(21, SIZE);
  private static final double[] CLOSE = BARS[3];

  private static double[] shifted(double[] out, int begin, int count) {
    double[] column = KernelRuns.filled(SIZE, Double.NaN);
    System.arraycopy(out, 0, column, begin, count);
    return column;
  }

  @ParameterizedTest
  @CsvSource({"20, 2", "5, 1.5", "252, 3"})
  void bollingerBandsAreThoseOfTaLib(int period, double deviations) {
    double[][] bands = new double[3][SIZE];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    new Core()
        .bbands(
            0,
            SIZE - 1,
            CLOSE,
            period,
            deviations,
            deviations,
            MAType.Sma,
            begin,
            count,
            bands[0],
            bands[1],
            bands[2]);
    double[] constants = constants(period, deviations);
    String[] names = {"bollinger_upper", "bollinger_middle", "bollinger_lower"};
    double[][] own = new double[3][];
    for (int k = 0; k < 3; k++) {
      own[k] = column(names[k], constants, CLOSE);
      KernelRuns.assertClose(own[k], shifted(bands[k], begin.value, count.value), 1e-9, names[k]);
    }
    double[] width = KernelRuns.filled(SIZE, Double.NaN);
    double[] place = width.clone();
    for (int i = period - 1; i < SIZE; i++) {
      width[i] = (own[0][i] - own[2][i]) / own[1][i];
      place[i] = (CLOSE[i] - own[2][i]) / (own[0][i] - own[2][i]);
    }
    KernelRuns.assertClose(column("bollinger_width", constants, CLOSE), width, 1e-11, "width");
    KernelRuns.assertClose(
        column("bollinger_percent_b", constants, CLOSE), place, 1e-11, "percent_b");
  }

  @Test
  void flatPricesCloseTheBands() {
    double[] flat = KernelRuns.filled(60, 0.1);
    double[] constants = constants(20, 2);
    for (String band : new String[] {"bollinger_upper", "bollinger_middle", "bollinger_lower"}) {
      assertThat(Arrays.copyOfRange(column(band, constants, flat), 19, 60)).containsOnly(0.1);
    }
    assertThat(Arrays.copyOfRange(column("bollinger_width", constants, flat), 19, 60))
        .containsOnly(0);
    assertThat(column("bollinger_percent_b", constants, flat)).containsOnly(Double.NaN);
  }

  @ParameterizedTest
  @CsvSource({"20, 10, 2", "5, 30, 1.5", "1, 1, 1"})
  void keltnerChannelsAreAnAverageAndRanges(int period, int atrPeriod, double multiplier) {
    double[] ema = column("ema", constants(period), CLOSE);
    double[] atr = column("atr", constants(atrPeriod), BARS[1], BARS[2], CLOSE);
    double[][] expected = new double[3][SIZE];
    for (int i = 0; i < SIZE; i++) {
      expected[0][i] = ema[i] + multiplier * atr[i];
      expected[1][i] = Double.isNaN(atr[i]) ? Double.NaN : ema[i];
      expected[2][i] = ema[i] - multiplier * atr[i];
    }
    double[] constants = constants(period, atrPeriod, multiplier);
    String[] names = {"keltner_upper", "keltner_middle", "keltner_lower"};
    for (int k = 0; k < 3; k++) {
      KernelRuns.assertClose(
          column(names[k], constants, BARS[1], BARS[2], CLOSE), expected[k], 0, names[k]);
    }
  }
}

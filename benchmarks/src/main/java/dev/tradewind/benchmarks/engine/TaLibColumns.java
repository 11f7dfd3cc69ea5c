package dev.tradewind.benchmarks.engine;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;

/** The 23 core columns of W3 by TA-Lib for Java, into arrays that are used again. */
final class TaLibColumns {
  private final Core library = new Core();
  private final MInteger begin = new MInteger();
  private final MInteger length = new MInteger();
  private final int last;
  private final double[] high;
  private final double[] low;
  private final double[] close;
  private final double[][] out;

  TaLibColumns(BarSeries bars) {
    last = bars.size() - 1;
    high = bars.copyOf(BarField.HIGH);
    low = bars.copyOf(BarField.LOW);
    close = bars.copyOf(BarField.CLOSE);
    out = new double[FeatureWorkloads.CORE][bars.size()];
  }

  double compute() {
    int column = 0;
    for (int period : new int[] {7, 14, 21}) {
      library.rsi(0, last, close, period, begin, length, out[column++]);
    }
    library.macd(0, last, close, 12, 26, 9, begin, length, out[3], out[4], out[5]);
    library.macd(0, last, close, 8, 17, 9, begin, length, out[6], out[7], out[8]);
    library.stoch(
        0,
        last,
        high,
        low,
        close,
        14,
        3,
        MAType.Sma,
        3,
        MAType.Sma,
        begin,
        length,
        out[9],
        out[10]);
    library.bbands(0, last, close, 20, 2, 2, MAType.Sma, begin, length, out[11], out[12], out[13]);
    library.atr(0, last, high, low, close, 14, begin, length, out[14]);
    library.adx(0, last, high, low, close, 14, begin, length, out[15]);
    library.plusDI(0, last, high, low, close, 14, begin, length, out[16]);
    library.minusDI(0, last, high, low, close, 14, begin, length, out[17]);
    column = 18;
    for (int period : new int[] {9, 10, 21, 50, 200}) {
      library.ema(0, last, close, period, begin, length, out[column++]);
    }
    return out[FeatureWorkloads.CORE - 1][0];
  }
}

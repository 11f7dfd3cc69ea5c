package dev.tradewind.talib;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import java.util.function.ToIntFunction;

/**
 * One computation of TA-Lib. Studies are made once each and compared by identity of their parts.
 *
 * @param name of the function or functions made of it
 * @param inputs number of input columns
 * @param outputs number of output columns
 * @param whole whether TA-Lib answers with whole numbers, into {@link Results#whole}
 * @param window number of bars that a value is computed from, for constant arguments
 * @param calculation the call
 */
record Study(
    String name,
    int inputs,
    int outputs,
    boolean whole,
    ToIntFunction<double[]> window,
    Calculation calculation) {
  /** TA-Lib with its default settings, which nothing here changes. */
  static final Core CORE = new Core();

  /** A call of TA-Lib for all bars of the input columns. */
  @FunctionalInterface
  interface Calculation {
    RetCode of(double[][] in, double[] constants, Results results);
  }

  /** Where TA-Lib writes. */
  static final class Results {
    final int last;
    final MInteger begin = new MInteger();
    final MInteger count = new MInteger();
    final double[][] values;
    final int[] whole;

    /**
     * Room for the results of a number of bars.
     *
     * @param bars &ge; 1
     */
    Results(Study study, int bars) {
      last = bars - 1;
      values = new double[study.outputs()][study.whole() ? 0 : bars];
      whole = new int[study.whole() ? bars : 0];
    }
  }

  /** Value of the last bar, finite or {@code NaN}. */
  double last(Results results, int output) {
    int index = results.count.value - 1;
    if (index < 0) {
      return Double.NaN;
    }
    double value = whole ? results.whole[index] : results.values[output][index];
    return Math.abs(value) <= Double.MAX_VALUE ? value : Double.NaN;
  }

  @Override
  public String toString() {
    return name;
  }
}

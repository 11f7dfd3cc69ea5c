package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionsTest {
  private static final int SIZE = 1_500;

  private static double[] shifted(double[] values, int begin, int count) {
    double[] column = KernelRuns.filled(SIZE, Double.NaN);
    System.arraycopy(values, 0, column, begin, count);
    return column;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20, 252})
  void linesAndCorrelationsAreThoseOfTaLib(int period) {
    double[] x = KernelRuns.walk(1, SIZE);
    double[] y = KernelRuns.walk(2, SIZE);
    double[] out = new double[SIZE];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    Core talib = new Core();

    talib.linearRegSlope(0, SIZE - 1, x, period, begin, count, out);
    KernelRuns.assertClose(
        column("linreg_slope", constants(period), x),
        shifted(out, begin.value, count.value),
        1e-9,
        "slope");
    talib.linearRegIntercept(0, SIZE - 1, x, period, begin, count, out);
    KernelRuns.assertClose(
        column("linreg_intercept", constants(period), x),
        shifted(out, begin.value, count.value),
        1e-9,
        "intercept");
    if (period == 2) {
      // Of two values TA-Lib's differences of running sums are sometimes 0, and then its answer.
      return;
    }
    talib.correl(0, SIZE - 1, x, y, period, begin, count, out);
    // TA-Lib takes running sums of products away, which costs it digits in short windows.
    KernelRuns.assertClose(
        column("correlation", constants(period), x, y),
        shifted(out, begin.value, count.value),
        1e-6,
        "correlation");
  }

  /** Sums of the products of deviations from the means of a window, in two passes. */
  private static double together(double[] a, double[] b, int from, int n) {
    double meanA = 0;
    double meanB = 0;
    for (int i = from; i < from + n; i++) {
      meanA += (a[i] - a[from]) / n;
      meanB += (b[i] - b[from]) / n;
    }
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += (a[i] - a[from] - meanA) * (b[i] - b[from] - meanB);
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1e-6, 0, 20", "1, 0, 3", "1e9, 0, 252", "1, 1e6, 20", "1e-3, 1e6, 60"})
  void measuresAreThoseOfTwoPassesAtEveryScaleAndOffset(double scale, double offset, int n) {
    SplittableRandom random = new SplittableRandom(17);
    int lag = 3;
    double[] a = new double[SIZE];
    double[] b = new double[SIZE];
    double[] time = new double[SIZE];
    double[] past = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double common = random.nextDouble();
      a[i] = offset + scale * (common + 0.3 * random.nextDouble());
      b[i] = offset - scale * (common + 0.5 * random.nextDouble());
      time[i] = i;
      past[i] = i < lag ? Double.NaN : a[i - lag];
    }
    double[] correlation = KernelRuns.filled(SIZE, Double.NaN);
    double[] beta = correlation.clone();
    double[] explained = correlation.clone();
    double[] auto = correlation.clone();
    for (int from = 0; from + n <= SIZE; from++) {
      int i = from + n - 1;
      double aa = together(a, a, from, n);
      double bb = together(b, b, from, n);
      correlation[i] = together(a, b, from, n) / Math.sqrt(aa * bb);
      beta[i] = together(a, b, from, n) / bb;
      double trend = together(a, time, from, n);
      explained[i] = trend * trend / (aa * together(time, time, from, n));
      if (from >= lag) {
        double pp = together(past, past, from, n);
        auto[i] = together(a, past, from, n) / Math.sqrt(aa * pp);
      }
    }
    KernelRuns.assertClose(
        column("correlation", constants(n), a, b), correlation, 1e-10, "correlation");
    KernelRuns.assertClose(column("beta", constants(n), a, b), beta, 1e-10, "beta");
    KernelRuns.assertClose(column("linreg_r2", constants(n), a), explained, 1e-10, "r2");
    KernelRuns.assertClose(
        column("autocorrelation", constants(n, lag), a), auto, 1e-10, "autocorrelation");
  }

  @Test
  void theHurstExponentIsThatOfTheVariances() {
    double[] x = Arrays.stream(KernelRuns.walk(6, SIZE)).map(StrictMath::log).toArray();
    int n = 120;
    int lag = 8;
    double[] near = new double[SIZE];
    double[] far = new double[SIZE];
    double[] expected = KernelRuns.filled(SIZE, Double.NaN);
    for (int i = lag; i < SIZE; i++) {
      near[i] = x[i] - x[i - 1];
      far[i] = x[i] - x[i - lag];
      if (i >= lag + n - 1) {
        double ratio = together(far, far, i - n + 1, n) / together(near, near, i - n + 1, n);
        expected[i] = StrictMath.log(ratio) / (2 * StrictMath.log(lag));
      }
    }
    KernelRuns.assertClose(column("hurst", constants(n, lag), x), expected, 1e-11, "hurst");
    double[] whole = column("hurst", constants(1_400, 4), x);
    assertThat(whole[SIZE - 1]).isBetween(0.4, 0.6);
  }

  @Test
  void flatValuesHaveNoCorrelationAndALevelLine() {
    double[] x = KernelRuns.walk(3, 100);
    double[] flat = KernelRuns.filled(100, 0.7);
    assertThat(column("correlation", constants(20), x, flat)).containsOnly(Double.NaN);
    assertThat(column("beta", constants(20), x, flat)).containsOnly(Double.NaN);
    assertThat(column("beta", constants(20), flat, x)[50]).isZero();
    assertThat(column("linreg_slope", constants(20), flat)[50]).isZero();
    assertThat(column("linreg_intercept", constants(20), flat)[50]).isEqualTo(0.7);
    assertThat(column("linreg_r2", constants(20), flat)).containsOnly(Double.NaN);
    assertThat(column("autocorrelation", constants(20, 1), flat)).containsOnly(Double.NaN);
    assertThat(column("hurst", constants(20, 4), flat)).containsOnly(Double.NaN);
  }
}

package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published formulas, computed anew for every window. */
class VolatilityEstimatorsTest {
  private static final int SIZE = 700;
  private static final double[][] BARS = KernelRuns.bars(41, SIZE);
  private static final double[] OPEN = BARS[0];
  private static final double[] HIGH = BARS[1];
  private static final double[] LOW = BARS[2];
  private static final double[] CLOSE = BARS[3];

  private static double ln(double x) {
    return StrictMath.log(x);
  }

  private static double mean(int from, int to, IntToDoubleFunction term) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += term.applyAsDouble(i);
    }
    return sum / (to - from);
  }

  private static double sampleVariance(int from, int to, IntToDoubleFunction term) {
    double mean = mean(from, to, term);
    double n = to - from;
    return mean(from, to, i -> Math.pow(term.applyAsDouble(i) - mean, 2)) * n / (n - 1);
  }

  private static double rogersSatchell(int i) {
    return ln(HIGH[i] / CLOSE[i]) * ln(HIGH[i] / OPEN[i])
        + ln(LOW[i] / CLOSE[i]) * ln(LOW[i] / OPEN[i]);
  }

  private static double yangZhang(int from, int to) {
    double n = to - from;
    double k = 0.34 / (1.34 + (n + 1) / (n - 1));
    double gaps = sampleVariance(from, to, i -> ln(OPEN[i] / CLOSE[i - 1]));
    double moves = sampleVariance(from, to, i -> ln(CLOSE[i] / OPEN[i]));
    return gaps + k * moves + (1 - k) * mean(from, to, VolatilityEstimatorsTest::rogersSatchell);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 20, 252})
  void estimatesAreThePublishedFormulas(int n) {
    double[] parkinson = KernelRuns.filled(SIZE, Double.NaN);
    double[] garmanKlass = parkinson.clone();
    double[] rogersSatchell = parkinson.clone();
    double[] closeToClose = parkinson.clone();
    double[] yangZhang = parkinson.clone();
    for (int i = n - 1; i < SIZE; i++) {
      int from = i - n + 1;
      int to = i + 1;
      parkinson[i] =
          Math.sqrt(mean(from, to, j -> Math.pow(ln(HIGH[j] / LOW[j]), 2)) / (4 * ln(2)));
      garmanKlass[i] =
          Math.sqrt(
              mean(
                  from,
                  to,
                  j ->
                      0.5 * Math.pow(ln(HIGH[j] / LOW[j]), 2)
                          - (2 * ln(2) - 1) * Math.pow(ln(CLOSE[j] / OPEN[j]), 2)));
      rogersSatchell[i] = Math.sqrt(mean(from, to, VolatilityEstimatorsTest::rogersSatchell));
      if (i >= n) {
        closeToClose[i] = Math.sqrt(sampleVariance(from, to, j -> ln(CLOSE[j] / CLOSE[j - 1])));
        yangZhang[i] = Math.sqrt(yangZhang(from, to));
      }
    }
    double[] period = constants(n);
    KernelRuns.assertClose(column("parkinson", period, HIGH, LOW), parkinson, 1e-12, "parkinson");
    KernelRuns.assertClose(
        column("garman_klass", period, OPEN, HIGH, LOW, CLOSE), garmanKlass, 1e-12, "GK");
    KernelRuns.assertClose(
        column("rogers_satchell", period, OPEN, HIGH, LOW, CLOSE), rogersSatchell, 1e-12, "RS");
    KernelRuns.assertClose(
        column("close_to_close_volatility", period, CLOSE), closeToClose, 1e-12, "CC");
    KernelRuns.assertClose(
        column("yang_zhang", period, OPEN, HIGH, LOW, CLOSE), yangZhang, 1e-12, "YZ");
  }

  @Test
  void flatPricesHaveNoVolatility() {
    double[] flat = KernelRuns.filled(60, 0.3);
    for (String name : new String[] {"garman_klass", "rogers_satchell", "yang_zhang"}) {
      assertThat(Arrays.copyOfRange(column(name, constants(20), flat, flat, flat, flat), 20, 60))
          .as(name)
          .containsOnly(0);
    }
    assertThat(Arrays.copyOfRange(column("parkinson", constants(20), flat, flat), 19, 60))
        .containsOnly(0);
    assertThat(Arrays.copyOfRange(column("close_to_close_volatility", constants(20), flat), 20, 60))
        .containsOnly(0);
  }

  @Test
  void aPriceThatIsNotPositiveStartsAfresh() {
    double[] low = LOW.clone();
    low[300] = 0;
    double[] close = CLOSE.clone();
    close[300] = -1;
    double[] parkinson = column("parkinson", constants(20), HIGH, low);
    double[] closes = column("close_to_close_volatility", constants(20), close);
    double[] yangZhang = column("yang_zhang", constants(20), OPEN, HIGH, LOW, close);
    for (int i = 250; i < 350; i++) {
      assertThat(Double.isNaN(parkinson[i])).isEqualTo(i >= 300 && i < 320);
      assertThat(Double.isNaN(closes[i])).isEqualTo(i >= 300 && i < 321);
      assertThat(Double.isNaN(yangZhang[i])).isEqualTo(i >= 300 && i < 321);
    }
  }
}

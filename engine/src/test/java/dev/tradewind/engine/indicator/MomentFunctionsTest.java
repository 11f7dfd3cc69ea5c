package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentFunctionsTest {
  /** Two passes over every window, less its first value, so that an offset costs nothing here. */
  private static double[] naive(double[] x, int period, ToDoubleFunction<double[]> measure) {
    double[] y = KernelRuns.filled(x.length, Double.NaN);
    for (int i = period - 1; i < x.length; i++) {
      double first = x[i - period + 1];
      double[] window = Arrays.copyOfRange(x, i - period + 1, i + 1);
      y[i] = measure.applyAsDouble(Arrays.stream(window).map(v -> v - first).toArray());
    }
    return y;
  }

  private static double mean(double[] window) {
    return Arrays.stream(window).sum() / window.length;
  }

  private static double moment(double[] window, int power) {
    double mean = mean(window);
    double sum = 0;
    for (double value : window) {
      sum += Math.pow(value - mean, power);
    }
    return sum / window.length;
  }

  private static void assertMoments(double[] x, int period, double tolerance) {
    double[] variance = naive(x, period, w -> moment(w, 2));
    double[] own = column("variance", constants(period), x);
    for (int i = period - 1; i < x.length; i++) {
      assertThat(Math.abs(own[i] - variance[i]))
          .as("variance at bar %d: %s, expected %s", i, own[i], variance[i])
          .isLessThanOrEqualTo(tolerance * variance[i]);
    }
    KernelRuns.assertClose(
        column("stddev", constants(period), x),
        naive(x, period, w -> Math.sqrt(moment(w, 2))),
        tolerance,
        "stddev");
    KernelRuns.assertClose(
        column("zscore", constants(period), x),
        naive(x, period, w -> (w[period - 1] - mean(w)) / Math.sqrt(moment(w, 2))),
        1e4 * tolerance,
        "zscore");
    KernelRuns.assertClose(
        column("skew", constants(period), x),
        naive(x, period, w -> moment(w, 3) / Math.pow(moment(w, 2), 1.5)),
        1e4 * tolerance,
        "skew");
    KernelRuns.assertClose(
        column("kurtosis", constants(period), x),
        naive(x, period, w -> moment(w, 4) / Math.pow(moment(w, 2), 2) - 3),
        1e4 * tolerance,
        "kurtosis");
  }

  @ParameterizedTest
  @CsvSource({
    "1e-6, 0, 20",
    "1, 0, 20",
    "1e9, 0, 20",
    "1, 1e6, 20",
    "1e-3, 1e6, 20",
    "1, 0, 252",
    "1e9, 0, 252",
    "1, 1e9, 252",
    "1e-6, 1, 7",
    "1, -1e9, 4",
    "1, 0, 1999"
  })
  void momentsAreThoseOfTwoPassesAtEveryScaleAndOffset(double scale, double offset, int period) {
    SplittableRandom random = new SplittableRandom(31);
    double[] x = new double[2_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = offset + scale * (random.nextDouble() + 0.1 * Math.sin(i));
    }
    assertMoments(x, period, 1e-12);
  }

  @Test
  void aShockLeavesNoTraceBehindIt() {
    double[] x = KernelRuns.walk(8, 400);
    for (int i = 100; i < 103; i++) {
      x[i] = 1e12;
    }
    double[] variance = column("variance", constants(20), x);
    double[] calm = column("variance", constants(20), Arrays.copyOfRange(x, 103, 400));
    for (int i = 19; i < calm.length; i++) {
      assertThat(Math.abs(variance[103 + i] - calm[i])).isLessThanOrEqualTo(1e-12 * calm[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 100, 1e9, -3e-7})
  void aFlatWindowHasNoSpreadAndNoScore(double value) {
    double[] x = KernelRuns.walk(9, 300);
    Arrays.fill(x, 57, 190, value);

    double[] variance = column("variance", constants(20), x);
    double[] score = column("zscore", constants(20), x);
    double[] skew = column("skew", constants(20), x);
    double[] kurtosis = column("kurtosis", constants(20), x);
    for (int i = 19; i < 300; i++) {
      boolean flat = i >= 57 + 19 && i < 190;
      assertThat(variance[i] == 0).as("bar %d", i).isEqualTo(flat);
      assertThat(Double.isNaN(score[i])).as("bar %d", i).isEqualTo(flat);
      assertThat(Double.isNaN(skew[i])).as("bar %d", i).isEqualTo(flat);
      assertThat(Double.isNaN(kurtosis[i])).as("bar %d", i).isEqualTo(flat);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20, 252})
  void spreadsAreThoseOfTaLib(int period) {
    double[] x = KernelRuns.walk(10, 2_000);
    double[] out = new double[x.length];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    double[] expected = KernelRuns.filled(x.length, Double.NaN);

    new Core().variance(0, x.length - 1, x, period, 1, begin, count, out);
    System.arraycopy(out, 0, expected, begin.value, count.value);
    KernelRuns.assertClose(column("variance", constants(period), x), expected, 1e-9, "variance");
    new Core().stdDev(0, x.length - 1, x, period, 1, begin, count, out);
    System.arraycopy(out, 0, expected, begin.value, count.value);
    // TA-Lib takes running sums away: its roots of small variances are that far off.
    KernelRuns.assertClose(column("stddev", constants(period), x), expected, 1e-6, "stddev");
  }

  @Test
  void overflowIsUndefinedAndPasses() {
    double[] x = KernelRuns.walk(12, 100);
    x[30] = 1e200;
    double[] variance = column("variance", constants(10), x);
    assertThat(variance[30]).isNaN();
    assertThat(variance[49]).isFinite();
  }
}

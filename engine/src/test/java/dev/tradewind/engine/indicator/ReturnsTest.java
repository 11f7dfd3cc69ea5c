package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnsTest {
  private static final double[] CLOSE = KernelRuns.walk(5, 500);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 30, 600})
  void returnsAreThePublishedFormulas(int bars) {
    double[] simple = KernelRuns.filled(CLOSE.length, Double.NaN);
    double[] logarithmic = simple.clone();
    for (int i = bars; i < CLOSE.length; i++) {
      simple[i] = (CLOSE[i] - CLOSE[i - bars]) / CLOSE[i - bars];
      logarithmic[i] = StrictMath.log(CLOSE[i]) - StrictMath.log(CLOSE[i - bars]);
    }
    KernelRuns.assertClose(
        column("simple_return", constants(bars), CLOSE), simple, 1e-13, "simple_return");
    KernelRuns.assertClose(
        column("log_return", constants(bars), CLOSE), logarithmic, 1e-13, "log_return");
  }

  @Test
  void aReturnFromZeroOrOfNegativeValuesIsUndefined() {
    double[] x = {0, 0, 1, -1, -2, 4, 1e149, 1e-149, Double.MAX_VALUE};

    assertThat(column("simple_return", constants(1), x))
        .isEqualTo(
            new double[] {Double.NaN, Double.NaN, Double.NaN, -2, 1, -3, 2.5e148, -1, Double.NaN});
    double[] logs = column("log_return", constants(1), x);
    assertThat(Arrays.stream(logs).limit(6).allMatch(Double::isNaN)).isTrue();
    assertThat(logs[6]).isEqualTo(StrictMath.log(2.5e148));
  }

  @Test
  void flatPricesReturnZero() {
    double[] flat = KernelRuns.filled(20, 42);
    assertThat(Arrays.copyOfRange(column("log_return", constants(3), flat), 3, 20)).containsOnly(0);
    assertThat(Arrays.copyOfRange(column("simple_return", constants(3), flat), 3, 20))
        .containsOnly(0);
  }
}

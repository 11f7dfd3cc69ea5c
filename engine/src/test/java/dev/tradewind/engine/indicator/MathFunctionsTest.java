package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MathFunctionsTest {
  @ParameterizedTest
  @CsvSource({
    "abs, -2, 2",
    "abs, 3, 3",
    "sign, -0.5, -1",
    "sign, -0.0, 0",
    "sign, 9, 1",
    "log, 1, 0",
    "log, 0, NaN",
    "log, -1, NaN",
    "exp, 0, 1",
    "exp, -1000, 0",
    "exp, 710, NaN",
    "sqrt, 2.25, 1.5",
    "sqrt, -1, NaN",
    "sqrt, NaN, NaN",
  })
  void oneArgument(String function, double x, double expected) {
    assertThat(column(function, constants(), new double[] {x})).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"min, 1, 2, 1", "max, 1, 2, 2", "min, NaN, 2, NaN", "max, 1, NaN, NaN"})
  void twoArguments(String function, double a, double b, double expected) {
    assertThat(column(function, constants(), new double[] {a}, new double[] {b}))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "clamp, 5, 1, 3, 3",
    "clamp, 0, 1, 3, 1",
    "clamp, 2, 1, 3, 2",
    "clamp, 2, 3, 1, NaN",
    "if_else, 1, 5, 6, 5",
    "if_else, 0, 5, 6, 6",
    "if_else, NaN, 5, 6, NaN",
    "if_else, 1, 5, NaN, 5",
    "if_else, 0, 5, NaN, NaN",
  })
  void threeArguments(String function, double a, double b, double c, double expected) {
    assertThat(column(function, constants(), new double[] {a}, new double[] {b}, new double[] {c}))
        .containsExactly(expected);
  }

  @Test
  void theLogarithmIsWithinAUnitOfTheLastPlace() {
    long seed = 4;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200_000; i++) {
      double x =
          switch (i % 4) {
            case 0 -> 1 + (random.nextDouble() - 0.5) * 0.05;
            case 1 -> random.nextDouble() * 1e6;
            case 2 -> StrictMath.exp((random.nextDouble() - 0.5) * 1_400);
            default -> Double.longBitsToDouble(random.nextLong() >>> 1);
          };
      if (!(x > 0 && x <= Double.MAX_VALUE)) {
        continue;
      }
      double expected = StrictMath.log(x);
      assertThat(Math.abs(Logarithm.of(x) - expected))
          .as("log(%s), seed %d", x, seed)
          .isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
    assertThat(Logarithm.of(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
    assertThat(Logarithm.of(Double.MAX_VALUE)).isEqualTo(StrictMath.log(Double.MAX_VALUE));
    assertThat(Logarithm.of(Double.POSITIVE_INFINITY)).isNaN();
    assertThat(Logarithm.of(Double.NaN)).isNaN();
    assertThat(Logarithm.of(1)).isZero();
  }
}

package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Division by multiplication against {@link BigDecimal}. */
class ExactMathTest {
  private static final long SEED = 20260101;

  @Test
  void aFractionTimesANumberIsExactForAllSizes() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 200_000; i++) {
      long denominator = anySize(random);
      long numerator = i % 2 == 0 ? 1 : anySize(random);
      long value = anySize(random) - (i % 3 == 0 ? 1 : 0);
      check(numerator, denominator, value);
    }
  }

  @Test
  void neighboursOfMultiplesAndOfPowersOfTwoAreExact() {
    for (int shift = 0; shift < 63; shift++) {
      for (long off = -1; off <= 1; off++) {
        long denominator = Math.max(1, (1L << shift) + off);
        for (long near = -1; near <= 1; near++) {
          long most = Long.MAX_VALUE / denominator * denominator;
          check(1, denominator, Math.max(0, most + Math.min(near, Long.MAX_VALUE - most)));
          check(1, denominator, Math.max(0, denominator + near));
        }
      }
    }
  }

  private static long anySize(SplittableRandom random) {
    return Math.max(1, random.nextLong() >>> random.nextInt(1, 64));
  }

  private static void check(long numerator, long denominator, long value) {
    ExactMath.Fraction fraction = new ExactMath.Fraction(numerator, denominator);
    BigDecimal product =
        new BigDecimal(BigInteger.valueOf(value).multiply(BigInteger.valueOf(numerator)));
    for (boolean up : new boolean[] {false, true}) {
      BigDecimal expected =
          product.divide(
              BigDecimal.valueOf(denominator), 0, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
      if (expected.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        assertThat(fraction.times(value, up))
            .as("%d * %d / %d, up %s, seed %d", value, numerator, denominator, up, SEED)
            .isEqualTo(expected.longValueExact());
      }
    }
  }
}

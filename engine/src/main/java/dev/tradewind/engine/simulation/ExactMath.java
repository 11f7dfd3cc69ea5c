package dev.tradewind.engine.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Integer arithmetic that is exact or throws. */
final class ExactMath {
  private ExactMath() {}

  /**
   * {@code value × numerator / denominator}, all &ge; 0, rounded up or down.
   *
   * @throws ArithmeticException if the result does not fit a {@code long}
   */
  static long mulDiv(long value, long numerator, long denominator, boolean up) {
    if (Math.multiplyHigh(value, numerator) == 0) {
      long product = value * numerator;
      if (product >= 0) {
        if (denominator == 1) {
          return product;
        }
        long quotient = product / denominator;
        return up && quotient * denominator != product ? quotient + 1 : quotient;
      }
    }
    return new BigDecimal(BigInteger.valueOf(value).multiply(BigInteger.valueOf(numerator)))
        .divide(BigDecimal.valueOf(denominator), 0, up ? RoundingMode.CEILING : RoundingMode.FLOOR)
        .longValueExact();
  }

  /** A positive fraction in lowest terms. */
  record Fraction(long numerator, long denominator) {
    static Fraction of(BigDecimal value) {
      BigDecimal plain = value.stripTrailingZeros();
      BigInteger numerator = plain.unscaledValue();
      BigInteger denominator = BigInteger.ONE;
      if (plain.scale() >= 0) {
        denominator = BigInteger.TEN.pow(plain.scale());
      } else {
        numerator = numerator.multiply(BigInteger.TEN.pow(-plain.scale()));
      }
      BigInteger common = numerator.gcd(denominator).max(BigInteger.ONE);
      return new Fraction(
          numerator.divide(common).longValueExact(), denominator.divide(common).longValueExact());
    }

    long times(long value, boolean up) {
      return denominator == 1
          ? Math.multiplyExact(value, numerator)
          : mulDiv(value, numerator, denominator, up);
    }

    /** {@code a × b ×} this, all &ge; 0; the product may pass 64 bits on the way. */
    long timesProduct(long a, long b, boolean up) {
      long product = a * b;
      if (Math.multiplyHigh(a, b) == 0 && product >= 0) {
        return mulDiv(product, numerator, denominator, up);
      }
      return new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)))
          .multiply(BigDecimal.valueOf(numerator))
          .divide(
              BigDecimal.valueOf(denominator), 0, up ? RoundingMode.CEILING : RoundingMode.FLOOR)
          .longValueExact();
    }

    double timesDouble(long value) {
      return (double) value * numerator / denominator;
    }
  }
}

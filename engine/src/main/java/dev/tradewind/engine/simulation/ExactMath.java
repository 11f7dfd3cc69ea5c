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

  /**
   * A positive fraction in lowest terms. It divides by multiplying with {@code magic = ceil(2^(63 +
   * l) / denominator)}, {@code l = ceil(log2 denominator)}, which gives the exact quotient of every
   * {@code long >= 0} (Granlund and Montgomery, Division by Invariant Integers using
   * Multiplication, 1994, theorem 4.2). Benchmark W5 justifies it.
   */
  static final class Fraction {
    private final long numerator;
    private final long denominator;
    private final long magic;
    private final int shift;

    /** Of two numbers &gt; 0, or zero over one. */
    Fraction(long numerator, long denominator) {
      this.numerator = numerator;
      this.denominator = denominator;
      int log = Long.SIZE - Long.numberOfLeadingZeros(denominator - 1);
      BigInteger divisor = BigInteger.valueOf(denominator);
      this.magic =
          BigInteger.ONE
              .shiftLeft(63 + log)
              .add(divisor.subtract(BigInteger.ONE))
              .divide(divisor)
              .longValue();
      this.shift = log - 1;
    }

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

    boolean isZero() {
      return numerator == 0;
    }

    /** {@code value ×} this, rounded up or down; {@code value >= 0}. */
    long times(long value, boolean up) {
      long product;
      try {
        product = Math.multiplyExact(value, numerator);
      } catch (ArithmeticException e) {
        return mulDiv(value, numerator, denominator, up);
      }
      if (denominator == 1) {
        return product;
      }
      long quotient = Math.unsignedMultiplyHigh(product, magic) >>> shift;
      return up && quotient * denominator != product ? quotient + 1 : quotient;
    }

    /** {@code a × b ×} this, all &ge; 0; the product may pass 64 bits on the way. */
    long timesProduct(long a, long b, boolean up) {
      long product;
      try {
        product = Math.multiplyExact(a, b);
      } catch (ArithmeticException e) {
        return timesWide(a, b, up);
      }
      return times(product, up);
    }

    private long timesWide(long a, long b, boolean up) {
      return new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)))
          .multiply(BigDecimal.valueOf(numerator))
          .divide(
              BigDecimal.valueOf(denominator), 0, up ? RoundingMode.CEILING : RoundingMode.FLOOR)
          .longValueExact();
    }

    double timesDouble(long value) {
      return (double) value * numerator / denominator;
    }

    double toDouble() {
      return (double) numerator / denominator;
    }
  }
}

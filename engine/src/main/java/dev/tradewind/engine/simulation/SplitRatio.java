package dev.tradewind.engine.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * New lots for one old lot, as the fraction that a split's ratio stands for: a third is no decimal,
 * and nine times its nearest one is less than three. Immutable.
 *
 * @param numerator &gt; 0
 * @param denominator &gt; 0
 */
record SplitRatio(BigInteger numerator, BigInteger denominator) {
  private static final BigInteger MOST = BigInteger.valueOf(1_000_000);
  private static final int MOST_TERMS = 40;

  /**
   * The simplest fraction of which a ratio is the nearest double, by its continued fraction, where
   * its denominator is at most a million; else the decimal that is printed.
   *
   * @param ratio &gt; 0 and finite
   */
  static SplitRatio of(double ratio) {
    BigDecimal rest = new BigDecimal(ratio);
    BigInteger before = BigInteger.ONE;
    BigInteger numerator = rest.toBigInteger();
    BigInteger belowBefore = BigInteger.ZERO;
    BigInteger denominator = BigInteger.ONE;
    for (int term = 0; term < MOST_TERMS && denominator.compareTo(MOST) <= 0; term++) {
      if (numerator.doubleValue() / denominator.doubleValue() == ratio) {
        return new SplitRatio(numerator, denominator);
      }
      BigDecimal part = rest.subtract(new BigDecimal(rest.toBigInteger()));
      if (part.signum() == 0) {
        break;
      }
      rest = BigDecimal.ONE.divide(part, 60, RoundingMode.HALF_EVEN);
      BigInteger whole = rest.toBigInteger();
      BigInteger next = whole.multiply(numerator).add(before);
      BigInteger below = whole.multiply(denominator).add(belowBefore);
      before = numerator;
      belowBefore = denominator;
      numerator = next;
      denominator = below;
    }
    BigDecimal printed = new BigDecimal(Double.toString(ratio)).stripTrailingZeros();
    return printed.scale() <= 0
        ? new SplitRatio(printed.toBigInteger(), BigInteger.ONE)
        : new SplitRatio(printed.unscaledValue(), BigInteger.TEN.pow(printed.scale()));
  }

  /**
   * That many old lots in new ones, rounded down.
   *
   * @param lots &ge; 0
   * @throws ArithmeticException if it does not fit a {@code long}
   */
  long times(long lots) {
    return BigInteger.valueOf(lots).multiply(numerator).divide(denominator).longValueExact();
  }

  /**
   * What the part of a lot is worth that {@link #times} leaves.
   *
   * @param lots &ge; 0
   * @param lot what a whole lot is worth, &ge; 0
   * @param up how to round to a whole number
   * @throws ArithmeticException if it does not fit a {@code long}
   */
  long rest(long lots, BigDecimal lot, RoundingMode up) {
    BigInteger rest = BigInteger.valueOf(lots).multiply(numerator).mod(denominator);
    return new BigDecimal(rest)
        .multiply(lot)
        .divide(new BigDecimal(denominator), 0, up)
        .longValueExact();
  }

  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + ":" + denominator;
  }
}

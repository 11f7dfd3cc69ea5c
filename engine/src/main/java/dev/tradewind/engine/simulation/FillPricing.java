package dev.tradewind.engine.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The price of a market order: the open, worsened by the slippage, rounded to the tick against the
 * trader. Exact: the open stands for the decimal of its shortest representation.
 *
 * <p>The fast path recovers that decimal as {@code m / 10^k} with longs; {@link #reference} is the
 * readable form that it must equal. Benchmark W5 justifies it. Belongs to one run.
 */
final class FillPricing {
  private static final int MAX_DECIMALS = 12;
  private static final long MAX_MANTISSA = 1_000_000_000_000_000L;
  private static final BigDecimal BPS = BigDecimal.valueOf(10_000);
  private static final double[] POWERS = new double[MAX_DECIMALS + 1];

  static {
    for (int k = 0; k <= MAX_DECIMALS; k++) {
      POWERS[k] = Math.pow(10, k);
    }
  }

  private final BigDecimal tick;
  private final BigDecimal factor;
  private final boolean buy;

  /** Ten to the decimals that prices had so far. */
  private double power = 1;

  private ExactMath.@Nullable Fraction ticksPerStep;

  FillPricing(BigDecimal tick, BigDecimal slippageBps, boolean buy) {
    this.tick = tick;
    this.buy = buy;
    BigDecimal shift = slippageBps.divide(BPS);
    this.factor = buy ? BigDecimal.ONE.add(shift) : BigDecimal.ONE.subtract(shift);
    useDecimals(2);
  }

  /**
   * The fill price in ticks; 0 or less where there is no valid price.
   *
   * @throws ArithmeticException if it does not fit a {@code long}
   */
  long ticks(double open) {
    double mantissa = Math.rint(open * power);
    ExactMath.Fraction fraction = ticksPerStep;
    if (fraction == null
        || !(mantissa >= 0 && mantissa < MAX_MANTISSA && mantissa / power == open)) {
      return slowly(open);
    }
    return fraction.times((long) mantissa, buy);
  }

  private long slowly(double open) {
    if (!fits(open, power) && !adopt(open)) {
      return reference(open);
    }
    ExactMath.Fraction fraction = ticksPerStep;
    if (fraction == null) {
      return reference(open);
    }
    long mantissa = (long) Math.rint(open * power);
    return mantissa < 0 ? 0 : fraction.times(mantissa, buy);
  }

  private boolean adopt(double open) {
    for (int k = 0; k <= MAX_DECIMALS; k++) {
      if (fits(open, POWERS[k])) {
        useDecimals(k);
        return true;
      }
    }
    return false;
  }

  private static boolean fits(double open, double power) {
    double mantissa = Math.rint(open * power);
    return Math.abs(mantissa) < MAX_MANTISSA && mantissa / power == open;
  }

  private void useDecimals(int k) {
    power = POWERS[k];
    BigDecimal perUnit = factor.movePointLeft(k);
    int scale = Math.max(Math.max(perUnit.scale(), tick.scale()), 0);
    BigInteger top = perUnit.movePointRight(scale).toBigIntegerExact();
    BigInteger bottom = tick.movePointRight(scale).toBigIntegerExact();
    BigInteger common = top.gcd(bottom).max(BigInteger.ONE);
    top = top.divide(common);
    bottom = bottom.divide(common);
    boolean fit = top.bitLength() < 63 && bottom.bitLength() < 63;
    ticksPerStep =
        fit ? new ExactMath.Fraction(top.longValueExact(), bottom.longValueExact()) : null;
  }

  /** The readable form of {@link #ticks}. */
  long reference(double open) {
    return new BigDecimal(Double.toString(open))
        .multiply(factor)
        .divide(tick, 0, buy ? RoundingMode.CEILING : RoundingMode.FLOOR)
        .longValueExact();
  }
}

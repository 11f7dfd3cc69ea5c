package dev.tradewind.engine.indicator;

/** How long exponential smoothing remembers where it began. */
final class Fading {
  private Fading() {}

  /**
   * Bars until the start has less than 1e-9 of the weight.
   *
   * @param factor weight of the newest value, in (0, 1]
   */
  static int bars(double factor) {
    return factor >= 1 ? 0 : (int) Math.ceil(StrictMath.log(1e-9) / StrictMath.log(1 - factor));
  }

  /** The same where averages of one factor are stacked {@code stages} deep. */
  static int bars(double factor, int stages) {
    // The start of n stages fades as t^(n-1) (1 - factor)^t; half as long again covers the power.
    return (int) Math.ceil(bars(factor) * (0.5 + 0.5 * stages));
  }
}

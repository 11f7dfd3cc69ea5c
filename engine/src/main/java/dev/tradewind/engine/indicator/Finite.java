package dev.tradewind.engine.indicator;

/** What kernels answer where arithmetic leaves the numbers. */
final class Finite {
  private Finite() {}

  /** The value, or {@code NaN} where it is infinite. */
  static double orUndefined(double value) {
    return Math.abs(value) <= Double.MAX_VALUE ? value : Double.NaN;
  }
}

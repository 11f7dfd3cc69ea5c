package dev.tradewind.engine.indicator;

/** What kernels answer where arithmetic leaves the numbers. */
final class Finite {
  private Finite() {}

  /**
   * The value, or {@code NaN} where it is infinite, which times zero is undefined. Without a
   * branch, so that loops are vectorised: bands and scores take half the time (benchmark W3).
   */
  static double orUndefined(double value) {
    return value + value * 0.0;
  }
}

package dev.tradewind.engine.indicator;

/** The one check of a look-back period and its message. */
final class Periods {
  private static final int MAX = 1_000_000;

  private Periods() {}

  static void require(String function, String input, int period, int min) {
    if (period < min || period > MAX) {
      throw new IllegalArgumentException(
          "period must be in "
              + min
              + ".."
              + MAX
              + ", was "
              + period
              + " (feature "
              + function
              + "("
              + input
              + ", "
              + period
              + "))");
    }
  }
}

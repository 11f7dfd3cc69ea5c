package dev.tradewind.engine.robustness;

/**
 * How thoroughly is examined; the defaults are documented with the checks.
 *
 * @param maxDecisions look-ahead: all decisions are examined up to so many, in 10..1000000
 * @param tolerance warm-up: relative difference up to which two values agree, in (0, 0.1]
 * @param starts number of other first bars, in 2..200
 * @param paths number of resampled price paths of each kind, in 20..10000
 * @param blockBars mean length of the blocks that are resampled, bars, in 2..10000
 * @param steps how many steps each parameter is moved up and down, in 1..10
 * @param pairs whether two parameters are also moved together
 * @param seed of everything random
 */
public record Settings(
    int maxDecisions,
    double tolerance,
    int starts,
    int paths,
    int blockBars,
    int steps,
    boolean pairs,
    long seed) {
  /** 2000 decisions, 1e-6, 20 starts, 200 paths, blocks of 20 bars, two steps, no pairs, seed 0. */
  public static final Settings DEFAULT = new Settings(2_000, 1e-6, 20, 200, 20, 2, false, 0);

  /** Validates every component. */
  public Settings {
    within("maxDecisions", maxDecisions, 10, 1_000_000);
    if (!(tolerance > 0 && tolerance <= 0.1)) {
      throw new IllegalArgumentException("tolerance must be in (0, 0.1], was " + tolerance);
    }
    within("starts", starts, 2, 200);
    within("paths", paths, 20, 10_000);
    within("blockBars", blockBars, 2, 10_000);
    within("steps", steps, 1, 10);
  }

  private static void within(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          field + " must be in " + min + ".." + max + ", was " + value);
    }
  }
}

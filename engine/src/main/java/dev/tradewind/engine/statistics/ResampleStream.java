package dev.tradewind.engine.statistics;

/**
 * The random numbers of resamples: SplitMix64 (Steele, Lea, Flood 2014) with a start of its own for
 * every resample, so that a result depends on the seed alone and never on the number of threads.
 */
final class ResampleStream {
  static final long GAMMA = 0x9E3779B97F4A7C15L;
  static final long LOW = 0xFFFFFFFFL;

  private ResampleStream() {}

  /** The state from which the resample of that index begins. */
  static long start(long seed, long index) {
    return mix(seed + mix(index + GAMMA));
  }

  /** The number that belongs to a state; the next state is {@code state + GAMMA}. */
  static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number in [0, n) from 32 random bits; uneven by at most n / 2^32. */
  static int index(long bits32, int n) {
    return (int) ((bits32 * n) >>> 32);
  }
}

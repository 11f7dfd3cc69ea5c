package dev.tradewind.engine.optimize;

/**
 * The random numbers of samplers: SplitMix64 (Steele, Lea, Flood 2014). The same seed gives the
 * same numbers for ever, on every machine. Belongs to one thread.
 */
public final class SeededRandom {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** Numbers that depend on the seed alone. */
  public SeededRandom(long seed) {
    this.state = mix(seed);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 64 random bits. */
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** A number in [0, 1) with 53 random bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * A whole number in [0, n), uneven by less than n / 2^64.
   *
   * @param n &gt; 0
   */
  public long nextLong(long n) {
    return Math.unsignedMultiplyHigh(nextLong(), n);
  }
}

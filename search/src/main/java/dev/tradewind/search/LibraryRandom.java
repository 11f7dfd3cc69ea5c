package dev.tradewind.search;

import dev.tradewind.engine.optimize.SeededRandom;
import dev.tradewind.engine.statistics.NormalDistribution;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.moeaframework.core.PRNG;

/**
 * The MOEA Framework draws from one source for the whole process. This one draws from the source of
 * the sampler that is at work on the thread, so that studies that run at once do not disturb each
 * other.
 */
final class LibraryRandom extends Random {
  private static final long serialVersionUID = 1L;
  private static final ThreadLocal<@Nullable SeededRandom> CURRENT = new ThreadLocal<>();

  static {
    PRNG.setRandom(new LibraryRandom());
  }

  private LibraryRandom() {
    super(0L);
  }

  /** Does something with a source of random numbers. */
  static void with(SeededRandom random, Runnable work) {
    CURRENT.set(random);
    try {
      work.run();
    } finally {
      CURRENT.remove();
    }
  }

  private static long bits() {
    @Nullable SeededRandom random = CURRENT.get();
    if (random == null) {
      throw new IllegalStateException("the library drew a random number outside of a sampler");
    }
    return random.nextLong();
  }

  @Override
  protected int next(int bits) {
    return (int) (bits() >>> (64 - bits));
  }

  @Override
  public synchronized double nextGaussian() {
    return NormalDistribution.quantile(((bits() >>> 12) + 0.5) * 0x1.0p-52);
  }
}

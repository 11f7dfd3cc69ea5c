package dev.tradewind.engine.statistics;

import org.jspecify.annotations.Nullable;

/**
 * How the uncertainty of a result is to be measured.
 *
 * @param resamples how many for every bootstrap and every Monte Carlo run, 100 to 1 000 000; long
 *     series get fewer, see {@link #resamplesOf}
 * @param confidence of the intervals, in (0, 1)
 * @param meanBlock expected length of the blocks of returns, &ge; 1; 0 for the cube root of the
 *     number of returns
 * @param seed the same seed gives the same numbers on any number of threads
 * @param periodsPerYear trading days in a year
 * @param riskFreeRate a year, fraction
 * @param benchmarkSharpe the yearly Sharpe ratio to be beaten
 * @param initialCash equity before the first round trip, currency, &gt; 0
 * @param trials how many variants were tried before this one was chosen; null where not known
 */
public record UncertaintyOptions(
    int resamples,
    double confidence,
    double meanBlock,
    long seed,
    int periodsPerYear,
    double riskFreeRate,
    double benchmarkSharpe,
    double initialCash,
    @Nullable Trials trials) {

  private static final int MIN_RESAMPLES = 100;
  private static final int MAX_RESAMPLES = 1_000_000;
  private static final long MAX_DRAWS = 200_000_000L;

  /**
   * The variants of which the result is the best.
   *
   * @param count independent trials, &ge; 1
   * @param sharpeVariance variance of their yearly Sharpe ratios, &ge; 0
   */
  public record Trials(int count, double sharpeVariance) {
    /** Checks the bounds. */
    public Trials {
      if (count < 1) {
        throw new IllegalArgumentException("trials must be >= 1, was " + count);
      }
      if (!(sharpeVariance >= 0 && Double.isFinite(sharpeVariance))) {
        throw new IllegalArgumentException("sharpeVariance must be >= 0, was " + sharpeVariance);
      }
    }
  }

  /** Checks the bounds. */
  public UncertaintyOptions {
    if (resamples < MIN_RESAMPLES || resamples > MAX_RESAMPLES) {
      throw new IllegalArgumentException(
          "resamples must be in " + MIN_RESAMPLES + ".." + MAX_RESAMPLES + ", was " + resamples);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be above 0 and below 1, was " + confidence);
    }
    if (!(meanBlock == 0 || (meanBlock >= 1 && Double.isFinite(meanBlock)))) {
      throw new IllegalArgumentException("meanBlock must be 0 or >= 1, was " + meanBlock);
    }
    if (periodsPerYear < 1) {
      throw new IllegalArgumentException("periodsPerYear must be >= 1, was " + periodsPerYear);
    }
    if (!(initialCash > 0 && Double.isFinite(initialCash))) {
      throw new IllegalArgumentException("initialCash must be > 0, was " + initialCash);
    }
  }

  /** 10 000 resamples, 95 % intervals, automatic blocks, seed 1, no trials known. */
  public static UncertaintyOptions of(int periodsPerYear, double riskFreeRate, double initialCash) {
    return new UncertaintyOptions(
        10_000, 0.95, 0, 1, periodsPerYear, riskFreeRate, 0, initialCash, null);
  }

  /** The same with another number of resamples. */
  public UncertaintyOptions withResamples(int number) {
    return new UncertaintyOptions(
        number,
        confidence,
        meanBlock,
        seed,
        periodsPerYear,
        riskFreeRate,
        benchmarkSharpe,
        initialCash,
        trials);
  }

  /** The same with another seed. */
  public UncertaintyOptions withSeed(long other) {
    return new UncertaintyOptions(
        resamples,
        confidence,
        meanBlock,
        other,
        periodsPerYear,
        riskFreeRate,
        benchmarkSharpe,
        initialCash,
        trials);
  }

  /** The same with the variants that were tried. */
  public UncertaintyOptions withTrials(Trials tried) {
    return new UncertaintyOptions(
        resamples,
        confidence,
        meanBlock,
        seed,
        periodsPerYear,
        riskFreeRate,
        benchmarkSharpe,
        initialCash,
        tried);
  }

  /** How many resamples a series gets: as many as asked for while that is 200 million draws. */
  int resamplesOf(int length) {
    long most = MAX_DRAWS / Math.max(1, length);
    return (int) Math.min(resamples, Math.max(MIN_RESAMPLES, most));
  }

  /** The expected length of a block of a series of that many returns. */
  double blockOf(int returns) {
    return meanBlock > 0 ? meanBlock : Math.max(1, Math.rint(Math.cbrt(returns)));
  }

  PathScale scale() {
    return new PathScale(periodsPerYear, riskFreeRate);
  }
}

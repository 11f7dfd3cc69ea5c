package dev.tradewind.engine.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Bootstrap intervals of the measures of a run. Used by {@link Uncertainty} and by benchmarks. Pure
 * and seeded; a result does not depend on the number of threads.
 */
public final class Bootstrap {
  private static final int CHUNK = 64;
  private static final Interval NOTHING =
      new Interval(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0);

  private Bootstrap() {}

  /**
   * BCa intervals of what is measured on returns.
   *
   * @param sharpe a year
   * @param cagr fraction a year
   * @param maxDrawdown fraction, of the equity at day ends; the run's own is of bar closes
   * @param meanBlock expected length of the blocks drawn; 1 where single returns were
   */
  public record Path(Interval sharpe, Interval cagr, Interval maxDrawdown, double meanBlock) {}

  /**
   * Single returns drawn with replacement: right where returns do not depend on each other.
   *
   * @param returns daily, fractions; fewer than three give undefined intervals
   */
  public static Path independent(double[] returns, UncertaintyOptions options) {
    return path(returns, 1, options, null);
  }

  /**
   * Blocks of returns of geometric length: keeps what one day says about the next.
   *
   * @param returns daily, fractions; fewer than three give undefined intervals
   */
  public static Path blocks(double[] returns, UncertaintyOptions options) {
    return path(returns, options.blockOf(returns.length), options, null);
  }

  /** The same with resamples that were drawn before. */
  static Path path(
      double[] returns,
      double meanBlock,
      UncertaintyOptions options,
      @Nullable PathResamples drawn) {
    int n = returns.length;
    if (n < 3) {
      return new Path(NOTHING, NOTHING, NOTHING, meanBlock);
    }
    PathResamples resamples =
        drawn == null
            ? PathResamples.draw(returns, options.resamplesOf(n), meanBlock, options.seed())
            : drawn;
    PathScale scale = options.scale();
    int half = n / 2;
    int block = (int) Math.min(Math.max(1, Math.rint(meanBlock)), half);
    PathJackknife without = new PathJackknife(returns, block, scale);
    PathPoint point = PathPoint.of(returns, scale);
    int b = resamples.mean.length;
    double[] sharpe = new double[b];
    double[] cagr = new double[b];
    for (int i = 0; i < b; i++) {
      sharpe[i] = scale.sharpe(resamples.mean[i], resamples.deviation[i]);
      cagr[i] = scale.cagr(resamples.growth[i], n);
    }
    double confidence = options.confidence();
    return new Path(
        BcaInterval.of(
            point.sharpe(), sharpe, BcaInterval.acceleration(without.sharpe), confidence),
        BcaInterval.of(point.cagr(), cagr, BcaInterval.acceleration(without.cagr), confidence),
        BcaInterval.of(
            point.drawdown(),
            resamples.drawdown.clone(),
            BcaInterval.acceleration(without.drawdown),
            confidence),
        meanBlock);
  }

  /**
   * The profit factor with its BCa interval, from single round trips drawn with replacement. A
   * resample without a loss counts as infinite, so that the upper bound may be undefined.
   *
   * @param pnls profit or loss of each round trip, currency; fewer than three give an undefined
   *     interval
   */
  public static Interval profitFactor(double[] pnls, UncertaintyOptions options) {
    int n = pnls.length;
    if (n < 3) {
      return NOTHING;
    }
    double won = 0;
    double lost = 0;
    for (double pnl : pnls) {
      won += Math.max(pnl, 0);
      lost -= Math.min(pnl, 0);
    }
    double[] without = new double[n];
    for (int i = 0; i < n; i++) {
      without[i] = factor(won - Math.max(pnls[i], 0), lost + Math.min(pnls[i], 0));
    }
    double[] resampled = new double[options.resamplesOf(n)];
    long seed = options.seed();
    int chunks = (resampled.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              int end = Math.min(resampled.length, (chunk + 1) * CHUNK);
              for (int b = chunk * CHUNK; b < end; b++) {
                resampled[b] = drawnFactor(pnls, seed, b);
              }
            });
    return BcaInterval.of(
        BcaInterval.finite(factor(won, lost)),
        resampled,
        BcaInterval.acceleration(without),
        options.confidence());
  }

  private static double drawnFactor(double[] pnls, long seed, int b) {
    int n = pnls.length;
    long state = ResampleStream.start(seed, b);
    double sum = 0;
    double sizes = 0;
    for (int i = 0; i < n; i++) {
      state += ResampleStream.GAMMA;
      double pnl = pnls[ResampleStream.index(ResampleStream.mix(state) >>> 32, n)];
      sum += Math.max(pnl, 0);
      sizes -= Math.min(pnl, 0);
    }
    return factor(sum, sizes);
  }

  /** Infinite without a loss, NaN without a profit and a loss. */
  private static double factor(double won, double lost) {
    if (lost > 0) {
      return won / lost;
    }
    return won > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
  }

  /** The measures of the sample itself. */
  record PathPoint(double sharpe, double cagr, double growth, double drawdown) {
    static PathPoint of(double[] returns, PathScale scale) {
      double mean = Arrays.stream(returns).sum() / returns.length;
      double squares = 0;
      double growth = 1;
      double underPeak = 1;
      double lowest = 1;
      for (double r : returns) {
        squares += (r - mean) * (r - mean);
        growth *= 1 + r;
        underPeak = Math.min(1, underPeak * (1 + r));
        lowest = Math.min(lowest, underPeak);
      }
      double deviation = Math.sqrt(squares / (returns.length - 1));
      return new PathPoint(
          scale.sharpe(mean, deviation), scale.cagr(growth, returns.length), growth, 1 - lowest);
    }
  }
}

package dev.tradewind.engine.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where a run stands among runs that chance could have made of the same parts.
 *
 * @param resamples how many were made
 * @param finalEquity its distribution, currency
 * @param maxDrawdown its distribution, fraction; of the equity at day ends or after round trips
 * @param finalEquityRank part of them that ended below this run, ties counted half
 * @param maxDrawdownRank part of them with a smaller maximum drawdown than this run
 * @param lossShare part of them that ended below the initial cash
 */
public record MonteCarlo(
    int resamples,
    Quantiles finalEquity,
    Quantiles maxDrawdown,
    double finalEquityRank,
    double maxDrawdownRank,
    double lossShare) {
  private static final int CHUNK = 64;
  private static final Quantiles NOTHING =
      new Quantiles(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Five quantiles of a distribution, linear between neighbours; NaN without one. */
  public record Quantiles(double p5, double p25, double p50, double p75, double p95) {
    static Quantiles ofSorted(double[] sorted) {
      int n = sorted.length;
      return new Quantiles(
          BcaInterval.at(sorted, n, 0.05),
          BcaInterval.at(sorted, n, 0.25),
          BcaInterval.at(sorted, n, 0.5),
          BcaInterval.at(sorted, n, 0.75),
          BcaInterval.at(sorted, n, 0.95));
    }
  }

  static MonteCarlo none() {
    return new MonteCarlo(0, NOTHING, NOTHING, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Of resampled returns; sorts what it is given. */
  static MonteCarlo ofReturns(PathResamples drawn, Bootstrap.PathPoint actual, double initialCash) {
    double[] equity = drawn.growth.clone();
    Arrays.setAll(equity, i -> equity[i] * initialCash);
    Arrays.sort(equity);
    double[] falls = drawn.drawdown.clone();
    Arrays.sort(falls);
    return new MonteCarlo(
        equity.length,
        Quantiles.ofSorted(equity),
        Quantiles.ofSorted(falls),
        BcaInterval.rank(equity, equity.length, actual.growth() * initialCash),
        BcaInterval.rank(falls, falls.length, actual.drawdown()),
        share(equity, initialCash));
  }

  /**
   * The round trips in another order: the same final equity by another way. Its distribution and
   * its rank are undefined, because an order does not change a sum.
   *
   * @param pnls profit or loss in the order of the exits, currency; fewer than two give nothing
   */
  static MonteCarlo shuffle(double[] pnls, UncertaintyOptions options) {
    int n = pnls.length;
    if (n < 2) {
      return none();
    }
    double[] falls = new double[options.resamplesOf(n)];
    int chunks = (falls.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              double[] order = new double[n];
              int end = Math.min(falls.length, (chunk + 1) * CHUNK);
              for (int b = chunk * CHUNK; b < end; b++) {
                System.arraycopy(pnls, 0, order, 0, n);
                permute(order, ResampleStream.start(options.seed(), b));
                falls[b] = drawdown(order, options.initialCash());
              }
            });
    Arrays.sort(falls);
    double sum = Arrays.stream(pnls).sum();
    return new MonteCarlo(
        falls.length,
        NOTHING,
        Quantiles.ofSorted(falls),
        Double.NaN,
        BcaInterval.rank(falls, falls.length, drawdown(pnls, options.initialCash())),
        sum < 0 ? 1 : 0);
  }

  /** R. Fisher and F. Yates, from the end. */
  private static void permute(double[] values, long start) {
    long state = start;
    for (int i = values.length - 1; i > 0; i--) {
      state += ResampleStream.GAMMA;
      int j = ResampleStream.index(ResampleStream.mix(state) >>> 32, i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /** The deepest fall of the cash after each round trip, as a part of the peak before it. */
  static double drawdown(double[] pnls, double initialCash) {
    double equity = initialCash;
    double peak = initialCash;
    double trough = initialCash;
    double max = 0;
    for (double pnl : pnls) {
      equity += pnl;
      if (equity >= peak) {
        max = Math.max(max, 1 - trough / peak);
        peak = equity;
        trough = equity;
      } else if (equity < trough) {
        trough = equity;
      }
    }
    return Math.max(max, 1 - trough / peak);
  }

  private static double share(double[] sorted, double bound) {
    int below = 0;
    while (below < sorted.length && sorted[below] < bound) {
      below++;
    }
    return (double) below / sorted.length;
  }
}

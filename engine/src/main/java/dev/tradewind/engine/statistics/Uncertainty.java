package dev.tradewind.engine.statistics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a result may be chance. Used by reports, comparisons and the verdict on a run. What
 * is undefined is NaN; a sample that is too small to trust is named in {@code warnings}.
 *
 * @param returns number of daily returns
 * @param roundTrips number of round trips
 * @param independent BCa intervals from single daily returns
 * @param blocks BCa intervals from blocks of daily returns (stationary bootstrap)
 * @param profitFactor BCa interval from single round trips
 * @param skewness third standardised moment of the daily returns (population form)
 * @param kurtosis fourth standardised moment, 3 for a normal distribution (population form)
 * @param probabilisticSharpe probability that the true Sharpe ratio is above the benchmark
 * @param deflatedSharpe probability that it is above what the best of the trials would show without
 *     skill; NaN where the trials are not known
 * @param minimumTrackRecordDays daily returns needed at the confidence asked for; NaN where the
 *     Sharpe ratio is not above the benchmark
 * @param meanTest Student's t-test of the daily returns
 * @param robustMeanTest the same with the standard error of Newey and West
 * @param shuffledTrades round trips in another order: is the drawdown that of a lucky order?
 * @param resampledReturns blocks of returns: what the same edge could have brought
 * @param noEdge blocks of returns less their mean: what no edge at all could have brought; {@code
 *     finalEquityRank} is the luck percentile, one minus it the probability of doing as well by
 *     luck
 * @param warnings reasons to doubt these figures themselves, in plain words
 */
public record Uncertainty(
    int returns,
    int roundTrips,
    Bootstrap.Path independent,
    Bootstrap.Path blocks,
    Interval profitFactor,
    double skewness,
    double kurtosis,
    double probabilisticSharpe,
    double deflatedSharpe,
    double minimumTrackRecordDays,
    MeanTest meanTest,
    MeanTest robustMeanTest,
    MonteCarlo shuffledTrades,
    MonteCarlo resampledReturns,
    MonteCarlo noEdge,
    List<String> warnings) {
  private static final int FEW = 30;

  /** Copies the list. */
  public Uncertainty {
    warnings = List.copyOf(warnings);
  }

  /**
   * Measures a run. Takes about as long as ten thousand runs over its daily returns; uses the
   * common pool, and gives the same on one thread.
   *
   * @param returns daily, fractions, in their order; not changed
   * @param roundTripPnls profit or loss of each round trip in the order of the exits, currency
   * @throws IllegalArgumentException if a return or a profit is not finite
   */
  public static Uncertainty of(
      double[] returns, double[] roundTripPnls, UncertaintyOptions options) {
    requireFinite("returns", returns);
    requireFinite("roundTripPnls", roundTripPnls);
    int n = returns.length;
    double block = options.blockOf(n);
    Moments moments = Moments.of(returns);
    double root = Math.sqrt(options.periodsPerYear());
    double sharpe = moments.sharpe(options.riskFreeRate() / options.periodsPerYear());
    double benchmark = options.benchmarkSharpe() / root;
    UncertaintyOptions.Trials trials = options.trials();
    double deflated =
        trials == null
            ? Double.NaN
            : SharpeInference.deflated(
                sharpe,
                n,
                moments.skewness(),
                moments.kurtosis(),
                trials.count(),
                trials.sharpeVariance() / options.periodsPerYear());
    double needed =
        SharpeInference.minimumTrackRecord(
            sharpe, benchmark, moments.skewness(), moments.kurtosis(), options.confidence());
    boolean enough = n >= 3;
    PathResamples drawn =
        enough ? PathResamples.draw(returns, options.resamplesOf(n), block, options.seed()) : null;
    Bootstrap.PathPoint point = Bootstrap.PathPoint.of(returns, options.scale());
    return new Uncertainty(
        n,
        roundTripPnls.length,
        Bootstrap.independent(returns, options),
        Bootstrap.path(returns, block, options, drawn),
        Bootstrap.profitFactor(roundTripPnls, options),
        moments.skewness(),
        moments.kurtosis(),
        SharpeInference.probabilistic(sharpe, benchmark, n, moments.skewness(), moments.kurtosis()),
        deflated,
        needed,
        MeanTest.plain(returns),
        MeanTest.neweyWest(returns),
        MonteCarlo.shuffle(roundTripPnls, options),
        drawn == null
            ? MonteCarlo.none()
            : MonteCarlo.ofReturns(drawn, point, options.initialCash()),
        enough ? withoutEdge(returns, moments.mean(), block, point, options) : MonteCarlo.none(),
        warnings(n, roundTripPnls.length, needed, trials));
  }

  private static MonteCarlo withoutEdge(
      double[] returns,
      double mean,
      double block,
      Bootstrap.PathPoint point,
      UncertaintyOptions options) {
    double[] centred = new double[returns.length];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = returns[i] - mean;
    }
    PathResamples drawn =
        PathResamples.draw(centred, options.resamplesOf(centred.length), block, options.seed());
    return MonteCarlo.ofReturns(drawn, point, options.initialCash());
  }

  private static List<String> warnings(
      int n, int trips, double needed, UncertaintyOptions.@Nullable Trials trials) {
    List<String> warnings = new ArrayList<>();
    if (n < FEW) {
      warnings.add(
          "Only "
              + n
              + " daily returns: intervals of fewer than "
              + FEW
              + " are not to be trusted.");
    }
    if (trips < FEW) {
      warnings.add(
          "Only "
              + trips
              + " round trips: intervals of fewer than "
              + FEW
              + " are not to be trusted.");
    }
    if (needed > n) {
      warnings.add(
          "The track record of "
              + n
              + " daily returns is shorter than the "
              + (long) Math.ceil(needed)
              + " that this Sharpe ratio needs to be told from the benchmark.");
    }
    if (trials == null) {
      warnings.add(
          "How many variants were tried before this one is not known: no deflated Sharpe ratio.");
    }
    return warnings;
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(name + "[" + i + "] must be finite, was " + values[i]);
      }
    }
  }
}

package dev.tradewind.engine.robustness;

import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.MeanTest;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a verdict takes from the run itself; numbers that a stored run has too.
 *
 * @param totalReturn fraction
 * @param buyAndHoldReturn of the same span, fraction; {@code NaN} where unknown
 * @param roundTrips number
 * @param dailyReturns number
 * @param tunable numbers of the strategy that can be tuned
 * @param probabilisticSharpe probability that the true Sharpe ratio is above 0; {@code NaN} where
 *     unknown
 * @param meanPValue of the t-test of the mean daily return, two-sided, with the standard error of
 *     Newey and West; {@code NaN} where unknown
 * @param costShare fees and slippage as a fraction of the profit before them; {@code NaN} where
 *     there was none or it is unknown
 */
public record Basis(
    double totalReturn,
    double buyAndHoldReturn,
    int roundTrips,
    int dailyReturns,
    int tunable,
    double probabilisticSharpe,
    double meanPValue,
    double costShare) {
  private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9_.])[0-9]+(\\.[0-9]+)?");

  /** Of a finished run. */
  public static Basis of(SimulationResult result, int tunable) {
    return new Basis(
        result.statistic("totalReturn"),
        result.statistic("buyAndHoldReturn"),
        result.roundTrips().size(),
        result.dailyReturns().length,
        tunable,
        result.statistic("probabilisticSharpe"),
        MeanTest.neweyWest(result.dailyReturns()).pValue(),
        result.statistic("costShare"));
  }

  /** The parameters of a strategy, or the numbers in the text of a rule that has none. */
  public static int tunable(StrategyDescriptor strategy) {
    if (!strategy.parameters().isEmpty()) {
      return strategy.parameters().size();
    }
    Matcher matcher = NUMBER.matcher(strategy.id());
    int numbers = 0;
    while (matcher.find()) {
      numbers++;
    }
    return numbers;
  }
}

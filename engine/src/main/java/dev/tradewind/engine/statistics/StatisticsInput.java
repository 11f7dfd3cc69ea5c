package dev.tradewind.engine.statistics;

import java.util.Collections;
import java.util.List;

/**
 * What the measures are computed from.
 *
 * @param initialCash currency
 * @param finalEquity currency
 * @param meanEquity mean of the bar equity, currency
 * @param drawdown of the bar equity
 * @param periodsPerYear trading days in a year
 * @param riskFreeRate a year, fraction
 * @param exposure part of the equity points with a position; {@code NaN} without points
 * @param tradedNotional bought and sold, currency
 * @param fees paid, currency
 * @param slippage paid, currency
 * @param buyAndHoldReturn of the same span, fraction
 * @param roundTrips in the order of their exits
 * @param openPositions number of positions open at the end
 */
public record StatisticsInput(
    double initialCash,
    double finalEquity,
    double meanEquity,
    Drawdown drawdown,
    int periodsPerYear,
    double riskFreeRate,
    double exposure,
    double tradedNotional,
    double fees,
    double slippage,
    double buyAndHoldReturn,
    List<RoundTrip> roundTrips,
    int openPositions) {
  /**
   * Makes the list unmodifiable; a copy of as many round trips as bars would cost more than a run.
   */
  public StatisticsInput {
    roundTrips = Collections.unmodifiableList(roundTrips);
  }
}

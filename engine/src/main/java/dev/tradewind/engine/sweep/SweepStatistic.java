package dev.tradewind.engine.sweep;

import java.util.HashMap;
import java.util.Map;

/**
 * The measures that a sweep makes of every set; keys and definitions are those of a run's result.
 */
public enum SweepStatistic {
  /** Final equity over initial cash, minus one. */
  TOTAL_RETURN("totalReturn"),
  /** Compound annual growth. */
  CAGR("cagr"),
  /** Annualised sample deviation of the daily returns. */
  VOLATILITY("volatility"),
  /** Annualised Sharpe ratio of the daily returns. */
  SHARPE("sharpe"),
  /** Annualised Sortino ratio of the daily returns. */
  SORTINO("sortino"),
  /** Growth over maximum drawdown. */
  CALMAR("calmar"),
  /** Largest fall of the equity at bar closes, as a part of its peak. */
  MAX_DRAWDOWN("maxDrawdown"),
  /** Total return over maximum drawdown. */
  RECOVERY_FACTOR("recoveryFactor"),
  /** Part of the bar closes with an open position. */
  EXPOSURE("exposure"),
  /** All fees, currency. */
  FEES_PAID("feesPaid"),
  /** All slippage, currency. */
  SLIPPAGE_PAID("slippagePaid"),
  /** Cash and positions at the last close, currency. */
  FINAL_EQUITY("finalEquity"),
  /** Final equity minus initial cash, currency. */
  NET_PROFIT("netProfit"),
  /** Finished round trips. */
  ROUND_TRIPS("roundTrips"),
  /** Positions open at the end. */
  OPEN_POSITIONS("openPositions"),
  /** Round trips with a profit over all. */
  WIN_RATE("winRate"),
  /** Profits over losses. */
  PROFIT_FACTOR("profitFactor"),
  /** Mean profit of a round trip, currency. */
  EXPECTANCY("expectancy"),
  /** Refused orders; no statistic of a result, but the number of its rejections. */
  REJECTIONS("rejections");

  private static final Map<String, Integer> PLACES = new HashMap<>();

  static {
    for (SweepStatistic each : values()) {
      PLACES.put(each.key, PLACES.size());
    }
  }

  private final String key;

  SweepStatistic(String key) {
    this.key = key;
  }

  /** The key in a run's result. */
  public String key() {
    return key;
  }

  /** The place among the measures. */
  int place() {
    return place(key);
  }

  /** The place of a key among the values; -1 if a sweep does not make it. */
  static int place(String key) {
    return PLACES.getOrDefault(key, -1);
  }
}

package dev.tradewind.engine.simulation;

import java.math.BigDecimal;

/**
 * The assumptions of a simulation that a user can change; each is printed in the assumption sheet.
 *
 * @param initialCash in currency, &gt; 0, at most 8 decimals
 * @param feeBps fee of a market order on its notional, both sides, in basis points, 0..1000, at
 *     most 4 decimals
 * @param slippageBps how much worse than the open an order fills, in basis points, 0..1000, at most
 *     4 decimals
 * @param riskFreeRate a year, as a fraction, in (-1, 1)
 * @param seed of everything random
 */
public record SimulationConfig(
    BigDecimal initialCash,
    BigDecimal feeBps,
    BigDecimal slippageBps,
    double riskFreeRate,
    long seed) {
  private static final BigDecimal MAX_BPS = BigDecimal.valueOf(1_000);

  /** 100 000 of cash, 10 bps fee, 5 bps slippage, no risk-free rate, seed 0. */
  public static final SimulationConfig DEFAULT =
      new SimulationConfig(
          BigDecimal.valueOf(100_000), BigDecimal.TEN, BigDecimal.valueOf(5), 0.0, 0L);

  /** Validates every component. */
  public SimulationConfig {
    if (initialCash.signum() <= 0 || initialCash.stripTrailingZeros().scale() > 8) {
      throw new IllegalArgumentException(
          "initialCash must be > 0 with at most 8 decimals, was " + initialCash.toPlainString());
    }
    requireBps("feeBps", feeBps);
    requireBps("slippageBps", slippageBps);
    if (!(riskFreeRate > -1 && riskFreeRate < 1)) {
      throw new IllegalArgumentException("riskFreeRate must be in (-1, 1), was " + riskFreeRate);
    }
  }

  private static void requireBps(String field, BigDecimal bps) {
    if (bps.signum() < 0 || bps.compareTo(MAX_BPS) > 0 || bps.stripTrailingZeros().scale() > 4) {
      throw new IllegalArgumentException(
          field + " must be in 0..1000 with at most 4 decimals, was " + bps.toPlainString());
    }
  }
}

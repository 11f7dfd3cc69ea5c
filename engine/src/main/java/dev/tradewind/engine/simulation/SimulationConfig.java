package dev.tradewind.engine.simulation;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The assumptions of a simulation that a user can change; each is printed in the assumption sheet
 * and has a name in {@link AssumptionOptions}. Start with {@link #DEFAULT} and the methods {@code
 * withX}.
 *
 * @param initialCash in the account's currency, &gt; 0, at most 8 decimals
 * @param costs fees
 * @param slippage of orders that take liquidity
 * @param fills how orders meet the market
 * @param margin what may be borrowed, and at what price
 * @param accountCurrency of cash and results; empty for the currency that all instruments share
 * @param conversionBps fee of changing money into the account's currency, basis points, 0..1000
 * @param onError what happens when the strategy fails
 * @param maxOrdersPerBar bound on the orders handed in at one moment, 1..1000000
 * @param riskFreeRate a year, as a fraction, in (-1, 1)
 * @param seed of everything random
 */
public record SimulationConfig(
    BigDecimal initialCash,
    Costs costs,
    Slippage slippage,
    FillRules fills,
    MarginRules margin,
    String accountCurrency,
    BigDecimal conversionBps,
    ErrorPolicy onError,
    int maxOrdersPerBar,
    double riskFreeRate,
    long seed) {
  /** What the exact ledger can count. */
  private static final BigDecimal MOST_CASH = BigDecimal.valueOf(Long.MAX_VALUE, 8);

  /** 100 000 of cash, the next open, 10 bps fee, 5 bps slippage, a tenth of a bar, no leverage. */
  public static final SimulationConfig DEFAULT =
      new SimulationConfig(
          BigDecimal.valueOf(100_000),
          Costs.DEFAULT,
          Slippage.DEFAULT,
          FillRules.DEFAULT,
          MarginRules.DEFAULT,
          "",
          BigDecimal.ZERO,
          ErrorPolicy.STOP,
          10_000,
          0.0,
          0L);

  /** The defaults with other cash, fees of makers and takers, slippage, rate and seed. */
  public SimulationConfig(
      BigDecimal initialCash,
      BigDecimal feeBps,
      BigDecimal slippageBps,
      double riskFreeRate,
      long seed) {
    this(
        initialCash,
        Costs.ofBps(feeBps, feeBps),
        new Slippage(
            SlippageModel.FIXED_BPS,
            slippageBps,
            Slippage.DEFAULT.spreadBps(),
            Slippage.DEFAULT.impact()),
        FillRules.DEFAULT,
        MarginRules.DEFAULT,
        "",
        BigDecimal.ZERO,
        ErrorPolicy.STOP,
        10_000,
        riskFreeRate,
        seed);
  }

  /** Validates every component. */
  public SimulationConfig {
    if (initialCash.compareTo(MOST_CASH) > 0) {
      throw new IllegalArgumentException(
          "initialCash must be <= "
              + MOST_CASH.toPlainString()
              + ", was "
              + initialCash.toPlainString());
    }
    if (initialCash.signum() <= 0 || initialCash.stripTrailingZeros().scale() > 8) {
      throw new IllegalArgumentException(
          "initialCash must be > 0 with at most 8 decimals, was " + initialCash.toPlainString());
    }
    if (!accountCurrency.isEmpty() && !accountCurrency.matches("[A-Z0-9]{3,10}")) {
      throw new IllegalArgumentException(
          "accountCurrency must be 3 to 10 capital letters or digits, was '"
              + accountCurrency
              + "'");
    }
    Bounds.bps("conversionBps", conversionBps);
    if (maxOrdersPerBar < 1 || maxOrdersPerBar > 1_000_000) {
      throw new IllegalArgumentException(
          "maxOrdersPerBar must be in 1..1000000, was " + maxOrdersPerBar);
    }
    if (!(riskFreeRate > -1 && riskFreeRate < 1)) {
      throw new IllegalArgumentException("riskFreeRate must be in (-1, 1), was " + riskFreeRate);
    }
  }

  /** Fee of fills that take liquidity, basis points of the notional. */
  public BigDecimal feeBps() {
    return costs.takerBps();
  }

  /** How much worse than the market's price orders fill that take liquidity, basis points. */
  public BigDecimal slippageBps() {
    return slippage.bps();
  }

  /** The values by name, in the order of {@link AssumptionOptions}. */
  public Map<String, String> values() {
    return AssumptionOptions.values(this);
  }

  /** This with other cash. */
  public SimulationConfig withInitialCash(BigDecimal cash) {
    return new SimulationConfig(
        cash,
        costs,
        slippage,
        fills,
        margin,
        accountCurrency,
        conversionBps,
        onError,
        maxOrdersPerBar,
        riskFreeRate,
        seed);
  }

  /** This with other fees. */
  public SimulationConfig withCosts(Costs other) {
    return new SimulationConfig(
        initialCash,
        other,
        slippage,
        fills,
        margin,
        accountCurrency,
        conversionBps,
        onError,
        maxOrdersPerBar,
        riskFreeRate,
        seed);
  }

  /** This with other slippage. */
  public SimulationConfig withSlippage(Slippage other) {
    return new SimulationConfig(
        initialCash,
        costs,
        other,
        fills,
        margin,
        accountCurrency,
        conversionBps,
        onError,
        maxOrdersPerBar,
        riskFreeRate,
        seed);
  }

  /** This with other rules of filling. */
  public SimulationConfig withFills(FillRules other) {
    return new SimulationConfig(
        initialCash,
        costs,
        slippage,
        other,
        margin,
        accountCurrency,
        conversionBps,
        onError,
        maxOrdersPerBar,
        riskFreeRate,
        seed);
  }

  /** This with other rules of borrowing. */
  public SimulationConfig withMargin(MarginRules other) {
    return new SimulationConfig(
        initialCash,
        costs,
        slippage,
        fills,
        other,
        accountCurrency,
        conversionBps,
        onError,
        maxOrdersPerBar,
        riskFreeRate,
        seed);
  }

  /** This in another currency, with a fee of changing money into it. */
  public SimulationConfig withAccountCurrency(String currency, BigDecimal feeBps) {
    return new SimulationConfig(
        initialCash,
        costs,
        slippage,
        fills,
        margin,
        currency,
        feeBps,
        onError,
        maxOrdersPerBar,
        riskFreeRate,
        seed);
  }

  /** This with another answer to failures, and another bound on the orders of one moment. */
  public SimulationConfig withOnError(ErrorPolicy policy, int maxOrders) {
    return new SimulationConfig(
        initialCash,
        costs,
        slippage,
        fills,
        margin,
        accountCurrency,
        conversionBps,
        policy,
        maxOrders,
        riskFreeRate,
        seed);
  }

  /** This with another risk-free rate. */
  public SimulationConfig withRiskFreeRate(double rate) {
    return new SimulationConfig(
        initialCash,
        costs,
        slippage,
        fills,
        margin,
        accountCurrency,
        conversionBps,
        onError,
        maxOrdersPerBar,
        rate,
        seed);
  }

  /** This with another seed. */
  public SimulationConfig withSeed(long other) {
    return new SimulationConfig(
        initialCash,
        costs,
        slippage,
        fills,
        margin,
        accountCurrency,
        conversionBps,
        onError,
        maxOrdersPerBar,
        riskFreeRate,
        other);
  }
}

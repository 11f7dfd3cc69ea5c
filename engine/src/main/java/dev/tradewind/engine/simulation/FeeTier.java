package dev.tradewind.engine.simulation;

import java.math.BigDecimal;

/**
 * The fees from some traded notional on.
 *
 * @param fromNotional traded in the run so far, account currency, &ge; 0
 * @param makerBps of the notional, basis points, 0..1000
 * @param takerBps of the notional, basis points, 0..1000
 */
public record FeeTier(BigDecimal fromNotional, BigDecimal makerBps, BigDecimal takerBps) {
  /** Validates every component. */
  public FeeTier {
    if (fromNotional.signum() < 0) {
      throw new IllegalArgumentException(
          "feeTiers must begin at >= 0, was " + fromNotional.toPlainString());
    }
    Bounds.bps("feeTiers makerBps", makerBps);
    Bounds.bps("feeTiers takerBps", takerBps);
  }
}

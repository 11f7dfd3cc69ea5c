package dev.tradewind.engine.simulation;

import java.math.BigDecimal;

/**
 * How much worse than the market's price orders fill that take liquidity. What the model does not
 * use is kept and has no effect.
 *
 * @param model what it depends on
 * @param bps of the price, basis points, 0..1000
 * @param spreadBps the whole spread, basis points, 0..1000
 * @param impact factor of the models that depend on volume, 0..100
 */
public record Slippage(SlippageModel model, BigDecimal bps, BigDecimal spreadBps, double impact) {
  /** 5 bps of the price. */
  public static final Slippage DEFAULT =
      new Slippage(SlippageModel.FIXED_BPS, BigDecimal.valueOf(5), BigDecimal.TEN, 0.1);

  /** Validates every component. */
  public Slippage {
    Bounds.bps("slippageBps", bps);
    Bounds.bps("spreadBps", spreadBps);
    Bounds.between("impact", impact, 0, 100);
  }

  /** This depending on something else. */
  public Slippage withModel(SlippageModel other) {
    return new Slippage(other, bps, spreadBps, impact);
  }

  /** This with other basis points of the price. */
  public Slippage withBps(BigDecimal other) {
    return new Slippage(model, other, spreadBps, impact);
  }

  /** This with another spread. */
  public Slippage withSpreadBps(BigDecimal other) {
    return new Slippage(model, bps, other, impact);
  }

  /** This with another factor of volume. */
  public Slippage withImpact(double factor) {
    return new Slippage(model, bps, spreadBps, factor);
  }
}

package dev.tradewind.engine.simulation;

import java.math.BigDecimal;
import java.util.List;

/**
 * The fees of a run. Those that the model does not use are kept and have no effect.
 *
 * @param model what a fee is reckoned from
 * @param takerBps of the notional of a fill that takes liquidity, basis points, 0..1000
 * @param makerBps of the notional of a resting limit, basis points, 0..1000
 * @param perUnit for each unit, in the instrument's currency, 0..1000000
 * @param perOrder for each order, in the instrument's currency, 0..1000000
 * @param minimum of an order's first fill, in the instrument's currency, 0..1000000
 * @param tiers that replace the basis points from some traded notional on, ascending
 */
public record Costs(
    CostModel model,
    BigDecimal takerBps,
    BigDecimal makerBps,
    BigDecimal perUnit,
    BigDecimal perOrder,
    BigDecimal minimum,
    List<FeeTier> tiers) {
  private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000);

  /** 10 bps of the notional, for makers too. */
  public static final Costs DEFAULT = ofBps(BigDecimal.TEN, BigDecimal.TEN);

  /** Validates every component. */
  public Costs {
    Bounds.bps("feeBps", takerBps);
    Bounds.bps("makerFeeBps", makerBps);
    Bounds.between("feePerUnit", perUnit, BigDecimal.ZERO, MAX, 8);
    Bounds.between("feePerOrder", perOrder, BigDecimal.ZERO, MAX, 8);
    Bounds.between("feeMinimum", minimum, BigDecimal.ZERO, MAX, 8);
    tiers = List.copyOf(tiers);
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).fromNotional().compareTo(tiers.get(i - 1).fromNotional()) <= 0) {
        throw new IllegalArgumentException(
            "feeTiers must ascend, was "
                + tiers.get(i).fromNotional().toPlainString()
                + " after "
                + tiers.get(i - 1).fromNotional().toPlainString());
      }
    }
  }

  /** A part of the notional. */
  public static Costs ofBps(BigDecimal takerBps, BigDecimal makerBps) {
    return new Costs(
        CostModel.PER_NOTIONAL,
        takerBps,
        makerBps,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        List.of());
  }

  /** This reckoned from something else. */
  public Costs withModel(CostModel other) {
    return new Costs(other, takerBps, makerBps, perUnit, perOrder, minimum, tiers);
  }

  /** This with other basis points of the notional, for takers and makers. */
  public Costs withBps(BigDecimal takers, BigDecimal makers) {
    return new Costs(model, takers, makers, perUnit, perOrder, minimum, tiers);
  }

  /** This with another fee for each unit. */
  public Costs withPerUnit(BigDecimal fee) {
    return new Costs(model, takerBps, makerBps, fee, perOrder, minimum, tiers);
  }

  /** This with another fee for each order. */
  public Costs withPerOrder(BigDecimal fee) {
    return new Costs(model, takerBps, makerBps, perUnit, fee, minimum, tiers);
  }

  /** This with another smallest fee. */
  public Costs withMinimum(BigDecimal fee) {
    return new Costs(model, takerBps, makerBps, perUnit, perOrder, fee, tiers);
  }

  /** This with other tiers. */
  public Costs withTiers(List<FeeTier> other) {
    return new Costs(model, takerBps, makerBps, perUnit, perOrder, minimum, other);
  }

  /** Whether a fee is a fixed part of the notional and nothing else. */
  boolean isPlain() {
    return model == CostModel.PER_NOTIONAL && minimum.signum() == 0 && tiers.isEmpty();
  }
}

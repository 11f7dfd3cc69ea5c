package dev.tradewind.engine.simulation;

/**
 * How orders meet the market.
 *
 * @param model at what price
 * @param participation the largest part of a bar's volume that fills of the run may take, in (0,
 *     1]; 0 for no limit
 * @param queueProbability that a limit fills in a bar that touches its price without trading
 *     through it, 0..1
 * @param latencyMillis between a decision and the moment at which its order can be filled,
 *     0..86400000
 */
public record FillRules(
    FillModel model, double participation, double queueProbability, long latencyMillis) {
  /** The next open, a tenth of the volume, no fill at a mere touch, no latency. */
  public static final FillRules DEFAULT = new FillRules(FillModel.NEXT_OPEN, 0.1, 0, 0);

  /** Validates every component. */
  public FillRules {
    Bounds.between("participation", participation, 0, 1);
    Bounds.between("queueProbability", queueProbability, 0, 1);
    if (latencyMillis < 0 || latencyMillis > 86_400_000) {
      throw new IllegalArgumentException(
          "latencyMillis must be in 0..86400000, was " + latencyMillis);
    }
  }

  /** This at another price. */
  public FillRules withModel(FillModel other) {
    return new FillRules(other, participation, queueProbability, latencyMillis);
  }

  /** This with another part of the volume. */
  public FillRules withParticipation(double part) {
    return new FillRules(model, part, queueProbability, latencyMillis);
  }

  /** This with another chance at a mere touch. */
  public FillRules withQueueProbability(double probability) {
    return new FillRules(model, participation, probability, latencyMillis);
  }

  /** This with another latency. */
  public FillRules withLatencyMillis(long millis) {
    return new FillRules(model, participation, queueProbability, millis);
  }
}

package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.CheckedExpression;
import java.util.Map;

/**
 * Where a rule reads whether its conditions are true: computed within the run ({@link
 * #ofExpressions}) or stored before it. Everything else about the rule is the same, so that both
 * give the same fills. Immutable; may be used by many runs.
 */
public interface SignalSource {
  /** A condition of a rule. */
  enum Condition {
    /** Begins a long position. */
    ENTER,
    /** Ends a long position. */
    EXIT,
    /** Begins a short position. */
    SHORT_ENTER,
    /** Ends a short position. */
    SHORT_EXIT
  }

  /** What one run reads; belongs to its thread. */
  interface Reader {
    /**
     * Whether a condition is true on the newest known bar of an instrument. An unknown condition,
     * and one that the source does not have, is not.
     *
     * @param condition which one
     * @param context of the callback
     * @param instrument index of the instrument
     */
    boolean isTrue(Condition condition, StrategyContext context, int instrument);
  }

  /**
   * Declares what is read; called once, in {@link Strategy#onStart}.
   *
   * @throws IllegalArgumentException if the source does not fit the run
   */
  Reader open(StrategySetup setup);

  /** Conditions computed on the bars of the run. */
  static SignalSource ofExpressions(Map<Condition, CheckedExpression> conditions) {
    return new ExpressionSignals(conditions);
  }
}

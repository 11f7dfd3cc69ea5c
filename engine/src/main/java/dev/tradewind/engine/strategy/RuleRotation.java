package dev.tradewind.engine.strategy;

import java.util.Arrays;

/**
 * Which instruments a ranked rule wants to hold. Ranked on the first bar of the run on which a
 * value is known and then every so many moments, by what is known then; of equal values the
 * instrument that was given first comes first, and undefined ones are not wanted.
 */
final class RuleRotation {
  private final RuleColumn rank;
  private final RuleColumn filter;
  private final boolean[] inUniverse;
  private final int top;
  private final int every;
  private final boolean[] wanted;
  private final double[] values;
  private long moment = Long.MIN_VALUE;
  private int sinceRanking;
  private boolean ranked;

  RuleRotation(StrategySetup setup, CheckedRule rule, RuleColumn filter, boolean[] inUniverse) {
    this.inUniverse = inUniverse;
    this.rank = RuleColumn.of(setup, rule, RuleField.RANK);
    this.filter = filter;
    this.top = rule.count(RuleField.TOP, 1);
    this.every = rule.count(RuleField.REBALANCE, 1);
    this.wanted = new boolean[setup.instrumentCount()];
    this.values = new double[setup.instrumentCount()];
  }

  boolean isRanked() {
    return rank.isGiven();
  }

  /** How many are held at most. */
  int top() {
    return Math.min(top, wanted.length);
  }

  /** Whether the instrument should be held, by the newest ranking. */
  boolean wants(StrategyContext context, int instrument) {
    if (context.nowMicros() != moment) {
      moment = context.nowMicros();
      sinceRanking++;
      if (!ranked || sinceRanking >= every) {
        choose(context);
      }
    }
    return wanted[instrument];
  }

  private void choose(StrategyContext context) {
    int known = 0;
    for (int i = 0; i < values.length; i++) {
      boolean open = inUniverse[i] && (!filter.isGiven() || filter.value(context, i) == 1);
      values[i] = open ? rank.value(context, i) : Double.NaN;
      known += Double.isNaN(rank.value(context, i)) ? 0 : 1;
    }
    if (known == 0) {
      return;
    }
    ranked = true;
    sinceRanking = 0;
    Arrays.fill(wanted, false);
    for (int n = 0; n < top; n++) {
      int best = -1;
      for (int i = 0; i < values.length; i++) {
        if (!wanted[i] && !Double.isNaN(values[i]) && (best < 0 || values[i] > values[best])) {
          best = i;
        }
      }
      if (best < 0) {
        return;
      }
      wanted[best] = true;
    }
  }
}

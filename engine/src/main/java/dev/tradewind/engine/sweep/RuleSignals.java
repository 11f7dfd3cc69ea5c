package dev.tradewind.engine.sweep;

import dev.tradewind.engine.strategy.RuleField;
import org.jspecify.annotations.Nullable;

/**
 * On which bars a rule would begin and end positions, for one parameter set after another. Belongs
 * to one thread.
 */
final class RuleSignals {
  private final RulePlan plan;
  private final long[] none;

  /** Where a flat account would buy, or a short position would turn. */
  final long[] longEntry;

  /** Where a flat account would sell short. */
  final long[] shortEntry;

  /** Where a long position would turn. */
  final long[] longTurn;

  /** Where a long position ends, and where a short one does. */
  final long[] longEnd;

  final long[] shortEnd;

  RuleSignals(RulePlan plan, int bars) {
    this.plan = plan;
    int words = Bits.words(bars);
    this.none = new long[words];
    this.longEntry = new long[words];
    this.shortEntry = new long[words];
    this.longTurn = new long[words];
    this.longEnd = new long[words];
    this.shortEnd = new long[words];
  }

  /** Turns to the set that the truths have turned to. */
  void turnTo(Truths truths) {
    @Nullable Condition filter = plan.condition(RuleField.UNIVERSE_FILTER);
    long[] open = filter == null ? none : truths.holds(filter);
    boolean isOpen = filter == null;
    long[] enter = holds(truths, plan.isLong(), RuleField.ENTER);
    long[] exit = holds(truths, plan.isLong(), RuleField.EXIT);
    long[] shortEnter = holds(truths, plan.isShort(), RuleField.SHORT_ENTER);
    long[] shortExit = holds(truths, plan.isShort(), RuleField.SHORT_EXIT);
    for (int word = 0; word < longEntry.length; word++) {
      long allowed = isOpen ? -1L : open[word];
      long buys = enter[word] & ~exit[word] & allowed;
      long turns = shortEnter[word] & allowed;
      longEntry[word] = buys;
      longTurn[word] = turns;
      shortEntry[word] = turns & ~shortExit[word];
      longEnd[word] = exit[word] | turns;
      shortEnd[word] = shortExit[word] | buys;
    }
  }

  /** Has a rule that only buys and sells walked for the set that the truths have turned to. */
  void walk(TradeWalk walk, Truths truths) {
    walk.walk(holds(truths, true, RuleField.ENTER), holds(truths, true, RuleField.EXIT));
  }

  private long[] holds(Truths truths, boolean used, RuleField field) {
    @Nullable Condition condition = plan.condition(field);
    return used && condition != null ? truths.holds(condition) : none;
  }

  /** Whether a bar is in a set. */
  static boolean has(long[] bits, int bar) {
    return (bits[bar >>> 6] >>> bar & 1) != 0;
  }

  /** The first bar from one on at which a flat account begins a position. */
  int nextEntry(int from) {
    int word = from >>> 6;
    if (word >= longEntry.length) {
      return Integer.MAX_VALUE;
    }
    long rest = (longEntry[word] | shortEntry[word]) & -1L << from;
    while (rest == 0) {
      word++;
      if (word == longEntry.length) {
        return Integer.MAX_VALUE;
      }
      rest = longEntry[word] | shortEntry[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }
}

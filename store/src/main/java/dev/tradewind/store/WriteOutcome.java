package dev.tradewind.store;

import dev.tradewind.engine.market.BarField;
import java.util.List;

/** What a write did. */
public sealed interface WriteOutcome {
  /**
   * The bars are stored.
   *
   * @param inserted bars that were new
   * @param unchanged bars that were stored already with the same values
   * @param replaced bars whose stored values were overwritten
   */
  record Written(long inserted, long unchanged, long replaced) implements WriteOutcome {}

  /**
   * Nothing was changed, because stored bars disagree with the offered ones.
   *
   * @param count bars that disagree, &gt; 0
   * @param examples the first disagreements in order of time
   */
  record Conflict(long count, List<Disagreement> examples) implements WriteOutcome {
    /** Copies the list. */
    public Conflict {
      examples = List.copyOf(examples);
    }
  }

  /**
   * One value that differs.
   *
   * @param timeMicros opening time of the bar, UTC
   * @param field the column
   * @param stored the value in the store; {@code NaN} is an absent volume
   * @param offered the value in the series that was to be written
   */
  record Disagreement(long timeMicros, BarField field, double stored, double offered) {}
}

package dev.tradewind.store;

import java.util.List;

/** What a write of trades did. */
public sealed interface TradesOutcome {
  /**
   * The trades are stored.
   *
   * @param inserted trades that were new
   * @param unchanged trades that were stored already
   * @param replaced stored trades that gave way to those offered at their moments
   */
  record Written(long inserted, long unchanged, long replaced) implements TradesOutcome {}

  /**
   * Nothing was changed, because stored trades disagree with the offered ones.
   *
   * @param count moments at which they disagree, &gt; 0
   * @param examples the first of them in order of time
   */
  record Conflict(long count, List<Disagreement> examples) implements TradesOutcome {
    /** Copies the list. */
    public Conflict {
      examples = List.copyOf(examples);
    }
  }

  /**
   * The first value that differs at a moment.
   *
   * @param timeMicros the moment, UTC
   * @param field {@code price}, {@code quantity}, or {@code trades} where only their number or
   *     their order differs
   * @param stored the value in the store
   * @param offered the value that was to be written
   */
  record Disagreement(long timeMicros, String field, double stored, double offered) {}
}

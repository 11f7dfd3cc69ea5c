package dev.tradewind.engine.robustness;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the look-ahead check found.
 *
 * @param decisions moments at which the strategy was asked
 * @param examined of these, how many were examined
 * @param unexamined how many could not be, because the strategy cannot be made from so few bars
 * @param affected decisions that came out otherwise without, or with another, future
 * @param findings the first of them, in the order of time
 * @param outside why the strategy seems to know the prices from elsewhere; {@code null} if not
 */
public record LookAhead(
    int decisions,
    int examined,
    int unexamined,
    int affected,
    List<Finding> findings,
    @Nullable String outside) {
  /** Copies the list. */
  public LookAhead {
    findings = List.copyOf(findings);
  }

  /** Whether anything was found. */
  public boolean isFound() {
    return affected > 0 || outside != null;
  }

  /** How the future was changed when the decision changed. */
  public enum Way {
    /** What came later was taken away. */
    REMOVED,
    /** What came later had other values. */
    CHANGED
  }

  /**
   * A decision that depends on what was not known.
   *
   * @param decisionMicros its moment, UTC microseconds
   * @param instrument the instrument that the callback was about
   * @param callback which
   * @param way what was done to the future
   * @param changes what came out otherwise
   * @param peek the nearest later bar that the decision needs; {@code null} if none alone explains
   *     it
   */
  public record Finding(
      long decisionMicros,
      String instrument,
      String callback,
      Way way,
      List<Change> changes,
      @Nullable Peek peek) {
    /** Copies the list. */
    public Finding {
      changes = List.copyOf(changes);
    }

    /** In one sentence. */
    public String sentence() {
      StringBuilder text = new StringBuilder();
      text.append(callback)
          .append(" of ")
          .append(instrument)
          .append(" at ")
          .append(Words.time(decisionMicros))
          .append(way == Way.REMOVED ? " without later bars: " : " with other later bars: ");
      for (int i = 0; i < changes.size(); i++) {
        Change change = changes.get(i);
        text.append(i == 0 ? "" : ", ")
            .append(change.what())
            .append(" was ")
            .append(change.before())
            .append(" and is ")
            .append(change.after());
      }
      if (peek != null) {
        text.append("; it depends on ").append(peek.sentence());
      }
      return text.toString();
    }
  }

  /**
   * Something that came out otherwise.
   *
   * @param what a value that was read, or {@code orders}
   * @param before as the run has it
   * @param after with the other future
   */
  public record Change(String what, String before, String after) {}

  /**
   * A bar that was read before it was known.
   *
   * @param instrument whose
   * @param openMicros start of the bar, UTC microseconds
   * @param knownMicros its end
   * @param barsAhead how many moments after the decision it ends, &ge; 1
   * @param fields the values of the bar on which the decision depends alone; empty if on no single
   *     one
   */
  public record Peek(
      String instrument, long openMicros, long knownMicros, int barsAhead, List<String> fields) {
    /** Copies the list. */
    public Peek {
      fields = List.copyOf(fields);
    }

    String sentence() {
      return (fields.isEmpty() ? "the prices" : "the " + String.join(", ", fields))
          + " of the bar of "
          + instrument
          + " that opens at "
          + Words.time(openMicros)
          + " and is known at "
          + Words.time(knownMicros)
          + ", "
          + Words.count(barsAhead, "bar")
          + " after the decision";
    }
  }
}

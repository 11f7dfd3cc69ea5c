package dev.tradewind.store;

import java.util.List;

/** What became of a write of corporate actions. */
public sealed interface ActionsOutcome {
  /**
   * They are stored.
   *
   * @param inserted actions that were not there
   * @param unchanged actions that were there with the same value
   * @param replaced actions whose value was another
   */
  record Written(int inserted, int unchanged, int replaced) implements ActionsOutcome {}

  /**
   * Nothing was changed.
   *
   * @param stored actions with another value than the ones offered, at least one
   */
  record Conflict(List<CorporateAction> stored) implements ActionsOutcome {
    /** Copies the list. */
    public Conflict {
      stored = List.copyOf(stored);
    }
  }
}

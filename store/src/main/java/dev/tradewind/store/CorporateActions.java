package dev.tradewind.store;

import dev.tradewind.engine.market.SplitSchedule;
import java.util.List;

/**
 * Keeps splits and dividends by instrument. Prices stay as they were traded: whoever wants adjusted
 * ones takes {@link #splits} with them. Thread-safe; throws {@link StoreException} when the store
 * itself fails.
 */
public interface CorporateActions {
  /**
   * Adds actions, all or nothing. One of the same kind and instant as a stored one is the same
   * action.
   *
   * @param mode what happens where a stored action has another value
   */
  ActionsOutcome write(String instrumentId, List<CorporateAction> actions, WriteMode mode);

  /** All actions of an instrument by time, of one instant by kind; empty if none are known. */
  List<CorporateAction> actions(String instrumentId);

  /** The splits of an instrument; none if none are known. */
  default SplitSchedule splits(String instrumentId) {
    return schedule(actions(instrumentId));
  }

  /** The splits among actions that are in order of time. */
  static SplitSchedule schedule(List<CorporateAction> actions) {
    List<CorporateAction> splits =
        actions.stream().filter(CorporateAction.Split.class::isInstance).toList();
    return splits.isEmpty()
        ? SplitSchedule.NONE
        : SplitSchedule.of(
            splits.stream().mapToLong(CorporateAction::effectiveMicros).toArray(),
            splits.stream().mapToDouble(CorporateAction::value).toArray());
  }
}

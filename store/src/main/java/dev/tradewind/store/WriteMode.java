package dev.tradewind.store;

/** What a write does with bars that are already stored. */
public enum WriteMode {
  /**
   * Stored bars stay; a bar that disagrees makes the whole write a {@link WriteOutcome.Conflict}.
   */
  KEEP,
  /** Offered bars win over stored bars of the same time. */
  REPLACE
}

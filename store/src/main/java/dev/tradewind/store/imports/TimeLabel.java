package dev.tradewind.store.imports;

/** Which end of a bar the time in a file names. */
public enum TimeLabel {
  /** The bar starts at that time. */
  OPEN,
  /** The bar ends at that time. */
  CLOSE
}

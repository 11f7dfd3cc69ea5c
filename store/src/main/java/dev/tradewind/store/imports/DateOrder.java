package dev.tradewind.store.imports;

/** The order of day, month and year in dates such as {@code 04/01/2010}. */
public enum DateOrder {
  /** Day, month, year. */
  DMY,
  /** Month, day, year. */
  MDY
}

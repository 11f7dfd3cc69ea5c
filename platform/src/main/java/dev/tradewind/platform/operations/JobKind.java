package dev.tradewind.platform.operations;

/** What a job does. */
public enum JobKind {
  /** Reads a file into the bar store. */
  IMPORT,
  /** Simulates a strategy. */
  BACKTEST
}

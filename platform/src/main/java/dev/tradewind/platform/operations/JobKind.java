package dev.tradewind.platform.operations;

/** What a job does. */
public enum JobKind {
  /** Reads a file into the bar store. */
  IMPORT,
  /** Simulates a strategy. */
  BACKTEST,
  /** Examines or verifies a simulation. */
  ANALYSIS,
  /** Computes features and keeps them. */
  FEATURE_BUILD,
  /** Computes features again and compares them with what is kept. */
  FEATURE_VERIFICATION,
  /** Writes features to a file. */
  FEATURE_EXPORT,
  /** Makes signals of definitions. */
  SIGNAL_GENERATION,
  /** Searches the parameters of a strategy. */
  STUDY
}

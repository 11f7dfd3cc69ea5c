package dev.tradewind.engine.optimize;

/** What became of a trial. */
public enum TrialState {
  /** It ran and every objective has a value. */
  COMPLETE,
  /** It ran and an objective has no value, a Sharpe ratio without a trade for example. */
  UNDEFINED,
  /** It was given up on the first part of the data because others were better there. */
  PRUNED,
  /** It ended with an error. */
  FAILED
}

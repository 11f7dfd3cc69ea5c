package dev.tradewind.engine.signal;

/** Whether a position should begin or end. */
public enum SignalKind {
  /** A position should end. */
  EXIT,
  /** A position should begin. */
  ENTRY
}

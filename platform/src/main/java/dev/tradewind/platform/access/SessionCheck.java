package dev.tradewind.platform.access;

/** Tells whether a caller who was let in before still may. Used by long-lived connections. */
public interface SessionCheck {
  /** Whether the caller's session is still valid. */
  boolean isValid(Caller caller);
}

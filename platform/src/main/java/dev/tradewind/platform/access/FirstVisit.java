package dev.tradewind.platform.access;

import java.util.Optional;

/** The one-time invitation to set the platform up. Used by the launcher. */
public interface FirstVisit {
  /**
   * A new token, valid once and for half an hour, which ends all earlier ones; empty if somebody
   * has set the platform up already.
   */
  Optional<String> newToken();
}

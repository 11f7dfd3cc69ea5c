package dev.tradewind.platform.access;

/** The record of what was done by whom. Used by every module that changes something of weight. */
public interface Audit {
  /**
   * Notes an action of the current caller.
   *
   * @param action stable name, for example {@code series.delete}
   * @param subject what it was done to; never a secret
   */
  void note(String action, String subject);
}

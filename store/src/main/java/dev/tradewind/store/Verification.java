package dev.tradewind.store;

/**
 * The result of reading a series back.
 *
 * @param notedHash the content hash noted when the series was written
 * @param actualHash the content hash of what is stored now
 */
public record Verification(String notedHash, String actualHash) {
  /** Whether the stored bars are the ones that were written. */
  public boolean intact() {
    return notedHash.equals(actualHash);
  }
}

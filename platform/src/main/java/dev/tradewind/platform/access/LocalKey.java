package dev.tradewind.platform.access;

/**
 * The bearer key of the command line on the same machine. Used by the launcher, which writes it to
 * a file that only the owner can read.
 *
 * @param token new at each start
 */
public record LocalKey(String token) {
  /** Leaves the token out, so that it cannot reach a log. */
  @Override
  public String toString() {
    return "LocalKey[]";
  }
}

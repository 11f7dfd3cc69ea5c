package dev.tradewind.engine;

/**
 * The version that every result carries, so that a number can be traced to the code that made it.
 */
public final class EngineVersion {
  /** Equals the version of the Maven artifact; a test compares the two. */
  public static final String CURRENT = "0.1.0";

  private EngineVersion() {}
}

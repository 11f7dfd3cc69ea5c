package dev.tradewind.plugins;

/** A jar's bytes and how they may run. Immutable, as nobody writes to the bytes; thread-safe. */
final class PluginCode {
  private final byte[] jar;
  private final boolean checks;
  private final PluginLimits limits;

  /**
   * A jar.
   *
   * @param jar not to be changed any more
   * @param checks whether the code is checked before it runs
   */
  PluginCode(byte[] jar, boolean checks, PluginLimits limits) {
    this.jar = jar;
    this.checks = checks;
    this.limits = limits;
  }

  PluginLimits limits() {
    return limits;
  }

  /**
   * Starts a process that has the jar.
   *
   * @throws PluginException if it does not start
   */
  PluginProcess start(int purpose) {
    return PluginProcess.start(jar, purpose, checks, limits);
  }
}

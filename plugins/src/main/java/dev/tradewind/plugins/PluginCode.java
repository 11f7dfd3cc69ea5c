package dev.tradewind.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A jar's bytes and how they may run. Immutable, as nobody writes to the bytes; thread-safe. */
final class PluginCode {
  private final byte[] jar;
  private final String hash;
  private final boolean checks;
  private final PluginLimits limits;

  /**
   * A jar.
   *
   * @param jar not to be changed any more
   * @param hash SHA-256 of it in hex
   * @param checks whether the code is checked before it runs
   */
  PluginCode(byte[] jar, String hash, boolean checks, PluginLimits limits) {
    this.jar = jar;
    this.hash = hash;
    this.checks = checks;
    this.limits = limits;
  }

  PluginLimits limits() {
    return limits;
  }

  /** SHA-256 of the jar in hex. */
  String hash() {
    return hash;
  }

  long size() {
    return jar.length;
  }

  /** Writes the jar's bytes to a file that is there. */
  void writeTo(Path file) throws IOException {
    Files.write(file, jar);
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

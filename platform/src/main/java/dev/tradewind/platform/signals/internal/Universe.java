package dev.tradewind.platform.signals.internal;

import org.jspecify.annotations.Nullable;

/** Which instruments a definition is about. */
final class Universe {
  private Universe() {}

  /** Whether a definition is about an instrument, at some time. */
  static boolean has(Definition definition, @Nullable Scanner scanner, String instrument) {
    return (definition.instruments().isEmpty() || definition.instruments().contains(instrument))
        && (scanner == null || scanner.mayHave(instrument));
  }
}

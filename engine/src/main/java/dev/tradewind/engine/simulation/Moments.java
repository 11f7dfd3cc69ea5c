package dev.tradewind.engine.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times in messages. */
final class Moments {
  private Moments() {}

  static String text(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}

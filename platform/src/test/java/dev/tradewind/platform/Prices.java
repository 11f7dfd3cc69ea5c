package dev.tradewind.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

/** Files of bars for tests: a seeded walk. */
final class Prices {
  private Prices() {}

  static byte[] csv(int bars, long seed, String start, long stepSeconds) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
    Instant time = Instant.parse(start);
    double price = 100;
    for (int i = 0; i < bars; i++) {
      double next = price * (1 + (random.nextDouble() - 0.5) * 0.02);
      double high = Math.max(price, next) * 1.001;
      double low = Math.min(price, next) * 0.999;
      text.append(time)
          .append(
              String.format(
                  java.util.Locale.ROOT,
                  ",%.4f,%.4f,%.4f,%.4f,%.3f%n",
                  price,
                  high,
                  low,
                  next,
                  // More than the orders of the tests take.
                  100_000 * (1 + random.nextDouble())));
      price = next;
      time = time.plusSeconds(stepSeconds);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] hourly(int bars, long seed) {
    return csv(bars, seed, "2024-01-01T00:00:00Z", 3_600);
  }
}

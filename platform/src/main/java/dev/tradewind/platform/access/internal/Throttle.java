package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after some failures of a name or an address every further one doubles the
 * wait, up to a quarter of an hour. Survives a restart.
 */
@Component
final class Throttle {
  private static final int FREE_BY_NAME = 5;
  private static final int FREE_BY_ADDRESS = 20;
  private static final int MAX_DOUBLINGS = 10;
  private static final Duration MAX_WAIT = Duration.ofMinutes(15);
  private static final Duration FORGET = Duration.ofHours(24);

  private final JdbcClient db;
  private final Clock clock;

  Throttle(JdbcClient db, PlatformSettings settings) {
    this.db = db;
    this.clock = settings.clock();
  }

  /** Ends the request with 429 while the name or the address has to wait. */
  void check(String name, String address) {
    Instant now = clock.instant();
    db.sql("SELECT max(blocked_until) AS until FROM access.throttle WHERE key IN (?, ?)")
        .params(byName(name), byAddress(address))
        .query((row, n) -> Optional.ofNullable(Times.instant(row, "until")))
        .single()
        .filter(now::isBefore)
        .ifPresent(
            until -> {
              long seconds = Math.max(1, Duration.between(now, until).plusMillis(999).toSeconds());
              throw ProblemException.tooMany(
                  "too many failed attempts; try again in " + seconds + " s", seconds);
            });
  }

  void failed(String name, String address) {
    note(byName(name), FREE_BY_NAME);
    note(byAddress(address), FREE_BY_ADDRESS);
  }

  void succeeded(String name) {
    db.sql("DELETE FROM access.throttle WHERE key = ? OR updated_at < ?")
        .params(byName(name), Times.sql(clock.instant().minus(FORGET)))
        .update();
  }

  private void note(String key, int free) {
    Instant now = clock.instant();
    int failures =
        db.sql(
                "INSERT INTO access.throttle (key, failures, blocked_until, updated_at)"
                    + " VALUES (?, 1, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                    + " failures = access.throttle.failures + 1, updated_at = excluded.updated_at"
                    + " RETURNING failures")
            .params(key, Times.sql(now), Times.sql(now))
            .query(Integer.class)
            .single();
    if (failures >= free) {
      Duration wait = Duration.ofSeconds(1L << Math.min(MAX_DOUBLINGS, failures - free));
      Instant until = now.plus(wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait);
      db.sql("UPDATE access.throttle SET blocked_until = ? WHERE key = ?")
          .params(Times.sql(until), key)
          .update();
    }
  }

  private static String byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return "name:" + (lower.length() > 64 ? lower.substring(0, 64) : lower);
  }

  private static String byAddress(String address) {
    return "address:" + address;
  }
}

package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.access.SessionCheck;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions of people, kept by the hash of their token. */
@Component
final class Sessions implements SessionCheck {
  static final Duration IDLE = Duration.ofHours(24);
  static final Duration ABSOLUTE = Duration.ofDays(14);
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

  private final JdbcClient db;
  private final Clock clock;

  Sessions(JdbcClient db, PlatformSettings settings) {
    this.db = db;
    this.clock = settings.clock();
  }

  /** A signed-in session. */
  record Session(Caller caller, Instant expiresAt, String csrfToken) {}

  /** Starts a session and returns its token, which is not kept. */
  String open(UUID userId, String address) {
    String token = Tokens.random();
    Instant now = clock.instant();
    db.sql(
            "INSERT INTO access.sessions (token_hash, user_id, created_at, last_seen_at,"
                + " expires_at, address) VALUES (?, ?, ?, ?, ?, ?)")
        .params(
            Tokens.hash(token),
            userId,
            Times.sql(now),
            Times.sql(now),
            Times.sql(now.plus(ABSOLUTE)),
            address)
        .update();
    db.sql("DELETE FROM access.sessions WHERE expires_at < ? OR last_seen_at < ?")
        .params(Times.sql(now), Times.sql(now.minus(IDLE)))
        .update();
    return token;
  }

  Optional<Session> find(String token) {
    byte[] hash = Tokens.hash(token);
    Instant now = clock.instant();
    Optional<Found> found =
        db.sql(
                "SELECT s.user_id, u.name, s.last_seen_at, s.expires_at FROM access.sessions s"
                    + " JOIN access.users u ON u.id = s.user_id"
                    + " WHERE s.token_hash = ? AND s.expires_at > ? AND s.last_seen_at > ?")
            .params(hash, Times.sql(now), Times.sql(now.minus(IDLE)))
            .query(
                (row, n) ->
                    new Found(
                        Times.uuid(row, "user_id"),
                        row.getString("name"),
                        Times.required(row, "last_seen_at"),
                        Times.required(row, "expires_at")))
            .optional();
    found
        .filter(session -> session.lastSeen().plus(TOUCH_EVERY).isBefore(now))
        .ifPresent(session -> touch(hash, now));
    return found.map(
        session ->
            new Session(
                new Caller(
                    Caller.Kind.PERSON,
                    session.userId(),
                    session.name(),
                    EnumSet.allOf(Caller.Scope.class),
                    HexFormat.of().formatHex(hash)),
                earlier(session.expiresAt(), now.plus(IDLE)),
                Tokens.csrf(token)));
  }

  private record Found(UUID userId, String name, Instant lastSeen, Instant expiresAt) {}

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void touch(byte[] hash, Instant now) {
    db.sql("UPDATE access.sessions SET last_seen_at = ? WHERE token_hash = ?")
        .params(Times.sql(now), hash)
        .update();
  }

  void close(String token) {
    db.sql("DELETE FROM access.sessions WHERE token_hash = ?").param(Tokens.hash(token)).update();
  }

  @Override
  public boolean isValid(Caller caller) {
    if (caller.kind() != Caller.Kind.PERSON) {
      return true;
    }
    Instant now = clock.instant();
    return db.sql(
            "SELECT count(*) FROM access.sessions WHERE token_hash = ? AND expires_at > ? AND"
                + " last_seen_at > ?")
        .params(
            HexFormat.of().parseHex(caller.sessionHash()),
            Times.sql(now),
            Times.sql(now.minus(IDLE)))
        .query(Long.class)
        .single()
        .equals(1L);
  }
}

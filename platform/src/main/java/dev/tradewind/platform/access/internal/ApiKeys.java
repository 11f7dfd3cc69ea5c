package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Times;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys of programs, kept by their hash. */
@Component
final class ApiKeys {
  private static final String MARK = "tw_";
  private static final int PREFIX = 10;
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

  private final JdbcClient db;
  private final Clock clock;

  ApiKeys(JdbcClient db, PlatformSettings settings) {
    this.db = db;
    this.clock = settings.clock();
  }

  /** A key without its secret. */
  record Key(
      UUID id,
      String name,
      String prefix,
      Set<Caller.Scope> scopes,
      Instant createdAt,
      @Nullable Instant lastUsedAt) {}

  /** A new key and its secret, which is shown once and not kept. */
  record Created(Key key, String secret) {}

  Created add(UUID userId, String name, Set<Caller.Scope> scopes) {
    String secret = MARK + Tokens.random();
    Key key =
        new Key(
            UUID.randomUUID(), name, secret.substring(0, PREFIX), scopes, clock.instant(), null);
    db.sql(
            "INSERT INTO access.api_keys (id, user_id, name, prefix, key_hash, scopes, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")
        .params(
            key.id(),
            userId,
            name,
            key.prefix(),
            Tokens.hash(secret),
            scopes.stream().map(Enum::name).toArray(String[]::new),
            Times.sql(key.createdAt()))
        .update();
    return new Created(key, secret);
  }

  List<Key> all() {
    return db.sql("SELECT * FROM access.api_keys ORDER BY created_at, id")
        .query((row, n) -> read(row))
        .list();
  }

  boolean remove(UUID id) {
    return db.sql("DELETE FROM access.api_keys WHERE id = ?").param(id).update() == 1;
  }

  Optional<Caller> find(String secret) {
    if (!secret.startsWith(MARK)) {
      return Optional.empty();
    }
    Optional<Key> key =
        db.sql("SELECT * FROM access.api_keys WHERE key_hash = ?")
            .param(Tokens.hash(secret))
            .query((row, n) -> read(row))
            .optional();
    key.ifPresent(this::touch);
    return key.map(
        found -> new Caller(Caller.Kind.KEY, found.id(), found.name(), found.scopes(), ""));
  }

  private void touch(Key key) {
    Instant now = clock.instant();
    Instant last = key.lastUsedAt();
    if (last == null || last.plus(TOUCH_EVERY).isBefore(now)) {
      db.sql("UPDATE access.api_keys SET last_used_at = ? WHERE id = ?")
          .params(Times.sql(now), key.id())
          .update();
    }
  }

  private static Key read(ResultSet row) throws SQLException {
    Array scopes = row.getArray("scopes");
    EnumSet<Caller.Scope> set = EnumSet.noneOf(Caller.Scope.class);
    Arrays.stream((String[]) scopes.getArray()).map(Caller.Scope::valueOf).forEach(set::add);
    return new Key(
        Times.uuid(row, "id"),
        row.getString("name"),
        row.getString("prefix"),
        set,
        Times.required(row, "created_at"),
        Times.instant(row, "last_used_at"));
  }
}

package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Times;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/** People and their passwords. */
@Component
final class Users {
  static final int MIN_PASSWORD = 10;

  /** What the hash can take. */
  private static final int MAX_PASSWORD_BYTES = 72;

  private static final int STRENGTH = 11;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private final JdbcClient db;
  private final Clock clock;
  private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(STRENGTH);

  /** Checked for unknown names, so that they take as long as known ones. */
  private final String nobody = encoder.encode(Tokens.random());

  Users(JdbcClient db, PlatformSettings settings) {
    this.db = db;
    this.clock = settings.clock();
  }

  /** A person. */
  record User(UUID id, String name) {}

  boolean isEmpty() {
    return db.sql("SELECT NOT EXISTS (SELECT 1 FROM access.users)").query(Boolean.class).single();
  }

  static void check(Problems problems, String name, String password) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          "username",
          name,
          "username must be 1 to 64 letters, digits or . _ @ - and start with a letter or digit");
    }
    if (password.codePointCount(0, password.length()) < MIN_PASSWORD) {
      problems.add("password", null, "password must have at least " + MIN_PASSWORD + " characters");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
      problems.add("password", null, "password must have at most " + MAX_PASSWORD_BYTES + " bytes");
    }
  }

  User add(String name, String password) {
    UUID id = UUID.randomUUID();
    db.sql("INSERT INTO access.users (id, name, password_hash, created_at) VALUES (?, ?, ?, ?)")
        .params(id, name, encoder.encode(password), Times.sql(clock.instant()))
        .update();
    return new User(id, name);
  }

  /** The person of that name, if the password is right. */
  Optional<User> verify(String name, String password) {
    Optional<Stored> stored =
        db.sql("SELECT id, name, password_hash FROM access.users WHERE lower(name) = lower(?)")
            .param(name)
            .query(
                (row, n) ->
                    new Stored(
                        new User(Times.uuid(row, "id"), row.getString("name")),
                        row.getString("password_hash")))
            .optional();
    String hash = stored.map(Stored::hash).orElse(nobody);
    boolean fits = password.getBytes(StandardCharsets.UTF_8).length <= MAX_PASSWORD_BYTES;
    boolean right = encoder.matches(fits ? password : "", hash) && fits;
    return right ? stored.map(Stored::user) : Optional.empty();
  }

  private record Stored(User user, String hash) {}
}

package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.FirstVisit;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Times;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The invitation to the first set-up, kept by its hash. */
@Component
final class FirstSetup implements FirstVisit {
  private static final Duration VALID = Duration.ofMinutes(30);

  private final JdbcClient db;
  private final Clock clock;
  private final Users users;
  private final TransactionTemplate transaction;

  FirstSetup(
      JdbcClient db, PlatformSettings settings, Users users, TransactionTemplate transaction) {
    this.db = db;
    this.clock = settings.clock();
    this.users = users;
    this.transaction = transaction;
  }

  boolean isRequired() {
    return users.isEmpty();
  }

  @Override
  public Optional<String> newToken() {
    db.sql("DELETE FROM access.setup_token").update();
    if (!isRequired()) {
      return Optional.empty();
    }
    String token = Tokens.random();
    db.sql("INSERT INTO access.setup_token (token_hash, expires_at) VALUES (?, ?)")
        .params(Tokens.hash(token), Times.sql(clock.instant().plus(VALID)))
        .update();
    return Optional.of(token);
  }

  /** Makes the first user; empty if the token is wrong, used or too old, or a user exists. */
  Optional<Users.User> complete(String token, String name, String password) {
    return transaction.execute(
        status -> {
          int used =
              db.sql("DELETE FROM access.setup_token WHERE token_hash = ? AND expires_at > ?")
                  .params(Tokens.hash(token), Times.sql(clock.instant()))
                  .update();
          return used == 1 && isRequired()
              ? Optional.of(users.add(name, password))
              : Optional.<Users.User>empty();
        });
  }
}

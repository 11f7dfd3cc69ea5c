package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Times;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Answers kept for a day. The row is written in the transaction that creates. */
@Component
final class StoredAnswers implements Idempotency {
  private static final Duration KEEP = Duration.ofHours(24);
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final JdbcClient db;
  private final Clock clock;
  private final JsonMapper json;
  private final TransactionTemplate transaction;

  StoredAnswers(
      JdbcClient db, PlatformSettings settings, JsonMapper json, TransactionTemplate transaction) {
    this.db = db;
    this.clock = settings.clock();
    this.json = json;
    this.transaction = transaction;
  }

  private record Answer(String fingerprint, String location, String body) {}

  @Override
  public <T> ResponseEntity<T> accepted(
      @Nullable String key,
      String fingerprint,
      String path,
      Class<T> type,
      Supplier<Created<T>> create) {
    return once(
        key, path + "\n" + fingerprint, new Kind<>(HttpStatus.ACCEPTED, path, type), create);
  }

  @Override
  public <T> ResponseEntity<T> created(
      @Nullable String key,
      String fingerprint,
      String path,
      Class<T> type,
      Supplier<Created<T>> create) {
    return once(key, path + "\n" + fingerprint, new Kind<>(HttpStatus.CREATED, path, type), create);
  }

  /** How an answer looks: its status, the path of what was created, what describes it. */
  private record Kind<T>(HttpStatus status, String path, Class<T> type) {
    ResponseEntity<T> answer(String location, T body) {
      return ResponseEntity.status(status).location(URI.create(location)).body(body);
    }
  }

  private <T> ResponseEntity<T> once(
      @Nullable String key, String content, Kind<T> kind, Supplier<Created<T>> create) {
    if (key != null && !KEY.matcher(key).matches()) {
      throw ProblemException.field(
          "Idempotency-Key", key, "Idempotency-Key must be 1 to 200 visible characters");
    }
    return transaction.execute(
        status -> {
          if (key == null) {
            Created<T> created = create.get();
            return kind.answer(kind.path() + "/" + created.id(), created.body());
          }
          Optional<Answer> earlier = reserve(key, content);
          if (earlier.isPresent()) {
            return repeat(earlier.get(), content, kind);
          }
          Created<T> created = create.get();
          String location = kind.path() + "/" + created.id();
          keep(key, location, json.writeValueAsString(created.body()));
          return kind.answer(location, created.body());
        });
  }

  /** Takes the key, or gives the earlier answer; waits for a request that is just using it. */
  private Optional<Answer> reserve(String key, String fingerprint) {
    String caller = Caller.current().label();
    db.sql("DELETE FROM operations.idempotency WHERE created_at < ?")
        .param(Times.sql(clock.instant().minus(KEEP)))
        .update();
    int inserted =
        db.sql(
                "INSERT INTO operations.idempotency (caller, key, fingerprint, location, body,"
                    + " created_at) VALUES (?, ?, ?, '', '', ?) ON CONFLICT DO NOTHING")
            .params(caller, key, fingerprint, Times.sql(clock.instant()))
            .update();
    if (inserted == 1) {
      return Optional.empty();
    }
    return db.sql(
            "SELECT fingerprint, location, body FROM operations.idempotency WHERE caller = ? AND key"
                + " = ?")
        .params(List.of(caller, key))
        .query((row, n) -> new Answer(row.getString(1), row.getString(2), row.getString(3)))
        .optional();
  }

  private void keep(String key, String location, String body) {
    db.sql("UPDATE operations.idempotency SET location = ?, body = ? WHERE caller = ? AND key = ?")
        .params(location, body, Caller.current().label(), key)
        .update();
  }

  private <T> ResponseEntity<T> repeat(Answer answer, String fingerprint, Kind<T> kind) {
    if (!answer.fingerprint().equals(fingerprint)) {
      throw new ProblemException(
          422, "this Idempotency-Key was used for another request", List.of());
    }
    return kind.answer(answer.location(), json.readValue(answer.body(), kind.type()));
  }
}

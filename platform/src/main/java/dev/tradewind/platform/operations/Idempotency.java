package dev.tradewind.platform.operations;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Makes a creating request safe to repeat. Used by controllers that create. */
public interface Idempotency {
  /**
   * Answers 202 with what {@code create} made and where it is. With a key, the same caller gets the
   * same answer again for a day, and {@code create} runs once; another request under the same key
   * is refused with 422.
   *
   * @param key header {@code Idempotency-Key}; {@code null}: no protection
   * @param fingerprint identifies the request's content
   * @param path where the created resource is, without its identity
   * @param create runs in a transaction
   */
  <T> ResponseEntity<T> accepted(
      @Nullable String key,
      String fingerprint,
      String path,
      Class<T> type,
      Supplier<Created<T>> create);

  /** The same with the answer 201, for what is complete at once. */
  <T> ResponseEntity<T> created(
      @Nullable String key,
      String fingerprint,
      String path,
      Class<T> type,
      Supplier<Created<T>> create);

  /**
   * What was created.
   *
   * @param id its identity, as the last part of its path
   * @param body its description
   */
  record Created<T>(String id, T body) {
    /** What has an identity without a meaning. */
    public Created(UUID id, T body) {
      this(id.toString(), body);
    }
  }
}

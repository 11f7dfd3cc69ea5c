package dev.tradewind.platform.features.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who waits for an answer that takes long. A client names itself; when it asks again, or says that
 * it has gone away, the work for its earlier question ends. Thread-safe.
 */
@Component
final class WaitingClients {
  private final ConcurrentMap<String, AtomicBoolean> unwanted = new ConcurrentHashMap<>();

  /**
   * Works for a client.
   *
   * @param client its name; {@code null} for one that waits to the end
   * @param work is given whether its answer is no longer wanted
   */
  <T> T serve(@Nullable String client, Function<BooleanSupplier, T> work) {
    if (client == null) {
      return work.apply(() -> false);
    }
    AtomicBoolean mine = new AtomicBoolean();
    AtomicBoolean earlier = unwanted.put(client, mine);
    if (earlier != null) {
      earlier.set(true);
    }
    try {
      return work.apply(mine::get);
    } finally {
      unwanted.remove(client, mine);
    }
  }

  /** Ends the work for a client that does not wait any more; {@code false} if there is none. */
  boolean gone(String client) {
    AtomicBoolean its = unwanted.get(client);
    if (its != null) {
      its.set(true);
    }
    return its != null;
  }
}

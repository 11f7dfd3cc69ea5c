package dev.tradewind.platform.access;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who makes a request.
 *
 * @param kind how the caller proved who it is
 * @param id identity of the user or key; {@code null} for the local command line
 * @param name user name or name of the key
 * @param scopes what it may do
 * @param sessionHash identifies the session, hexadecimal; empty unless a person is signed in
 */
public record Caller(
    Kind kind, @Nullable UUID id, String name, Set<Scope> scopes, String sessionHash) {
  /** How a caller proved who it is. */
  public enum Kind {
    /** Signed in with a password. */
    PERSON,
    /** An API key. */
    KEY,
    /** The command line on the same machine, by the key in the data directory. */
    LOCAL
  }

  /** What a key may do. */
  public enum Scope {
    /** Look at everything. */
    READ,
    /** Change things. */
    WRITE
  }

  /** Copies the scopes. */
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Who makes the current request. */
  public static Caller current() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("the request has no caller");
  }

  /** A stable text for audit and idempotency. */
  public String label() {
    return kind + ":" + (id == null ? name : id);
  }
}

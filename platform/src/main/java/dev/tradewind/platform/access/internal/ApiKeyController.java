package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keys of programs; only a signed-in person may make or remove one. */
@RestController
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {
  private static final int MAX_NAME = 80;

  private final ApiKeys keys;
  private final Users users;
  private final Throttle throttle;
  private final AuditLog audit;

  ApiKeyController(ApiKeys keys, Users users, Throttle throttle, AuditLog audit) {
    this.keys = keys;
    this.users = users;
    this.throttle = throttle;
    this.audit = audit;
  }

  /** A key without its secret; scopes are {@code read} and {@code write}. */
  record ApiKeyView(
      String id,
      String name,
      String prefix,
      List<String> scopes,
      Instant createdAt,
      @Nullable Instant lastUsedAt) {
    static ApiKeyView of(ApiKeys.Key key) {
      return new ApiKeyView(
          key.id().toString(),
          key.name(),
          key.prefix(),
          key.scopes().stream().map(s -> s.name().toLowerCase(Locale.ROOT)).sorted().toList(),
          key.createdAt(),
          key.lastUsedAt());
    }
  }

  /** A new key with its secret, which is shown this once. */
  record CreatedApiKey(ApiKeyView apiKey, String key) {
    @Override
    public String toString() {
      return "CreatedApiKey[" + apiKey.prefix() + "]";
    }
  }

  /** What to make; the password is asked for again. */
  record NewApiKey(String name, List<String> scopes, String password) {
    @Override
    public String toString() {
      return "NewApiKey[name=" + name + "]";
    }
  }

  @GetMapping
  @Allow(Allow.To.PEOPLE)
  Page<ApiKeyView> apiKeys() {
    return Page.whole(keys.all().stream().map(ApiKeyView::of).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.PEOPLE)
  CreatedApiKey createApiKey(@RequestBody NewApiKey request, HttpServletRequest http) {
    Problems problems = new Problems();
    if (request.name().isBlank() || request.name().length() > MAX_NAME) {
      problems.add("name", request.name(), "name must have 1 to " + MAX_NAME + " characters");
    }
    Set<Caller.Scope> scopes = scopes(request.scopes(), problems);
    problems.throwIfAny();
    Caller caller = Caller.current();
    UUID userId = stepUp(caller, request.password(), http.getRemoteAddr());
    ApiKeys.Created created = keys.add(userId, request.name().strip(), scopes);
    audit.note("api-key.create", created.key().prefix());
    return new CreatedApiKey(ApiKeyView.of(created.key()), created.secret());
  }

  private UUID stepUp(Caller caller, String password, String address) {
    throttle.check(caller.name(), address);
    return users
        .verify(caller.name(), password)
        .map(Users.User::id)
        .orElseThrow(
            () -> {
              throttle.failed(caller.name(), address);
              return ProblemException.forbidden("the password is wrong");
            });
  }

  private static Set<Caller.Scope> scopes(List<String> names, Problems problems) {
    EnumSet<Caller.Scope> scopes = EnumSet.noneOf(Caller.Scope.class);
    for (String name : names) {
      switch (name) {
        case "read" -> scopes.add(Caller.Scope.READ);
        case "write" -> scopes.addAll(EnumSet.allOf(Caller.Scope.class));
        default -> problems.add("scopes", name, "scope must be read or write");
      }
    }
    if (names.isEmpty()) {
      problems.add("scopes", null, "scopes must name read or write");
    }
    return scopes;
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.PEOPLE)
  void deleteApiKey(@PathVariable String id) {
    UUID key = Ids.parse("API key", id);
    if (!keys.remove(key)) {
      throw ProblemException.notFound("there is no such API key");
    }
    audit.note("api-key.delete", id);
  }
}

package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The first set-up, signing in and out. */
@RestController
@RequestMapping("/api/v1")
class SessionController {
  private final FirstSetup setup;
  private final Users users;
  private final Sessions sessions;
  private final Throttle throttle;
  private final AuditLog audit;

  SessionController(
      FirstSetup setup, Users users, Sessions sessions, Throttle throttle, AuditLog audit) {
    this.setup = setup;
    this.users = users;
    this.sessions = sessions;
    this.throttle = throttle;
    this.audit = audit;
  }

  /** Whether the platform waits for its first user. */
  record SetupState(boolean required) {}

  /** The first user. */
  record SetupRequest(String token, String username, String password) {
    @Override
    public String toString() {
      return "SetupRequest[username=" + username + "]";
    }
  }

  /** A name and a password. */
  record Login(String username, String password) {
    @Override
    public String toString() {
      return "Login[username=" + username + "]";
    }
  }

  /** Who is signed in, with the token for the header {@code X-CSRF-Token}. */
  record SessionView(String user, String csrfToken, Instant expiresAt) {}

  @GetMapping("/setup")
  @Allow(Allow.To.ANYONE)
  SetupState setup() {
    return new SetupState(setup.isRequired());
  }

  @PostMapping(path = "/setup", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.ANYONE)
  ResponseEntity<SessionView> completeSetup(
      @RequestBody SetupRequest request, HttpServletRequest http) {
    String address = http.getRemoteAddr();
    throttle.check("setup token", address);
    Problems problems = new Problems();
    Users.check(problems, request.username(), request.password());
    problems.throwIfAny();
    Users.User user =
        setup
            .complete(request.token(), request.username(), request.password())
            .orElseThrow(
                () -> {
                  throttle.failed("setup token", address);
                  audit.note("anonymous", "setup.refused", request.username());
                  return ProblemException.forbidden(
                      "the set-up link is not valid any more; restart Tradewind to get a new one");
                });
    audit.note("PERSON:" + user.id(), "setup.completed", user.name());
    return signedIn(user, http, HttpStatus.CREATED);
  }

  @PostMapping(path = "/session", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Allow(Allow.To.ANYONE)
  ResponseEntity<SessionView> login(@RequestBody Login login, HttpServletRequest http) {
    String address = http.getRemoteAddr();
    throttle.check(login.username(), address);
    Users.User user =
        users
            .verify(login.username(), login.password())
            .orElseThrow(
                () -> {
                  throttle.failed(login.username(), address);
                  audit.note("anonymous", "login.failed", login.username());
                  return ProblemException.unauthorized("the name or the password is wrong");
                });
    throttle.succeeded(login.username());
    String old = CallerFilter.sessionToken(http);
    if (old != null) {
      sessions.close(old);
    }
    audit.note("PERSON:" + user.id(), "login", user.name());
    return signedIn(user, http, HttpStatus.OK);
  }

  private ResponseEntity<SessionView> signedIn(
      Users.User user, HttpServletRequest http, HttpStatus status) {
    String token = sessions.open(user.id(), http.getRemoteAddr());
    Sessions.Session session =
        sessions.find(token).orElseThrow(() -> new IllegalStateException("no session"));
    return ResponseEntity.status(status)
        .header(HttpHeaders.SET_COOKIE, cookie(token, Sessions.ABSOLUTE, http.isSecure()))
        .body(view(session));
  }

  private static SessionView view(Sessions.Session session) {
    return new SessionView(session.caller().name(), session.csrfToken(), session.expiresAt());
  }

  private static String cookie(String token, Duration age, boolean secure) {
    return ResponseCookie.from(CallerFilter.COOKIE, token)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/")
        .maxAge(age)
        .build()
        .toString();
  }

  @GetMapping("/session")
  @Allow(Allow.To.PEOPLE)
  SessionView session(HttpServletRequest http) {
    String token = CallerFilter.sessionToken(http);
    if (token == null) {
      throw ProblemException.unauthorized("sign in first");
    }
    return sessions
        .find(token)
        .map(SessionController::view)
        .orElseThrow(() -> ProblemException.unauthorized("sign in first"));
  }

  @DeleteMapping("/session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.PEOPLE)
  void logout(HttpServletRequest http, HttpServletResponse response) {
    String token = CallerFilter.sessionToken(http);
    if (token != null) {
      audit.note("logout", Caller.current().name());
      sessions.close(token);
    }
    response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, http.isSecure()));
  }
}

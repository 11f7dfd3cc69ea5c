package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.access.LocalKey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls: by bearer key, or by session cookie with its CSRF header. */
final class CallerFilter extends OncePerRequestFilter {
  static final String COOKIE = "TRADEWIND_SESSION";
  static final String CSRF_HEADER = "X-CSRF-Token";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Sessions sessions;
  private final ApiKeys keys;
  private final LocalKey localKey;

  CallerFilter(Sessions sessions, ApiKeys keys, LocalKey localKey) {
    this.sessions = sessions;
    this.keys = keys;
    this.localKey = localKey;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith("/api/") && !path.startsWith("/actuator/");
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String bearer = bearer(request);
    if (bearer != null) {
      byKey(bearer).ifPresent(CallerFilter::set);
    } else {
      String token = sessionToken(request);
      Optional<Sessions.Session> session = token == null ? Optional.empty() : sessions.find(token);
      if (session.isPresent() && !isSafe(request) && !hasCsrf(request, session.get())) {
        ProblemWriter.write(
            response, 403, "the header " + CSRF_HEADER + " is missing or wrong; see GET /session");
        return;
      }
      session.map(Sessions.Session::caller).ifPresent(CallerFilter::set);
    }
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private static boolean isSafe(HttpServletRequest request) {
    return SAFE.contains(request.getMethod())
        || request.getDispatcherType() == DispatcherType.ASYNC;
  }

  private static boolean hasCsrf(HttpServletRequest request, Sessions.Session session) {
    String given = request.getHeader(CSRF_HEADER);
    return given != null && Tokens.same(given, session.csrfToken());
  }

  private Optional<Caller> byKey(String bearer) {
    if (Tokens.same(bearer, localKey.token())) {
      return Optional.of(
          new Caller(
              Caller.Kind.LOCAL, null, "command line", EnumSet.allOf(Caller.Scope.class), ""));
    }
    return keys.find(bearer);
  }

  private static void set(Caller caller) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
    SecurityContextHolder.setContext(context);
  }

  private static @Nullable String bearer(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.startsWith("Bearer ")
        ? header.substring("Bearer ".length()).strip()
        : null;
  }

  static @Nullable String sessionToken(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (COOKIE.equals(cookie.getName())) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }
}

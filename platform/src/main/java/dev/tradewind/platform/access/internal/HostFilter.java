package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that come under a foreign host name (DNS rebinding) or from a foreign page. The
 * names of this machine's loopback and the address it is bound to are always known.
 */
final class HostFilter extends OncePerRequestFilter {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> hosts = new HashSet<>(LOOPBACK);
  private final Set<String> origins;

  HostFilter(PlatformSettings settings) {
    settings.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    String bind = settings.bind();
    if (!bind.equals("0.0.0.0") && !bind.equals("::")) {
      hosts.add(bind.contains(":") ? "[" + bind + "]" : bind);
    }
    this.origins = settings.allowedOrigins();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> hostHeaders = Collections.list(request.getHeaders("Host"));
    String host = hostHeaders.size() == 1 ? hostHeaders.getFirst() : "";
    if (!hosts.contains(name(host))) {
      ProblemWriter.write(
          response,
          403,
          "this host name is not known; add it to TRADEWIND_ALLOWED_HOSTS if it is yours");
    } else if (!isKnownOrigin(request.getHeader("Origin"), host)) {
      ProblemWriter.write(
          response,
          403,
          "calls from this page are not allowed; add its origin to TRADEWIND_ALLOWED_ORIGINS if it"
              + " is yours");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static String name(String host) {
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return name.toLowerCase(Locale.ROOT);
  }

  private boolean isKnownOrigin(@Nullable String origin, String host) {
    if (origin == null || origins.contains(origin)) {
      return true;
    }
    try {
      URI uri = URI.create(origin);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && host.equalsIgnoreCase(uri.getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

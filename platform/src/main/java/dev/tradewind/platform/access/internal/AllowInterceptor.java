package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.shared.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Enforces {@link Allow} on our own controllers; one without it is closed. */
final class AllowInterceptor implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith("dev.tradewind.")) {
      Allow allow = method.getMethodAnnotation(Allow.class);
      if (allow == null) {
        throw ProblemException.forbidden("this route is closed");
      }
      check(allow.value());
    }
    return true;
  }

  private static void check(Allow.To to) {
    if (to == Allow.To.ANYONE) {
      return;
    }
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)) {
      throw ProblemException.unauthorized("sign in first");
    }
    boolean allowed =
        switch (to) {
          case ANYONE -> true;
          case READERS -> caller.scopes().contains(Caller.Scope.READ);
          case WRITERS -> caller.scopes().contains(Caller.Scope.WRITE);
          case PEOPLE -> caller.kind() == Caller.Kind.PERSON;
        };
    if (!allowed) {
      throw ProblemException.forbidden(
          to == Allow.To.PEOPLE
              ? "only a signed-in person may do this"
              : "this key may not do this; it lacks the scope "
                  + (to == Allow.To.READERS ? "read" : "write"));
    }
  }
}

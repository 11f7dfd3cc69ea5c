package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.LocalKey;
import dev.tradewind.platform.shared.PlatformSettings;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The checks of every request: everything is closed unless it is listed here. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration implements WebMvcConfigurer {
  /**
   * No script but our own files. Styles may be inline, because the component library and the charts
   * set sizes and positions on elements.
   */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src"
          + " 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Bean
  LocalKey localKey() {
    return new LocalKey(Tokens.random());
  }

  /** There is no user but those in our tables; this keeps the framework from making one. */
  @Bean
  AuthenticationManager authenticationManager() {
    return authentication -> {
      throw new ProviderNotFoundException("callers are found by CallerFilter only");
    };
  }

  @Bean
  SecurityFilterChain security(
      HttpSecurity http,
      PlatformSettings settings,
      Sessions sessions,
      ApiKeys keys,
      LocalKey localKey) {
    http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                    .frameOptions(frame -> frame.deny()))
        .addFilterAfter(new HostFilter(settings), SecurityContextHolderFilter.class)
        .addFilterBefore(
            new CallerFilter(sessions, keys, localKey), AnonymousAuthenticationFilter.class)
        .exceptionHandling(
            refused ->
                refused
                    .authenticationEntryPoint(
                        (request, response, e) ->
                            ProblemWriter.write(response, 401, "sign in first"))
                    .accessDeniedHandler(
                        (request, response, e) ->
                            ProblemWriter.write(response, 403, "this is not allowed")))
        .authorizeHttpRequests(
            routes ->
                routes
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers(
                        path(HttpMethod.GET, "/api/v1/setup"),
                        path(HttpMethod.POST, "/api/v1/setup"),
                        path(HttpMethod.POST, "/api/v1/session"),
                        path(HttpMethod.GET, "/actuator/health/liveness"),
                        path(HttpMethod.GET, "/actuator/health/readiness"),
                        path(HttpMethod.GET, "/actuator/health/startup"))
                    .permitAll()
                    .requestMatchers("/api/**", "/actuator/**")
                    .authenticated()
                    // The pages themselves hold no data.
                    .requestMatchers(HttpMethod.GET, "/**")
                    .permitAll()
                    .requestMatchers(HttpMethod.HEAD, "/**")
                    .permitAll()
                    .anyRequest()
                    .denyAll());
    return http.build();
  }

  private static PathPatternRequestMatcher path(HttpMethod method, String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new AllowInterceptor());
  }
}

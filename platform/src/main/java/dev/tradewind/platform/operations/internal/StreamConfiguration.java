package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Where the stream is and how often it is pinged. Origins are checked by the filter before it. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class StreamConfiguration implements WebSocketConfigurer, DisposableBean {
  private static final long PING_SECONDS = 20;

  private final Stream stream;
  private final PlatformSettings settings;
  private final ScheduledExecutorService pings =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("stream-ping").factory());

  StreamConfiguration(Stream stream, PlatformSettings settings) {
    this.stream = stream;
    this.settings = settings;
    var unused =
        pings.scheduleAtFixedRate(stream::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    // Without an entry the framework allows the same origin only.
    registry
        .addHandler(stream, "/api/v1/stream")
        .setAllowedOrigins(settings.allowedOrigins().toArray(String[]::new));
  }

  @Override
  public void destroy() {
    pings.shutdownNow();
  }
}

package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.access.SessionCheck;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobView;
import dev.tradewind.platform.operations.LiveStream;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The live stream: first a snapshot, then numbered changes without a hole. A watcher that cannot
 * keep up is cut off and connects again for a new snapshot.
 */
@Component
final class Stream extends TextWebSocketHandler implements LiveStream {
  private static final Logger LOG = LoggerFactory.getLogger(Stream.class);
  private static final int SEND_TIMEOUT_MILLIS = 5_000;
  private static final int BUFFER_BYTES = 1 << 20;

  private final JsonMapper json;
  private final SessionCheck sessions;
  private final JobTable table;
  private final Map<String, WebSocketSession> watchers = new ConcurrentHashMap<>();
  private final Object order = new Object();
  private long sequence;

  Stream(JsonMapper json, SessionCheck sessions, JobTable table) {
    this.json = json;
    this.sessions = sessions;
    this.table = table;
  }

  /** The first message. */
  record Snapshot(String type, long seq, List<JobView> jobs) {}

  /** A change of one job. */
  record JobEvent(String type, long seq, JobView job) {}

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    WebSocketSession watcher =
        new ConcurrentWebSocketSessionDecorator(session, SEND_TIMEOUT_MILLIS, BUFFER_BYTES);
    synchronized (order) {
      List<JobView> jobs = table.recent(JobController.RECENT).stream().map(JobView::of).toList();
      send(watcher, json.writeValueAsString(new Snapshot("snapshot", sequence, jobs)));
      watchers.put(session.getId(), watcher);
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    watchers.remove(session.getId());
  }

  /** Tells every watcher about a job. */
  void publish(Job job) {
    synchronized (order) {
      sequence++;
      if (!watchers.isEmpty()) {
        String text = json.writeValueAsString(new JobEvent("job", sequence, JobView.of(job)));
        watchers.values().forEach(watcher -> send(watcher, text));
      }
    }
  }

  /** News of another module. */
  record News(String type, long seq, Object body) {}

  @Override
  public void publish(String type, Object body) {
    synchronized (order) {
      sequence++;
      if (!watchers.isEmpty()) {
        String text = json.writeValueAsString(new News(type, sequence, body));
        watchers.values().forEach(watcher -> send(watcher, text));
      }
    }
  }

  /** Pings every watcher and closes those whose session has ended. */
  void ping() {
    for (WebSocketSession watcher : watchers.values()) {
      if (stillAllowed(watcher.getPrincipal())) {
        sendMessage(watcher, new PingMessage());
      } else {
        close(watcher, CloseStatus.POLICY_VIOLATION);
      }
    }
  }

  private boolean stillAllowed(@Nullable Principal principal) {
    return principal instanceof Authentication authentication
        && authentication.getPrincipal() instanceof Caller caller
        && sessions.isValid(caller);
  }

  private void send(WebSocketSession watcher, String text) {
    sendMessage(watcher, new TextMessage(text));
  }

  private void sendMessage(WebSocketSession watcher, WebSocketMessage<?> message) {
    try {
      watcher.sendMessage(message);
    } catch (IOException | RuntimeException e) {
      LOG.debug("a watcher is gone", e);
      close(watcher, CloseStatus.SESSION_NOT_RELIABLE);
    }
  }

  private void close(WebSocketSession watcher, CloseStatus status) {
    watchers.remove(watcher.getId());
    try {
      watcher.close(status);
    } catch (IOException e) {
      LOG.debug("a watcher was closed already", e);
    }
  }
}

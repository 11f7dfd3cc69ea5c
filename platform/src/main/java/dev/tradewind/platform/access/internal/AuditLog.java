package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.access.Caller;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Times;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Audit rows; there is no way to change or remove one. */
@Component
final class AuditLog implements Audit {
  private final JdbcClient db;
  private final Clock clock;

  AuditLog(JdbcClient db, PlatformSettings settings) {
    this.db = db;
    this.clock = settings.clock();
  }

  @Override
  public void note(String action, String subject) {
    note(Caller.current().label(), action, subject);
  }

  /** For actions of somebody who is not signed in. */
  void note(String actor, String action, String subject) {
    db.sql("INSERT INTO access.audit (at, actor, action, subject, address) VALUES (?, ?, ?, ?, ?)")
        .params(Times.sql(clock.instant()), actor, action, subject, address())
        .update();
  }

  private static String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : "";
  }
}

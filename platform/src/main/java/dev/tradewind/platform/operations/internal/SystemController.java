package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.operations.SystemPart;
import dev.tradewind.platform.shared.PlatformSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What runs here. */
@RestController
class SystemController {
  private final PlatformSettings settings;
  private final JdbcClient db;
  private final ObjectProvider<SystemPart> parts;
  private final Instant startedAt;

  SystemController(PlatformSettings settings, JdbcClient db, ObjectProvider<SystemPart> parts) {
    this.settings = settings;
    this.db = db;
    this.parts = parts;
    this.startedAt = settings.clock().instant();
  }

  /** Facts for the system page and {@code doctor}. */
  record SystemView(
      String version,
      String java,
      String home,
      Instant startedAt,
      DatabaseView database,
      List<PartView> parts,
      String health) {}

  /** The database. */
  record DatabaseView(String kind, String version) {}

  /** One part of the platform. */
  record PartView(String name, Map<String, String> facts) {}

  @GetMapping("/api/v1/system")
  @Allow(Allow.To.READERS)
  SystemView system() {
    String version = db.sql("SHOW server_version").query(String.class).single();
    return new SystemView(
        PlatformSettings.VERSION,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        settings.home().root().toString(),
        startedAt,
        new DatabaseView(settings.database().isPresent() ? "external" : "embedded", version),
        parts.orderedStream().map(part -> new PartView(part.name(), part.facts())).toList(),
        "UP");
  }
}

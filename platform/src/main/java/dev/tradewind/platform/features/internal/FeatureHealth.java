package dev.tradewind.platform.features.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells whether stored features are what a full build gives, as far as that was verified. A
 * mismatch does not stop the platform: it goes on with what is stored, and says so.
 */
@Component("features")
final class FeatureHealth implements HealthIndicator {
  /** Something stored is wrong; the platform serves. */
  static final String MISMATCH = "MISMATCH";

  private final VerificationTable table;

  FeatureHealth(VerificationTable table, MeterRegistry meters) {
    this.table = table;
    Gauge.builder("tradewind.features.mismatches", table, VerificationTable::openMismatches)
        .description("Columns that a verification found to differ from a full build")
        .register(meters);
  }

  @Override
  public Health health() {
    long open = table.openMismatches();
    return open == 0
        ? Health.up().build()
        : Health.status(MISMATCH)
            .withDetail("columns", open)
            .withDetail("remedy", "rebuild: tradewind features build --rebuild")
            .build();
  }
}

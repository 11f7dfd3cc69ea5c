package dev.tradewind.platform.operations.internal;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up once jobs are being worked on: part of the probe {@code startup}. */
@Component("jobs")
final class StartupHealth implements HealthIndicator {
  private final JobRunner jobs;

  StartupHealth(JobRunner jobs) {
    this.jobs = jobs;
  }

  @Override
  public Health health() {
    return jobs.isRunning() ? Health.up().build() : Health.outOfService().build();
  }
}

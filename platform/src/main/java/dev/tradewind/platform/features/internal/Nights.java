package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.PlatformSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes verifications: asked for, and one every night. */
@Component
class Nights {
  private final VerificationTable table;
  private final Jobs jobs;
  private final Clock clock;
  private final @Nullable Integer hour;
  private final Instant started;

  Nights(VerificationTable table, Jobs jobs, PlatformSettings settings) {
    this.table = table;
    this.jobs = jobs;
    this.clock = settings.clock();
    this.hour = settings.verifyHour();
    this.started = clock.instant();
  }

  @Transactional
  VerificationTable.Row create(VerificationTable.Cause cause, VerificationTable.Scope scope) {
    UUID id = UUID.randomUUID();
    table.insert(id, cause, scope, clock.instant());
    jobs.submit(
        JobKind.FEATURE_VERIFICATION,
        id,
        "Verify features of "
            + (scope.instrument() == null ? "all instruments" : scope.instrument()));
    return table.runs().find(id).orElseThrow();
  }

  /**
   * Verifies everything if the hour has come since the last time. A night that was missed is caught
   * up on; a platform that never had one waits for its first.
   */
  @Transactional
  void verifyIfDue() {
    if (hour == null) {
      return;
    }
    Instant now = clock.instant();
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    Instant due = today.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC);
    if (now.isBefore(due)) {
      due = today.minusDays(1).atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC);
    }
    Optional<Instant> last = table.newestNightly();
    if (last.orElse(started).isBefore(due)) {
      create(VerificationTable.Cause.NIGHTLY, VerificationTable.Scope.ALL);
    }
  }
}

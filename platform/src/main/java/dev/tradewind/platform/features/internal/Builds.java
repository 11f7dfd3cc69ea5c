package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.features.FeaturesChanged;
import dev.tradewind.platform.marketdata.ActionsChanged;
import dev.tradewind.platform.marketdata.SeriesDeleted;
import dev.tradewind.platform.marketdata.SeriesImported;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.PlatformSettings;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes builds: asked for, after imports and after changes of features. */
@Component
class Builds {
  private final BuildTable table;
  private final Jobs jobs;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Builds(BuildTable table, Jobs jobs, ApplicationEventPublisher events, PlatformSettings settings) {
    this.table = table;
    this.jobs = jobs;
    this.events = events;
    this.clock = settings.clock();
  }

  @Transactional
  BuildTable.Row create(
      BuildTable.Cause cause, @Nullable String instrument, @Nullable String timeframe) {
    return create(cause, instrument, timeframe, false);
  }

  @Transactional
  BuildTable.Row create(
      BuildTable.Cause cause,
      @Nullable String instrument,
      @Nullable String timeframe,
      boolean rebuild) {
    UUID id = UUID.randomUUID();
    table.insert(id, cause, instrument, timeframe, rebuild, clock.instant());
    jobs.submit(
        JobKind.FEATURE_BUILD,
        id,
        (rebuild ? "Rebuild" : "Build")
            + " features of "
            + (instrument == null ? "all instruments" : instrument)
            + (timeframe == null ? "" : " " + timeframe));
    return table.runs().find(id).orElseThrow();
  }

  /** Builds what a change of features needs; within the transaction of that change, if any. */
  @Transactional
  void definitionChanged() {
    events.publishEvent(new FeaturesChanged());
    if (table.queued(null, null).isEmpty()) {
      create(BuildTable.Cause.DEFINITION, null, null);
    }
  }

  /** Within the import's transaction. */
  @EventListener
  void imported(SeriesImported event) {
    if (table.queued(event.instrument(), event.timeframe()).isEmpty()) {
      create(BuildTable.Cause.IMPORT, event.instrument(), event.timeframe());
    }
  }

  /** What read the bars that are gone has no values any more. */
  @Transactional
  void seriesDeleted(SeriesDeleted event) {
    if (table.queued(event.instrument(), event.timeframe()).isEmpty()) {
      create(BuildTable.Cause.IMPORT, event.instrument(), event.timeframe());
    }
  }

  /** Splits change what adjusted prices are, on bars of every timeframe. */
  @EventListener
  @Transactional
  void actionsChanged(ActionsChanged event) {
    if (table.queued(event.instrument(), null).isEmpty()) {
      create(BuildTable.Cause.IMPORT, event.instrument(), null);
    }
  }
}

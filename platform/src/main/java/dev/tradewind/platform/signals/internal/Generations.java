package dev.tradewind.platform.signals.internal;

import dev.tradewind.platform.features.FeaturesChanged;
import dev.tradewind.platform.marketdata.ActionsChanged;
import dev.tradewind.platform.marketdata.SeriesImported;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.PlatformSettings;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes generations: asked for, after imports, and after changes of what signals are made of. */
@Component
class Generations {
  private final GenerationTable table;
  private final Jobs jobs;
  private final Clock clock;

  Generations(GenerationTable table, Jobs jobs, PlatformSettings settings) {
    this.table = table;
    this.jobs = jobs;
    this.clock = settings.clock();
  }

  /** What to generate; all where nothing is named. */
  record Scope(
      @Nullable String definition, @Nullable String instrument, @Nullable String timeframe) {
    static final Scope ALL = new Scope(null, null, null);
  }

  @Transactional
  GenerationTable.Row create(GenerationTable.Cause cause, Scope scope, boolean afresh) {
    UUID id = UUID.randomUUID();
    table.insert(id, cause, scope, afresh, clock.instant());
    jobs.submit(
        JobKind.SIGNAL_GENERATION,
        id,
        "Generate "
            + (scope.definition() == null ? "signals" : scope.definition())
            + " of "
            + (scope.instrument() == null ? "all instruments" : scope.instrument())
            + (scope.timeframe() == null ? "" : " " + scope.timeframe()));
    return table.find(id).orElseThrow();
  }

  private void ensure(GenerationTable.Cause cause, Scope scope) {
    if (!table.isQueued(scope)) {
      create(cause, scope, false);
    }
  }

  /** Within the transaction of the change. */
  void definitionChanged(String name) {
    ensure(GenerationTable.Cause.DEFINITION, new Scope(name, null, null));
  }

  /** Within the transaction of the change. */
  void scannersChanged() {
    ensure(GenerationTable.Cause.DEFINITION, Scope.ALL);
  }

  /** Within the import's transaction. Signals of other instruments may read these bars too. */
  @EventListener
  void imported(SeriesImported event) {
    ensure(GenerationTable.Cause.BARS, new Scope(null, event.instrument(), event.timeframe()));
  }

  @EventListener
  @Transactional
  void actionsChanged(ActionsChanged event) {
    ensure(GenerationTable.Cause.BARS, new Scope(null, event.instrument(), null));
  }

  @EventListener
  @Transactional
  void featuresChanged(FeaturesChanged event) {
    ensure(GenerationTable.Cause.DEFINITION, Scope.ALL);
  }
}

package dev.tradewind.platform.features.internal;

import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.Watermark;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks every other second for what nobody announced: rows of features that were inserted past the
 * API, nightly verification when its hour has come, and what can be tidied.
 */
@Component
final class Upkeep implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long EVERY_MILLIS = 2_000;

  private final Definitions definitions;
  private final Builds builds;
  private final WatermarkTable watermarks;
  private final Nights nights;
  private final Tidying tidying;
  private final Set<FeatureVersion> announced = new HashSet<>();
  private @Nullable ScheduledExecutorService timer;
  private volatile boolean running;

  Upkeep(
      Definitions definitions,
      Builds builds,
      WatermarkTable watermarks,
      Nights nights,
      Tidying tidying) {
    this.definitions = definitions;
    this.builds = builds;
    this.watermarks = watermarks;
    this.nights = nights;
    this.tidying = tidying;
  }

  @Override
  public void start() {
    for (Watermark mark : watermarks.all()) {
      announced.add(mark.key().feature());
    }
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("upkeep").factory());
    var unused = started.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    timer = started;
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (timer != null) {
      // Waits for a look that is just being taken, and for one only.
      timer.close();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Behind the jobs at the start and before them at the end. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 4_095;
  }

  private void tick() {
    try {
      buildWhatIsNew();
      nights.verifyIfDue();
      tidying.tidyIfDue();
    } catch (RuntimeException e) {
      if (running) {
        LOG.error("upkeep of features failed; the next one follows", e);
      }
    }
  }

  private void buildWhatIsNew() {
    boolean isNew = false;
    for (Catalogue.Entry entry : definitions.settle().entries()) {
      Definition row = entry.definition();
      isNew |=
          entry.feature() != null && announced.add(new FeatureVersion(row.name(), row.version()));
    }
    if (isNew) {
      builds.definitionChanged();
    }
  }
}

package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.marketdata.SeriesDeleted;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Removes what nobody can ask for any more, every hour: columns of series that were deleted, of
 * versions that went out of use {@link #KEPT} ago, and files of exports that ended so long ago. A
 * column goes with its history, its checkpoints and its watermark. Definitions and the rows of
 * builds and verifications stay.
 */
@Component
class Tidying {
  /** How long values of a version out of use, and files, are kept. */
  static final Duration KEPT = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final DefinitionTable definitions;
  private final ExportTable table;
  private final Exports exports;
  private final Builds builds;
  private final MarketData market;
  private final FeatureStore store;
  private final Clock clock;
  private @Nullable Instant last;

  Tidying(
      DefinitionTable definitions,
      ExportTable table,
      Exports exports,
      Builds builds,
      MarketData market,
      FeatureStore store,
      PlatformSettings settings) {
    this.definitions = definitions;
    this.table = table;
    this.exports = exports;
    this.builds = builds;
    this.market = market;
    this.store = store;
    this.clock = settings.clock();
  }

  /** Tidies at the start and then every hour. By one thread. */
  void tidyIfDue() {
    Instant now = clock.instant();
    if (last == null || !now.isBefore(last.plus(EVERY))) {
      last = now;
      tidy(now);
    }
  }

  private void tidy(Instant now) {
    definitions.noteRetired(now);
    Set<FeatureVersion> used = definitions.usedAfter(now.minus(KEPT));
    Set<String> series = new HashSet<>();
    market
        .catalogue()
        .forEach(each -> series.add(name(each.instrument().id(), each.timeframe().code())));
    int columns =
        delete(
            key ->
                (!used.contains(key.feature()) && !isOfSignals(key))
                    || !series.contains(name(key.instrumentId(), key.timeframe().code())));
    int files = exports.deleteStrays();
    for (ExportTable.Row row : table.endedBefore(now.minus(KEPT))) {
      files += exports.delete(row) ? 1 : 0;
    }
    if (columns + files > 0) {
      LOG.info("tidied {} columns and {} exports", columns, files);
    }
  }

  /**
   * Columns that signals are made of are named after their text, and are no rows of this module.
   */
  private static boolean isOfSignals(FeatureKey key) {
    return key.feature().name().startsWith("signal_");
  }

  private static String name(String instrument, String timeframe) {
    return timeframe + " " + instrument;
  }

  private int delete(Predicate<FeatureKey> condition) {
    int deleted = 0;
    for (FeatureInfo info : store.catalogue()) {
      FeatureKey key = info.watermark().key();
      if (condition.test(key) && store.delete(key)) {
        deleted++;
      }
    }
    return deleted;
  }

  /** The columns of a deleted series go with it; what a running build adds goes within the hour. */
  @EventListener
  void deleted(SeriesDeleted event) {
    delete(
        key ->
            key.instrumentId().equals(event.instrument())
                && key.timeframe().code().equals(event.timeframe()));
    builds.seriesDeleted(event);
  }
}

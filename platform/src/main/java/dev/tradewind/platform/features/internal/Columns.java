package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.feature.UndefinedSpan;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads stored columns of features by the names under which people know them. */
@Component
final class Columns {
  private static final int MAX_KEPT = 4_000;

  private final Definitions definitions;
  private final FeatureStore store;
  private final LinkedHashMap<CoverageKey, CoverageCounts> kept =
      new LinkedHashMap<>(16, 0.75f, true);

  Columns(Definitions definitions, FeatureStore store) {
    this.definitions = definitions;
    this.store = store;
  }

  private record CoverageKey(FeatureKey key, String columnHash, CoverageBuckets.Unit unit) {}

  /** A version of a feature; the one in use unless another is named. */
  FeatureVersion version(String name, @Nullable Integer version) {
    Definition row = definitions.find(name, version).orElseThrow(Definitions::unknown);
    return new FeatureVersion(row.name(), row.version());
  }

  /** The column, which must have been built. */
  FeatureInfo require(FeatureKey key) {
    return store
        .info(key)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "feature "
                        + key.feature().name()
                        + " version "
                        + key.feature().version()
                        + " is not built for "
                        + key.instrumentId()
                        + " "
                        + key.timeframe()
                        + "; POST /api/v1/feature-builds builds it"));
  }

  Optional<FeatureInfo> find(FeatureKey key) {
    return store.info(key);
  }

  FeatureFrame read(FeatureVersion feature, Window window, boolean filled) {
    require(new FeatureKey(window.instrument(), window.timeframe(), feature));
    return store.read(
        new FeatureQuery(
            window.instrument(),
            window.timeframe(),
            List.of(feature),
            window.fromMicros(),
            window.toMicros(),
            window.asOf(),
            filled));
  }

  List<UndefinedSpan> undefined(FeatureVersion feature, Window window) {
    FeatureKey key = new FeatureKey(window.instrument(), window.timeframe(), feature);
    require(key);
    return store.undefined(key, window.fromMicros(), window.toMicros());
  }

  /** Counts of a column by stretches of time; kept as long as the column stays the same. */
  CoverageCounts coverage(FeatureInfo info, CoverageBuckets.Unit unit) {
    FeatureKey key = info.watermark().key();
    CoverageKey wanted = new CoverageKey(key, info.watermark().columnHash(), unit);
    synchronized (kept) {
      CoverageCounts found = kept.get(wanted);
      if (found != null) {
        return found;
      }
    }
    CoverageCounts counts =
        CoverageCounts.of(
            store.read(
                FeatureQuery.all(key.instrumentId(), key.timeframe(), List.of(key.feature()))
                    .unfilled()),
            unit);
    synchronized (kept) {
      kept.put(wanted, counts);
      if (kept.size() > MAX_KEPT) {
        kept.remove(kept.firstEntry().getKey());
      }
    }
    return counts;
  }
}

package dev.tradewind.store;

import dev.tradewind.engine.time.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which values to read.
 *
 * @param instrumentId whose
 * @param timeframe of the bars
 * @param features the columns, at least one
 * @param fromMicros bars that open at or after it, UTC microseconds
 * @param toMicros bars that open before it
 * @param asOf only what was known then, as it was known; empty for what is known now
 * @param filled whether holes are filled by each feature's null policy
 */
public record FeatureQuery(
    String instrumentId,
    Timeframe timeframe,
    List<FeatureVersion> features,
    long fromMicros,
    long toMicros,
    Optional<Instant> asOf,
    boolean filled) {
  /** Copies, and refuses a query of nothing. */
  public FeatureQuery {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features must not be empty");
    }
  }

  /** Everything that is known now, holes filled. */
  public static FeatureQuery all(
      String instrumentId, Timeframe timeframe, List<FeatureVersion> features) {
    return new FeatureQuery(
        instrumentId, timeframe, features, Long.MIN_VALUE, Long.MAX_VALUE, Optional.empty(), true);
  }

  /** The same within a span. */
  public FeatureQuery between(long from, long to) {
    return new FeatureQuery(instrumentId, timeframe, features, from, to, asOf, filled);
  }

  /** The same as it was known at an instant. */
  public FeatureQuery knownAt(Instant instant) {
    return new FeatureQuery(
        instrumentId, timeframe, features, fromMicros, toMicros, Optional.of(instant), filled);
  }

  /** The same with holes left as they are. */
  public FeatureQuery unfilled() {
    return new FeatureQuery(instrumentId, timeframe, features, fromMicros, toMicros, asOf, false);
  }
}

package dev.tradewind.store.export;

import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.time.Timeframe;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the values of an export come from, for its manifest.
 *
 * @param instrumentId whose
 * @param timeframe of the bars
 * @param definitions of the columns, in their order
 * @param inputHashes content hash of each series that was read, by its name
 * @param asOf what was known then; empty for what is known now
 */
public record FrameOrigin(
    String instrumentId,
    Timeframe timeframe,
    List<FeatureDefinition> definitions,
    Map<String, String> inputHashes,
    Optional<Instant> asOf) {
  /** Copies, hashes in the order of their names. */
  public FrameOrigin {
    definitions = List.copyOf(definitions);
    inputHashes = Collections.unmodifiableMap(new TreeMap<>(inputHashes));
  }
}

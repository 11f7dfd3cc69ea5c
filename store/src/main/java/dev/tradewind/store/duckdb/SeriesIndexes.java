package dev.tradewind.store.duckdb;

import dev.tradewind.store.FeatureQuery;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of the series that were read last, so that reading one again asks the database
 * nothing. Whoever changes a series forgets it here once the change counts. Thread-safe.
 */
final class SeriesIndexes {
  private static final long MOST_BYTES = 32L << 20;

  private final LinkedHashMap<String, SeriesIndex> indexes = new LinkedHashMap<>(16, 0.75f, true);

  /** How often each series was changed. */
  private final Map<String, Long> changes = new HashMap<>();

  private long bytes;

  /** The index of a series if it covers a query. */
  synchronized @Nullable SeriesIndex find(String series, FeatureQuery query) {
    SeriesIndex index = indexes.get(series);
    return index != null && index.has(query) ? index : null;
  }

  /** How often a series was changed; to be asked before its index is read. */
  synchronized long changes(String series) {
    return changes.getOrDefault(series, 0L);
  }

  /**
   * Keeps an index of all blocks, unless the series was changed while it was read.
   *
   * @param before what {@link #changes} was before it was read
   */
  synchronized void keep(String series, SeriesIndex read, long before) {
    if (changes(series) != before) {
      return;
    }
    SeriesIndex known = remove(series);
    SeriesIndex index = known == null ? read : known.with(read);
    if (index.bytes() > MOST_BYTES) {
      return;
    }
    indexes.put(series, index);
    bytes += index.bytes();
    while (bytes > MOST_BYTES) {
      remove(indexes.firstEntry().getKey());
    }
  }

  /** A series has been changed. */
  synchronized void forget(String series) {
    changes.merge(series, 1L, Long::sum);
    remove(series);
  }

  private @Nullable SeriesIndex remove(String series) {
    SeriesIndex removed = indexes.remove(series);
    if (removed != null) {
      bytes -= removed.bytes();
    }
    return removed;
  }
}

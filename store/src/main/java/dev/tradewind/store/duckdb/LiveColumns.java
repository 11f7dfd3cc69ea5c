package dev.tradewind.store.duckdb;

import java.lang.ref.SoftReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns that were refreshed last, by series. All of a series were computed from the first
 * bars of the same data. Given up when memory is short. Belongs to one thread.
 */
final class LiveColumns {
  private static final int SERIES = 4096;

  private final Map<String, SoftReference<Map<Integer, LiveColumn>>> series =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, SoftReference<Map<Integer, LiveColumn>>> eldest) {
          return size() > SERIES;
        }
      };

  /** The columns of a series by key. */
  Map<Integer, LiveColumn> of(String name) {
    SoftReference<Map<Integer, LiveColumn>> found = series.get(name);
    Map<Integer, LiveColumn> columns = found == null ? null : found.get();
    if (columns == null) {
      columns = new HashMap<>();
      series.put(name, new SoftReference<>(columns));
    }
    return columns;
  }

  @Nullable LiveColumn find(String name, int id) {
    return of(name).get(id);
  }

  void put(String name, Collection<LiveColumn> columns) {
    Map<Integer, LiveColumn> all = of(name);
    columns.forEach(each -> all.put(each.row().id(), each));
  }

  /** Forgets the columns of a series: its bars are others. */
  void forget(String name) {
    series.remove(name);
  }

  /** Forgets everything: nobody knows what was written. */
  void clear() {
    series.clear();
  }
}

package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarSeries;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plans of the series that were refreshed last, so that only bars that changed are hashed
 * again. Given up when memory is short. Thread-safe.
 */
final class PlanCache {
  private static final int SERIES = 4096;

  private final int barsPerBlock;
  private final Map<String, SoftReference<BlockPlan>> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<BlockPlan>> eldest) {
          return size() > SERIES;
        }
      };

  PlanCache(int barsPerBlock) {
    this.barsPerBlock = barsPerBlock;
  }

  /** The newest plan of a series' instrument and timeframe, if there is one. */
  @Nullable BlockPlan newest(BarSeries series) {
    return find(series.timeframe().code() + " " + series.instrument().id());
  }

  /** The plan of a series. */
  BlockPlan of(BarSeries series) {
    String key = series.timeframe().code() + " " + series.instrument().id();
    BlockPlan made = BlockPlan.of(series, barsPerBlock, find(key));
    synchronized (plans) {
      plans.put(key, new SoftReference<>(made));
    }
    return made;
  }

  private @Nullable BlockPlan find(String key) {
    synchronized (plans) {
      SoftReference<BlockPlan> found = plans.get(key);
      return found == null ? null : found.get();
    }
  }
}

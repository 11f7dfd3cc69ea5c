package dev.tradewind.engine.simulation;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The feature columns of the last run of a thread, for its next run: searches run thousands of
 * times over bars of one length, and new arrays are cleared before they are written (benchmark W1).
 * Given up when memory is short.
 */
final class SpareColumns {
  private static final long MOST_VALUES = 8L << 20;

  private static final ThreadLocal<SoftReference<SpareColumns>> LAST = new ThreadLocal<>();

  private final Map<Integer, Deque<double[]>> byLength = new HashMap<>();
  private long values;

  private SpareColumns() {}

  /** Those of this thread's last run, which are the caller's from now on. */
  static SpareColumns take() {
    SoftReference<SpareColumns> last = LAST.get();
    LAST.remove();
    SpareColumns spare = last == null ? null : last.get();
    return spare == null ? new SpareColumns() : spare;
  }

  /** Leaves columns that nobody reads any more to this thread's next run. */
  static void leave(Iterable<double[]> columns) {
    SpareColumns spare = new SpareColumns();
    columns.forEach(spare::add);
    if (spare.values > 0) {
      LAST.set(new SoftReference<>(spare));
    }
  }

  private void add(double[] column) {
    if (values + column.length <= MOST_VALUES) {
      values += column.length;
      byLength.computeIfAbsent(column.length, any -> new ArrayDeque<>()).add(column);
    }
  }

  /** An array of any content. */
  double[] column(int length) {
    Deque<double[]> fitting = byLength.get(length);
    return fitting == null || fitting.isEmpty() ? new double[length] : fitting.remove();
  }
}

package dev.tradewind.engine.expr;

import dev.tradewind.engine.time.TimeGrid;
import java.util.Arrays;

/**
 * The spans of a grid that are complete in the bars of a source, by the rules of {@link
 * SpanAccumulator} but found by their edges: the grid is asked once for a span and the bars between
 * are never looked at. A span of a longer timeframe is put together from those of a shorter one
 * that fits into it. Benchmark "EMA on all timeframes" justifies this second form.
 */
final class FrameSpans {
  /** Number of spans. */
  int size;

  /** Start of each span, UTC microseconds; ascending. */
  long[] opens = new long[64];

  /** End of each span, exclusive. */
  long[] closes = new long[64];

  /** Twice the source's bar that completed the span; odd if that bar is in it. Ascending. */
  long[] order = new long[64];

  /** The first row of the finer bars in each span. */
  int[] first = new int[64];

  /** The last row of the finer bars in each span. */
  int[] last = new int[64];

  private FrameSpans() {}

  /**
   * Spans made of the source's bars.
   *
   * @param grid whose spans are uninterrupted
   */
  static FrameSpans ofBars(TimeGrid grid, BarEdges bars) {
    FrameSpans spans = new FrameSpans();
    int row = 0;
    while (row < bars.size()) {
      long start = grid.spanOf(bars.open(row), bars.close(row));
      if (start == TimeGrid.NONE) {
        row++;
        continue;
      }
      long end = grid.spanEnd(start);
      int next = firstAtOrAfter(bars.opens(), row + 1, bars.size(), end);
      long completed = completedBy(bars, next, end);
      if (completed >= 0 && !SpanAccumulator.isCut(grid, start, bars.open(0))) {
        spans.add(start, end, completed, row, next - 1);
      }
      row = next;
    }
    return spans;
  }

  /** Spans made of the spans of a timeframe that fits into the grid's. */
  static FrameSpans ofSpans(TimeGrid grid, FrameSpans finer, BarEdges bars) {
    FrameSpans spans = new FrameSpans();
    int row = 0;
    while (row < finer.size) {
      long start = grid.spanOf(finer.opens[row], finer.closes[row]);
      if (start == TimeGrid.NONE) {
        row++;
        continue;
      }
      long end = grid.spanEnd(start);
      int next = firstAtOrAfter(finer.opens, row + 1, finer.size, end);
      long completed = finer.order[next - 1];
      if (finer.closes[next - 1] < end) {
        int from = (int) (completed / 2);
        completed = completedBy(bars, firstAtOrAfter(bars.opens(), from, bars.size(), end), end);
      }
      if (completed >= 0 && !SpanAccumulator.isCut(grid, start, bars.open(0))) {
        spans.add(start, end, completed, row, next - 1);
      }
      row = next;
    }
    return spans;
  }

  /** The order of the bar that completes a span that ends at an instant; -1 if none does. */
  private static long completedBy(BarEdges bars, int firstBehind, long end) {
    if (firstBehind > 0 && bars.close(firstBehind - 1) >= end) {
      return 2L * (firstBehind - 1) + 1;
    }
    return firstBehind < bars.size() ? 2L * firstBehind : -1;
  }

  /** The first index from {@code from} on whose time is not before an instant, by galloping. */
  private static int firstAtOrAfter(long[] times, int from, int size, long instant) {
    int low = from;
    int step = 1;
    while (low < size && times[low] < instant) {
      int probe = (int) Math.min((long) low + step, size);
      if (probe == size || times[probe] >= instant) {
        int at = Arrays.binarySearch(times, low + 1, probe, instant);
        return at >= 0 ? at : -at - 1;
      }
      low = probe;
      step *= 2;
    }
    return low;
  }

  private void add(long open, long close, long completed, int firstRow, int lastRow) {
    if (size == opens.length) {
      int capacity = size * 2;
      opens = Arrays.copyOf(opens, capacity);
      closes = Arrays.copyOf(closes, capacity);
      order = Arrays.copyOf(order, capacity);
      first = Arrays.copyOf(first, capacity);
      last = Arrays.copyOf(last, capacity);
    }
    opens[size] = open;
    closes[size] = close;
    order[size] = completed;
    first[size] = firstRow;
    last[size] = lastRow;
    size++;
  }
}

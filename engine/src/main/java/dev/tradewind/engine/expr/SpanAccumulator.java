package dev.tradewind.engine.expr;

import dev.tradewind.engine.time.TimeGrid;

/**
 * Puts bars together to the spans of a grid; its memory is a slice of a program's memory.
 *
 * <p>A span is complete with the bar that reaches its end, or with the next bar where that one is
 * missing; then it is known, not before. A first span in which there was trading before the first
 * bar is dropped: where data begin must not change a value.
 *
 * <p>{@link dev.tradewind.engine.market.BarAccumulator} does the same for bars that are kept as a
 * series, with closes, partial bars and gaps to tell. It is an object with arrays of its own, where
 * a program's memory is one slice of doubles that is copied, stored and put back (decision 0011).
 */
final class SpanAccumulator {
  static final int SIZE = 12;
  static final int OPEN = 3;

  private static final int SEEN = 0;
  private static final int START = 1;
  private static final int END = 2;
  private static final int HIGH = 4;
  private static final int LOW = 5;
  private static final int CLOSE = 6;
  private static final int VOLUME = 7;
  private static final int GROWING = 8;
  private static final int DROPPED = 9;
  private static final int FIRST_OPEN = 10;
  private static final int PIECE_END = 11;

  private SpanAccumulator() {}

  /** Whether a span lacks bars that were traded before the data begin. */
  static boolean isCut(TimeGrid grid, long span, long dataStart) {
    return span < dataStart && grid.calendar().tradesBetween(span, dataStart);
  }

  /** Whether the growing span ended before a bar; it must be taken before the bar is added. */
  static boolean endsBefore(double[] memory, int at, RawBar bar) {
    return memory[at + GROWING] == 1 && memory[at + END] <= bar.openTime;
  }

  /** Adds a bar to its span; bars outside every span are left out. */
  static void add(double[] memory, int at, TimeGrid grid, RawBar bar) {
    if (memory[at + SEEN] == 0) {
      memory[at + SEEN] = 1;
      memory[at + FIRST_OPEN] = bar.openTime;
    }
    if (memory[at + GROWING] == 0) {
      long span = grid.spanOf(bar.openTime, bar.closeTime);
      if (span == TimeGrid.NONE) {
        return;
      }
      memory[at + START] = span;
      memory[at + END] = grid.spanEnd(span);
      memory[at + PIECE_END] = grid.pieceEnd(bar.openTime);
      memory[at + OPEN] = bar.open;
      memory[at + HIGH] = bar.high;
      memory[at + LOW] = bar.low;
      memory[at + CLOSE] = bar.close;
      memory[at + VOLUME] = bar.volume;
      memory[at + GROWING] = 1;
      memory[at + DROPPED] = isCut(grid, span, (long) memory[at + FIRST_OPEN]) ? 1 : 0;
    } else if (isInSpan(memory, at, grid, bar)) {
      memory[at + HIGH] = Math.max(memory[at + HIGH], bar.high);
      memory[at + LOW] = Math.min(memory[at + LOW], bar.low);
      memory[at + CLOSE] = bar.close;
      memory[at + VOLUME] += bar.volume;
    }
  }

  private static boolean isInSpan(double[] memory, int at, TimeGrid grid, RawBar bar) {
    if (bar.openTime < memory[at + PIECE_END]) {
      return true;
    }
    if (grid.spanOf(bar.openTime, bar.closeTime) == TimeGrid.NONE) {
      return false;
    }
    memory[at + PIECE_END] = grid.pieceEnd(bar.openTime);
    return true;
  }

  /** Whether a bar that was just added completes the growing span. */
  static boolean endsWith(double[] memory, int at, RawBar bar) {
    return memory[at + GROWING] == 1 && memory[at + END] <= bar.closeTime;
  }

  static boolean isGrowing(double[] memory, int at) {
    return memory[at + GROWING] == 1 && memory[at + DROPPED] == 0;
  }

  /** Ends the growing span; {@code false} if it is dropped. */
  static boolean take(double[] memory, int at, RawBar into) {
    memory[at + GROWING] = 0;
    read(memory, at, into);
    return memory[at + DROPPED] == 0;
  }

  /** The growing span as a bar. */
  static void read(double[] memory, int at, RawBar into) {
    into.openTime = (long) memory[at + START];
    into.closeTime = (long) memory[at + END];
    into.open = memory[at + OPEN];
    into.high = memory[at + HIGH];
    into.low = memory[at + LOW];
    into.close = memory[at + CLOSE];
    into.volume = memory[at + VOLUME];
  }
}

package dev.tradewind.engine.expr;

import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.TimeGrid;
import org.jspecify.annotations.Nullable;

/**
 * A row of bars on which nodes are computed: those of a source as they are, or put together to a
 * longer timeframe.
 *
 * @param source index of the instrument among the program's sources; 0 is the base
 * @param adjusted whether prices are adjusted for splits
 * @param timeframe code, the base's own for a root
 * @param grid how bars are put together; {@code null} for a root
 * @param calendar when the source trades
 */
record Frame(
    int source,
    boolean adjusted,
    String timeframe,
    @Nullable TimeGrid grid,
    SessionCalendar calendar) {

  boolean isRoot() {
    return grid == null;
  }
}

package dev.tradewind.engine.signal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Matches exits to entries, first in, first out, each direction by itself: every entry opens one
 * position, every exit closes the oldest that is open. On one bar exits come before entries, so
 * that no exit closes an entry of its own bar. Belongs to one thread.
 */
public final class EntryMatcher {
  /** Stands for no partner. */
  public static final long NONE = Long.MIN_VALUE;

  private final Map<Direction, Deque<Open>> open = new EnumMap<>(Direction.class);

  /** An open entry and its row; -1 for one that was open before. */
  private record Open(long barTime, int row) {}

  /**
   * An entry from before the rows that one of their exits closed.
   *
   * @param direction of the position
   * @param entryMicros bar time of the entry
   * @param exitMicros bar time of the exit
   */
  public record Closed(Direction direction, long entryMicros, long exitMicros) {}

  /**
   * What came of matching rows.
   *
   * @param partners for each row the bar time of the exit that closed it, or of the entry that it
   *     closed; {@link #NONE} where there is none
   * @param closed entries from before the rows
   * @param open entries without an exit after the rows, oldest first
   */
  public record Matches(List<Long> partners, List<Closed> closed, List<OpenEntry> open) {
    /** Copies. */
    public Matches {
      partners = List.copyOf(partners);
      closed = List.copyOf(closed);
      open = List.copyOf(open);
    }
  }

  /** A matcher with entries that are open already, oldest first. */
  public EntryMatcher(List<OpenEntry> before) {
    for (Direction each : Direction.values()) {
      open.put(each, new ArrayDeque<>());
    }
    before.forEach(each -> queue(each.direction()).add(new Open(each.barTimeMicros(), -1)));
  }

  private Deque<Open> queue(Direction direction) {
    return open.computeIfAbsent(direction, any -> new ArrayDeque<>());
  }

  /** Matches the rows that follow those seen so far. */
  public Matches match(SignalRows rows) {
    Long[] partners = new Long[rows.size()];
    Arrays.fill(partners, NONE);
    List<Closed> closed = new ArrayList<>();
    for (int row = 0; row < partners.length; row++) {
      Direction direction = rows.direction(row);
      Deque<Open> queue = queue(direction);
      if (rows.kind(row) == SignalKind.ENTRY) {
        queue.add(new Open(rows.barTime(row), row));
        continue;
      }
      Open oldest = queue.poll();
      if (oldest == null) {
        continue;
      }
      partners[row] = oldest.barTime();
      if (oldest.row() < 0) {
        closed.add(new Closed(direction, oldest.barTime(), rows.barTime(row)));
      } else {
        partners[oldest.row()] = rows.barTime(row);
      }
    }
    return new Matches(Arrays.asList(partners), closed, openEntries());
  }

  private List<OpenEntry> openEntries() {
    List<OpenEntry> left = new ArrayList<>();
    open.forEach(
        (direction, queue) ->
            queue.forEach(each -> left.add(new OpenEntry(direction, each.barTime()))));
    left.sort(Comparator.comparingLong(OpenEntry::barTimeMicros));
    open.values().forEach(Deque::clear);
    left.forEach(each -> queue(each.direction()).add(new Open(each.barTimeMicros(), -1)));
    return left;
  }
}

package dev.tradewind.engine.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one definition on one instrument between two generations. Kept by {@link
 * SignalBook} in memory and by the platform in its tables. Immutable.
 *
 * @param open entries without an exit before the first dirty window, oldest first
 * @param dirty stretches whose rows have to be generated again, by bar time; ascending, apart
 */
public record SignalState(List<OpenEntry> open, List<Window> dirty) {
  /** Nothing was generated yet. */
  public static final SignalState FRESH = new SignalState(List.of(), List.of(Window.ALL));

  /** Copies. */
  public SignalState {
    open = List.copyOf(open);
    dirty = List.copyOf(dirty);
  }

  /** The same with one more dirty stretch; those that touch become one. */
  public SignalState touch(Window window) {
    List<Window> all = new ArrayList<>(dirty);
    all.add(window);
    all.sort(Comparator.comparingLong(Window::from));
    List<Window> merged = new ArrayList<>();
    for (Window each : all) {
      Window last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && each.from() <= last.to()) {
        merged.set(merged.size() - 1, new Window(last.from(), Math.max(last.to(), each.to())));
      } else {
        merged.add(each);
      }
    }
    return new SignalState(open, merged);
  }

  /** The first moment from which rows or their matches may be others; empty if none is. */
  public Optional<Long> firstDirty() {
    return dirty.isEmpty() ? Optional.empty() : Optional.of(dirty.getFirst().from());
  }

  /** Whether the row of a bar has to be generated again. */
  public boolean isDirty(long barTimeMicros) {
    return dirty.stream().anyMatch(each -> each.contains(barTimeMicros));
  }

  /** The state after everything before a moment was generated. */
  public SignalState doneUntil(long micros, List<OpenEntry> openThen) {
    List<Window> left = new ArrayList<>();
    for (Window each : dirty) {
      if (each.to() > micros) {
        left.add(new Window(Math.max(each.from(), micros), each.to()));
      }
    }
    return new SignalState(openThen, left);
  }

  /** The state after everything was generated. */
  public SignalState done(List<OpenEntry> openThen) {
    return new SignalState(openThen, List.of());
  }
}

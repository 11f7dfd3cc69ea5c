package dev.tradewind.platform.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the entries
 * @param nextCursor what to ask for next; {@code null} at the end
 * @param total how many entries there are over all pages
 */
public record Page<T>(List<T> items, @Nullable String nextCursor, long total) {
  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }

  /** A list that is one page. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null, items.size());
  }
}

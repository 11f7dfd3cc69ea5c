package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.store.WriteOutcome.Disagreement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares offered bars with stored ones and joins them; offered bars win. */
final class Merge {
  private static final int MAX_EXAMPLES = 10;
  private final BarSeries stored;
  private final BarSeries offered;
  private final List<Disagreement> examples = new ArrayList<>();
  private long inserted;
  private long unchanged;
  private long differing;
  private long firstChange = Long.MAX_VALUE;

  Merge(BarSeries stored, BarSeries offered) {
    this.stored = stored;
    this.offered = offered;
    compare();
  }

  private void compare() {
    int s = 0;
    for (int i = 0; i < offered.size(); i++) {
      long time = offered.openTime(i);
      while (s < stored.size() && stored.openTime(s) < time) {
        s++;
      }
      if (s == stored.size() || stored.openTime(s) > time) {
        inserted++;
        firstChange = Math.min(firstChange, time);
      } else if (same(s, i)) {
        unchanged++;
      } else {
        differing++;
        firstChange = Math.min(firstChange, time);
      }
    }
  }

  private boolean same(int s, int i) {
    boolean same = true;
    for (BarField field : BarField.values()) {
      double before = stored.value(field, s);
      double now = offered.value(field, i);
      if (Double.doubleToLongBits(before) != Double.doubleToLongBits(now)) {
        same = false;
        if (examples.size() < MAX_EXAMPLES) {
          examples.add(new Disagreement(offered.openTime(i), field, before, now));
        }
      }
    }
    return same;
  }

  long inserted() {
    return inserted;
  }

  long unchanged() {
    return unchanged;
  }

  long differing() {
    return differing;
  }

  List<Disagreement> examples() {
    return examples;
  }

  /** Tells which bars are replaced, and which come between stored ones. */
  interface Change {
    /** The stored bar of that index is replaced. */
    void replaced(int stored) throws SQLException;

    /** A bar comes to be at a time between stored ones. */
    void filledIn(long openTime) throws SQLException;
  }

  /** Tells the changes of what was stored before, in the order of time. */
  void changes(Change sink) throws SQLException {
    int s = 0;
    for (int i = 0; i < offered.size() && s < stored.size(); i++) {
      long time = offered.openTime(i);
      while (s < stored.size() && stored.openTime(s) < time) {
        s++;
      }
      if (s == stored.size()) {
        return;
      }
      if (stored.openTime(s) > time) {
        if (s > 0) {
          sink.filledIn(time);
        }
      } else if (differs(s, i)) {
        sink.replaced(s);
      }
    }
  }

  private boolean differs(int s, int i) {
    for (BarField field : BarField.values()) {
      if (Double.doubleToLongBits(stored.value(field, s))
          != Double.doubleToLongBits(offered.value(field, i))) {
        return true;
      }
    }
    return false;
  }

  /** Time of the first bar that is new or different. */
  long firstChange() {
    return firstChange;
  }

  /** All bars, ascending. */
  BarSeries joined() {
    BarSeries.Builder joined =
        BarSeries.builder(
            offered.instrument(), offered.timeframe(), (int) (stored.size() + inserted));
    int s = 0;
    for (int i = 0; i < offered.size(); i++) {
      long time = offered.openTime(i);
      s = copyUntil(joined, s, time);
      if (s < stored.size() && stored.openTime(s) == time) {
        s++;
      }
      append(joined, offered, i);
    }
    copyUntil(joined, s, Long.MAX_VALUE);
    return joined.build();
  }

  private int copyUntil(BarSeries.Builder joined, int from, long time) {
    int s = from;
    while (s < stored.size() && stored.openTime(s) < time) {
      append(joined, stored, s);
      s++;
    }
    return s;
  }

  private static void append(BarSeries.Builder to, BarSeries from, int i) {
    to.append(
        from.openTime(i), from.open(i), from.high(i), from.low(i), from.close(i), from.volume(i));
  }
}

package dev.tradewind.store.duckdb;

import dev.tradewind.store.TradesOutcome.Disagreement;
import java.util.ArrayList;
import java.util.List;

/** Compares offered trades with stored ones, moment by moment, and joins them; offered ones win. */
final class TradeMerge {
  private static final int MAX_EXAMPLES = 10;

  private final TradeColumns stored;
  private final TradeColumns offered;
  private final TradeColumns joined;
  private final List<Disagreement> examples = new ArrayList<>();
  private long inserted;
  private long unchanged;
  private long replaced;
  private long conflicts;
  private long firstChange = Long.MAX_VALUE;
  private long lastChange = Long.MIN_VALUE;

  TradeMerge(TradeColumns stored, TradeColumns offered) {
    this.stored = stored;
    this.offered = offered;
    this.joined = new TradeColumns(Math.addExact(stored.size(), offered.size()));
    merge();
  }

  private void merge() {
    int s = 0;
    int o = 0;
    while (s < stored.size() || o < offered.size()) {
      if (o == offered.size() || (s < stored.size() && stored.time(s) < offered.time(o))) {
        int end = stored.endOfMoment(s);
        joined.append(stored, s, end);
        s = end;
      } else if (s == stored.size() || offered.time(o) < stored.time(s)) {
        int end = offered.endOfMoment(o);
        inserted += end - o;
        changed(offered.time(o));
        joined.append(offered, o, end);
        o = end;
      } else {
        Moment there = new Moment(stored, s, stored.endOfMoment(s));
        Moment here = new Moment(offered, o, offered.endOfMoment(o));
        join(there, here);
        s = there.to();
        o = here.to();
      }
    }
  }

  /** The trades of one time: those of a list from an index to before another. */
  private record Moment(TradeColumns list, int from, int to) {
    int size() {
      return to - from;
    }

    /** Whether all of these are among those of the other, in the same order. */
    boolean isWithin(Moment other) {
      int at = from;
      for (int i = other.from; i < other.to && at < to; i++) {
        if (list.same(at, other.list, i)) {
          at++;
        }
      }
      return at == to;
    }

    void appendTo(TradeColumns joined) {
      joined.append(list, from, to);
    }
  }

  /** A moment of which both have trades: a file may begin or end in the middle of it. */
  private void join(Moment there, Moment here) {
    if (here.isWithin(there)) {
      unchanged += here.size();
      there.appendTo(joined);
      return;
    }
    changed(offered.time(here.from()));
    here.appendTo(joined);
    if (there.isWithin(here)) {
      unchanged += there.size();
      inserted += here.size() - there.size();
      return;
    }
    conflicts++;
    replaced += there.size();
    inserted += Math.max(0, here.size() - there.size());
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(example(there, here));
    }
  }

  private Disagreement example(Moment there, Moment here) {
    long time = stored.time(there.from());
    int common = Math.min(there.size(), here.size());
    for (int i = 0; i < common; i++) {
      int s = there.from() + i;
      int o = here.from() + i;
      if (!stored.same(s, offered, o)) {
        return stored.price(s) != offered.price(o)
            ? new Disagreement(time, "price", stored.price(s), offered.price(o))
            : new Disagreement(time, "quantity", stored.quantity(s), offered.quantity(o));
      }
    }
    return new Disagreement(time, "trades", there.size(), here.size());
  }

  private void changed(long time) {
    firstChange = Math.min(firstChange, time);
    lastChange = Math.max(lastChange, time);
  }

  boolean isChange() {
    return firstChange <= lastChange;
  }

  long inserted() {
    return inserted;
  }

  long unchanged() {
    return unchanged;
  }

  long replaced() {
    return replaced;
  }

  /** Moments at which both disagree. */
  long conflicts() {
    return conflicts;
  }

  List<Disagreement> examples() {
    return examples;
  }

  /** The first moment at which something is new or different. */
  long firstChange() {
    return firstChange;
  }

  /** The last one. */
  long lastChange() {
    return lastChange;
  }

  /** All trades of the span, offered ones in the place of those that disagree. */
  TradeColumns joined() {
    return joined;
  }
}

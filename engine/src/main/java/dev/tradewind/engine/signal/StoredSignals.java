package dev.tradewind.engine.signal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.SignalSource;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Conditions read from rows that were made before the run. A row counts on its bar, or, where it is
 * known later than the bar, on the first bar of the instrument that is known when the row is; never
 * before. Immutable; may be used by many runs over the same bars.
 */
public final class StoredSignals implements SignalSource {
  private final Map<String, Map<Condition, BitSet>> trueBars = new TreeMap<>();

  /**
   * A source for a run over these bars.
   *
   * @param rows by instrument id; what is on bars outside the run is left out
   * @param series of the run
   * @throws IllegalArgumentException if an instrument of the run has no rows, not even none
   */
  public StoredSignals(Map<String, SignalRows> rows, List<BarSeries> series) {
    for (BarSeries one : series) {
      String id = one.instrument().id();
      SignalRows own = rows.get(id);
      if (own == null) {
        throw new IllegalArgumentException("no signals were generated for instrument " + id);
      }
      trueBars.put(id, bars(own, one));
    }
  }

  private static Map<Condition, BitSet> bars(SignalRows rows, BarSeries series) {
    Map<Condition, BitSet> bars = new EnumMap<>(Condition.class);
    for (Condition each : Condition.values()) {
      bars.put(each, new BitSet(series.size()));
    }
    int size = series.size();
    int bar = 0;
    long known = Long.MIN_VALUE;
    for (int row = rows.lowerBound(size == 0 ? Long.MAX_VALUE : series.openTime(0));
        row < rows.size();
        row++) {
      while (bar < size && series.openTime(bar) < rows.barTime(row)) {
        known = Math.max(known, series.knownAt(bar));
        bar++;
      }
      if (bar == size || series.openTime(bar) != rows.barTime(row)) {
        continue;
      }
      int at = firstKnown(series, bar, known, rows.knownAt(row));
      if (at < size) {
        set(bars, rows, row, at);
      }
    }
    return bars;
  }

  /** The first bar from {@code bar} on that is not known before a moment. */
  private static int firstKnown(BarSeries series, int bar, long knownBefore, long moment) {
    long known = Math.max(knownBefore, series.knownAt(bar));
    int at = bar;
    while (known < moment && at < series.size()) {
      at++;
      known = at < series.size() ? Math.max(known, series.knownAt(at)) : known;
    }
    return at;
  }

  private static void set(Map<Condition, BitSet> bars, SignalRows rows, int row, int at) {
    BitSet target = bars.get(condition(rows.kind(row), rows.direction(row)));
    if (target != null) {
      target.set(at);
    }
  }

  /** The condition of a rule that makes rows of a kind and a direction. */
  public static Condition condition(SignalKind kind, Direction direction) {
    return switch (kind) {
      case ENTRY -> direction == Direction.LONG ? Condition.ENTER : Condition.SHORT_ENTER;
      case EXIT -> direction == Direction.LONG ? Condition.EXIT : Condition.SHORT_EXIT;
    };
  }

  @Override
  public Reader open(StrategySetup setup) {
    List<Map<Condition, BitSet>> byIndex =
        IntStream.range(0, setup.instrumentCount())
            .mapToObj(i -> of(setup.instrument(i).id()))
            .toList();
    return (condition, context, instrument) -> isTrue(byIndex, condition, context, instrument);
  }

  private Map<Condition, BitSet> of(String instrument) {
    Map<Condition, BitSet> own = trueBars.get(instrument);
    if (own == null) {
      throw new IllegalArgumentException("no signals were generated for instrument " + instrument);
    }
    return own;
  }

  private static boolean isTrue(
      List<Map<Condition, BitSet>> byIndex,
      Condition condition,
      StrategyContext context,
      int instrument) {
    BitSet own = byIndex.get(instrument).get(condition);
    int known = context.barCount(instrument);
    return own != null && known > 0 && own.get(known - 1);
  }
}
